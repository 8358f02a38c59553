"""What a line of a text is by itself, such as an item, a label or a row; and whether it goes on in the next.

Where a line ends because it was full, it and the next are of one paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TAB = 4
_LONGEST_LABEL = 100
_MOST_WORDS_OF_LABEL = 14
_LONGEST_EMPHASIS = 80
_MOST_WORDS_OF_FIELD = 5
_MOST_WORDS_OF_NAME = 3
_FEWEST_CAPITALS = 5

_BULLET = re.compile(r"(?:[-*+•‣◦▪●○·–—]|#\.|\((?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,6})\))(?:\s+|$)")
_NUMBER = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]|\d{1,3}(?:\.\d{1,3}){1,3}(?=\s)|(?:[A-Za-z]|[ivxIVX]{1,6})\))(?:\s+|$)"
)
_END = re.compile(r"[.?!…。！？][\"'”’»)\]*_]{0,4}$")
_PAUSE = re.compile(r"[,;、，；][*_]{0,3}$")
_COLON = re.compile(r"[:：][*_]{0,3}$")
_SENTENCE_WITHIN = re.compile(r"\w{5}[.?!]\s")
_FIELD = re.compile(r"[*_]{0,3}(?P<label>[^\W\d_][\w ./&'’()#-]{0,40}?)[*_]{0,3}\s?[:：][*_]{0,3}(?:\s+\S|$)")
_EMPHASISED = re.compile(r"(?P<mark>\*\*|__|\*|_)(?=\S)(?P<words>[^*_\n]+)(?<=\S)(?P=mark)[:：]?$")
_ATX = re.compile(r"(#{1,6})[ \t]+[^\s#]")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})$")
_RULE = re.compile(r"(?:[=_~*#.+-]{3,}|[*_-](?: [*_-]){2,})$")
_COLUMNS = re.compile(r"\t[\t ]*| {3,}[\t ]*")
_DELIMITERS = re.compile(r"[|:+ =-]+$")

_MANY, _FEW, _FEWEST = 0.2, 0.05, 3
_LONGER = 1.15
_ALIKE = 0.7
_MOST = 0.7
_NARROWEST, _WIDEST = 30, 200


class Line(NamedTuple):
    """A line that is not blank.

    Attributes:
        text: The line without the white space around it.
        start: Where `text` begins in the document.
        indent: Columns before it.
        apart: Whether a blank line, or nothing, stands before it.
        broken: Whether it ends with two blanks, as lines of Markdown do that are to stay lines.
    """

    text: str
    start: int
    indent: int
    apart: bool
    broken: bool

    @property
    def end(self) -> int:
        """Where it ends, without white space."""
        return self.start + len(self.text)


def lines_of(text: str, *, start: int = 0) -> Iterator[Line]:
    """Yield the lines of a text that are not blank; in its document it begins at `start`."""
    apart = True
    for whole in text.split("\n"):
        if line := whole.strip():
            before = len(whole) - len(whole.lstrip())
            indent = len(whole[:before].expandtabs(_TAB)) if before else 0
            yield Line(line, start + before, indent, apart, whole.endswith("  "))
        apart = not line
        start += len(whole) + 1


def is_item(line: str) -> bool:
    """Whether a line begins as an item of a list does."""
    return _BULLET.match(line) is not None or _NUMBER.match(line) is not None


def is_numbered(line: str) -> bool:
    """Whether a line begins as a numbered item of a list does."""
    return _NUMBER.match(line) is not None


def is_rule(line: str) -> bool:
    """Whether a line only parts what stands above it from what stands below."""
    return _RULE.match(line) is not None


def is_underline(line: str) -> bool:
    """Whether a line can make the line above it a heading."""
    return _UNDERLINE.match(line) is not None


def heading_level(line: str) -> int | None:
    """The level of a heading that is marked with ``#``."""
    found = _ATX.match(line) if line[0] == "#" else None
    return len(found[1]) if found else None


def is_label(line: str) -> bool:
    """Whether a line only names what follows: ``Members absent:``."""
    return (
        len(line) <= _LONGEST_LABEL
        and ends_in_colon(line)
        and not line[0].islower()
        and line.count(" ") < _MOST_WORDS_OF_LABEL
        and _SENTENCE_WITHIN.search(line) is None
    )


