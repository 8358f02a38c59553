"""Headings of texts without markup: short lines that stand alone, are no sentences, and have a body beneath.

Taken for headings are such lines if they are numbered, in capitals, In Title Case, or begin or end with a
word that heads parts of minutes; and the first line of a text, which is its title. What is doubtful is left
as it is: a heading is never an answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.documents.model import BlockKind
from bot.documents.readers import lines as one
from bot.documents.readers.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TITLE, _CAPITALS, _HEADING = 0, 2, 3
"""Levels; those of numbered headings are deeper by a level for each further part of the number."""

_LONGEST_TITLE = 120
_LONGEST_HEADING = 80
_MOST_WORDS = 10
_MOST_WORDS_WITH_HEAD = 5
_SHORTEST_BODY = 60
_NEAR = 6
_FEWEST_HEADINGS = 2
_MOST_EMPTY = 3

_FIRST_NUMBERS = frozenset({"1", "A", "I"})
_NUMBERED = re.compile(
    r"(?:(?i:(?:agenda\s)?(?:item|section|part|article|chapter|topic)\s))?"
    r"(?:(?P<number>\d{1,3}(?:\.\d{1,3}){0,3}(?=[.):]|\s[–—-]\s)|(?:[A-Z]|[IVX]{1,6})(?=[.)]))(?:[.):](?!\d)|\s[–—-])"
    r"|(?P<parts>\d{1,3}(?:\.\d{1,3}){1,3})(?=\s))"
    r"\s*(?P<words>[^\W_a-z].*)"
)
_SMALL_WORDS = frozenset(
    """
    a an and as at but by de der des die du for from in into la le nor of on or per the to und upon via von
    with
    """.split()
)
_HEADS = frozenset(
    """
    absent action actions adjournment administrative administrivia agenda announcements annex apologies
    appendix approval arising attachments attendance attendees background budget business call closing
    comments conclusion conclusions consent correspondence decisions discussion finance finances hearing
    hearings introduction introductions items matters meeting minutes motions next notes objectives old
    opening order participants present presentations previous proceedings questions quorum recommendations
    report reports resolutions roll summary topics update updates votes voting welcome
    """.split()
)


def with_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces of which those that are headings are made so."""
    found = list(pieces)
    numbered = set(_numbered(found))
    for at in reversed(range(len(found) - 1)):
        level = _level(found, at, is_numbered=at in numbered)
        if level is not None:
            found[at] = Piece(BlockKind.HEADING, found[at].lines, level)
    while len(found) > 1 and _is_rest_of_title(found[0], found[1]):
        found[:2] = [found[0]._replace(lines=[*found[0].lines, *found[1].lines])]
    return found


def _is_rest_of_title(title: Piece, following: Piece) -> bool:
    """Whether a title in capitals goes on in the next line."""
    both = (title.lines[-1].text, following.lines[0].text)
    return (
        title.level == _TITLE
        and title.kind is BlockKind.HEADING
        and all(map(one.is_in_capitals, both))
        and (not following.lines[0].apart and _is_short(following) and not one.is_field(both[1]))
    )


def _level(found: Sequence[Piece], at: int, *, is_numbered: bool) -> int | None:
    """Return the level of a piece that is a heading, knowing those of the pieces behind it."""
    piece = found[at]
    text = piece.lines[0].text
    if at == 0 and not one.is_item(text) and _is_short(piece, _LONGEST_TITLE):
        has_body = any(map(_is_body, found[1:_NEAR])) and not _goes_on(found, at)
        return _TITLE if has_body and not one.is_field(text) else None
    if is_numbered:
        return _HEADING + (_number(text) or "").count(".")
    if not _is_short(piece) or one.is_item(text) or one.is_field(text) or not _stands_out(found, at):
        return None
    if one.is_in_capitals(text):
        return _CAPITALS
    if not _is_body(found[at + 1]) or _goes_on(found, at):
        return None
    follows_short_line = at > 1 and _is_short(found[at - 1])
    return _HEADING if _has_head(text) or (_is_in_title_case(text) and not follows_short_line) else None


def _is_short(piece: Piece, longest: int = _LONGEST_HEADING) -> bool:
    """Whether a piece is one short line that is no sentence, and begins none."""
    text = piece.lines[0].text
    return (
        piece.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
        and len(piece.lines) == 1
        and len(text) <= longest
        and not text[0].islower()
        and text[0] not in ".:"
        and not one.ends(text)
        and not one.pauses(text)
        and not one.ends_in_colon(text)
        and any(map(str.isalpha, text))
    )