def is_emphasised(line: str) -> bool:
    """Whether a line is emphasised as a whole, no sentence and no field, as in ``**Attendees**``."""
    if line[0] not in "*_" or len(line) > _LONGEST_EMPHASIS:
        return False
    found = _EMPHASISED.match(line)
    if found is None or found["words"][-1] in ".!…。！":
        return False
    return found["words"][-1] in ":?" or not is_field(found["words"])


def is_field(line: str) -> bool:
    """Whether a line begins with a short label and a colon, and a value follows: ``Venue: Town Hall``."""
    found = _FIELD.match(line)
    return found is not None and found["label"].count(" ") < _MOST_WORDS_OF_FIELD


def is_in_capitals(line: str) -> bool:
    """Whether the letters of a line, some at least, are all capitals."""
    return line.isupper() and sum(map(str.isalpha, line)) >= _FEWEST_CAPITALS


def names_only(item: str) -> bool:
    """Whether an item only names what stands beneath it: ``* Attendees``, ``1. **Decision:**``."""
    found = _BULLET.match(item) or _NUMBER.match(item)
    words = item[found.end() :] if found else item
    if not words or is_label(words) or is_emphasised(words):
        return True
    return words.count(" ") < _MOST_WORDS_OF_NAME and not ends(words) and not pauses(words)


def ends(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _END.search(line[-6:]) is not None


def pauses(line: str) -> bool:
    """Whether a line ends with a mark after which its sentence goes on."""
    return _PAUSE.search(line[-4:]) is not None


def ends_in_colon(line: str) -> bool:
    """Whether a line ends in a colon, before the marks of emphasis or behind them."""
    return _COLON.search(line[-4:]) is not None


def cells(line: str) -> int:
    """How many cells a line has if it is a row of a table, else 1."""
    bars = line.count("|")
    if bars:
        return bars + 1 - line.startswith("|") - line.endswith("|")
    return len(_COLUMNS.split(line)) if "\t" in line or "   " in line else 1


def entries(line: str) -> list[str]:
    """Return what stands in the cells of a row of a table."""
    return [entry.strip() for entry in (line.strip("|").split("|") if "|" in line else _COLUMNS.split(line))]


def is_delimiters(line: str) -> bool:
    """Whether a line is what stands beneath the header of a table: ``|---|:--|``."""
    return "|" in line and "-" in line and _DELIMITERS.match(line) is not None


def goes_on(line: Line, following: Line) -> bool:
    """Whether a sentence goes on from a line to the next, as far as their words tell."""
    first = following.text[0]
    return (first.islower() or first in "(&") and not ends(line.text) and not ends_in_colon(line.text)


def was_full(line: Line, following: Line, width: int, *, share: float = 0.8) -> bool:
    """Whether a line was broken because the next word had no room in it.

    Args:
        line: The line.
        following: The next.
        width: At how many characters lines are broken.
        share: Share of the width that a full line has at least, with the next word.
    """
    word = following.text.split(maxsplit=1)[0]
    return line.indent + len(line.text) + 1 + len(word) > share * width


def width_of(lines: Sequence[Line]) -> int | None:
    """Return the width at which the lines of a text were broken, None where they end of themselves.

    Lines are broken where sentences go on from one to the next in a fifth of them, or in some at least if no
    line is longer, and those that do are about as long.
    """
    lengths = sorted(
        line.indent + len(line.text)
        for line, following in pairwise(lines)
        if goes_on(line, following) and not is_item(following.text)
    )
    if not lengths:
        return None
    width = lengths[len(lengths) * 9 // 10]
    alike = sum(length >= _ALIKE * width for length in lengths)
    if not _NARROWEST <= width <= _WIDEST or alike < _MOST * len(lengths):
        return None
    none_longer = max(line.indent + len(line.text) for line in lines) <= _LONGER * width
    fewest = max(_FEWEST, _FEW * len(lines)) if none_longer else _MANY * (len(lines) - 1)
    return width if len(lengths) >= min(fewest, _MANY * (len(lines) - 1)) else None