def _is_body(piece: Piece) -> bool:
    """Whether something can stand beneath a heading that is no heading itself."""
    if piece.kind is BlockKind.HEADING:
        return False
    return (
        piece.kind is not BlockKind.PARAGRAPH
        or one.ends(piece.lines[-1].text)
        or _length(piece) >= _SHORTEST_BODY
    )


def _length(piece: Piece) -> int:
    return piece.span.end - piece.span.start


def _stands_out(found: Sequence[Piece], at: int) -> bool:
    """Whether a line is of no list: a blank line stands before it, or something else than a short line."""
    if at == 0 or found[at].lines[0].apart:
        return True
    is_listed = _is_short(found[at - 1]) and not _has_head(found[at].lines[0].text)
    return found[at - 1].kind is not BlockKind.LABEL and not is_listed


def _goes_on(found: Sequence[Piece], at: int) -> bool:
    """Whether the next line may be of the same sentence."""
    following = found[at + 1].lines[0]
    first = following.text[0]
    if first.isdigit() and not following.apart and not one.is_item(following.text):
        return len(following.text) >= _SHORTEST_BODY
    return first.islower()


def _numbered(found: Sequence[Piece]) -> Iterator[int]:
    """Yield the positions of numbered lines that are headings, not items of a list, which follow each other.

    A heading has something beneath it: its parts ("4. Planning", "4.1 ..."), or what is not numbered. Where
    such headings stand, two or three that have nothing beneath them are headings too.
    """
    lettered = [number for piece in found if (number := _number(piece.lines[0].text)) and number[0].isalpha()]
    able = [_can_head(piece, lettered=lettered[:2] in (["A", "B"], ["I", "II"])) for piece in found]
    runs = list(_runs_of_numbered(found))
    alone = [run[0] for run in runs if len(run) == 1 and able[run[0]]]
    parted = [at for run in runs for at in run[:-1] if able[at] and _is_part(found[at], found[at + 1])]
    yield from alone
    yield from parted
    if parted:
        yield from (run[-1] for run in runs if able[run[-1]])
    if len(alone) >= _FEWEST_HEADINGS:
        yield from (
            at
            for run in runs
            if 1 < len(run) <= _MOST_EMPTY and all(able[at] and found[at].lines[0].apart for at in run)
            for at in run
        )


def _is_part(piece: Piece, following: Piece) -> bool:
    """Whether the number of a piece is that of a part of another: 4.1 of 4."""
    number, other = _number(piece.lines[0].text), _number(following.lines[0].text)
    return number is not None and other is not None and other.startswith(f"{number}.")


def _runs_of_numbered(found: Sequence[Piece]) -> Iterator[range]:
    """Yield runs of pieces that are numbered, a run anew where numbers begin again."""
    first = 0
    for at in range(len(found) + 1):
        if at < len(found) and _is_numbered(found[at]):
            if at == first or _number(found[at].lines[0].text) not in _FIRST_NUMBERS:
                continue
            yield range(first, at)
            first = at
        else:
            if at > first:
                yield range(first, at)
            first = at + 1


def _is_numbered(piece: Piece) -> bool:
    text = piece.lines[0].text
    return piece.kind in {BlockKind.ITEM, BlockKind.PARAGRAPH} and (
        one.is_numbered(text) or _NUMBERED.match(text) is not None
    )


def _can_head(piece: Piece, *, lettered: bool) -> bool:
    """Whether a numbered line can be a heading; a letter is an initial unless letters number others too."""
    text = piece.lines[0].text
    number = _number(text)
    if number is None or not _is_short(piece) or text.count(" ") > _MOST_WORDS:
        return False
    return lettered or number[0].isdigit()


def _number(text: str) -> str | None:
    found = _NUMBERED.match(text)
    return (found["number"] or found["parts"]) if found else None


def _is_in_title_case(text: str) -> bool:
    """Whether all words but small ones begin with capitals, and there is no date or figure."""
    words = text.split()
    large = [word for word in words if word.casefold() not in _SMALL_WORDS]
    return (
        len(words) <= _MOST_WORDS
        and not any(map(str.isdigit, text))
        and all(word.lstrip("(\"'“‘")[:1].isupper() for word in large)
    )


def _has_head(text: str) -> bool:
    """Whether a line of few words begins or ends with a word that heads parts of minutes."""
    words = [word.strip("()'’\"").casefold() for word in text.split()]
    return len(words) <= _MOST_WORDS_WITH_HEAD and (words[0] in _HEADS or words[-1] in _HEADS)
