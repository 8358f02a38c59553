"""Where sentences begin and end.

Boundaries are nupunkt's, an unsupervised model of abbreviations, initials and sentence starters (Kiss and
Strunk 2006, "Unsupervised Multilingual Sentence Boundary Detection"), put right where it is known to fail.
Most sentences end in a word of letters that is no abbreviation, a mark, white space, and the beginning of a
word. What stands before and after does not matter there, so a text is parted at such ends, and only parts
with other marks need the model.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from bot.documents.model import BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    Range = tuple[int, int]

LONGEST_UNMARKED = 600
"""Characters without any mark after which words are no sentence, but automatic captions or the like."""

LONGEST_SENTENCE = 2400
"""Characters that a sentence has at most: more than people write in one."""

_WINDOW = 240
"""Characters of the windows that endless text is cut into: some 40 words of English."""

_WHOLE = frozenset({BlockKind.HEADING, BlockKind.LABEL, BlockKind.HEADER, BlockKind.ROW})
"""Blocks that are one sentence each, whatever marks they have."""

_MARK = re.compile(
    r"""[.?!…。！？｡।॥۔؟։።។။] (?:
        (?<=[.?!…]) (?![\w.…,/–—-])  # with a letter, a digit or one of these after it, it ends nothing
        (?:(?<!…)(?P<gap>\s+)(?=[^\W_]|[“‘(\["'][^\W_]))?
      | (?: (?<=[。！？｡]) [。！？｡]*+ (?: [」』）】〕〉》”’]++(?=\s|\Z) | (?![」』）】〕〉》”’]) )
          | (?<=[।॥۔؟։።។။]) [।॥۔؟։።។။]*+ (?=\s|\Z) ) (?P<certain>\s*) )""",
    re.VERBOSE,
)
# At the beginning of a line, numbers of a list are written with such letters.
_NUMERAL = re.compile(r"[ivxlc]{1,6}")
_LONGEST_WORD = 40
_REMEMBERED_WORDS = 1 << 16

# The model ends a sentence after these where a capital follows ("e.g. Article 5"); none ever ends there.
_LEADS_ON = re.compile(r"(?<!\w)(?:e\.g|i\.e|cf|viz|cllr|ald|lt)\.\Z", re.IGNORECASE)
_LONGEST_LEADING_ON = 5
_NUMBER_ALONE = re.compile(
    r"[-*+•#\s]{0,8}(?:agenda )?(?:(?:item|section|article|chapter|part|point|no\.?)\s)?\s?"
    r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivx]{1,6})[.)]\Z",
    re.IGNORECASE,
)
_LONGEST_NUMBER = 40
_BEGINS_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+•|]|\d{1,3}[.)])[ \t])")
_INNER_MARK = re.compile(r"[,;:()–—、，；：\n]|[.?!…]+(?=\s)|\s[-/](?=\s)")
_ENDLESS = 10_000
"""Characters without white space that are no text that anyone reads."""
# The model looks so far back for the beginning of a line.
_ANY_WORD = "x" * 13


class _Part(NamedTuple):
    """A part of a text between two certain ends, which has at least one sentence.

    Attributes:
        start: Where its first sentence begins.
        end: Where its last sentence ends.
        before: Where the part before it ends, 0 for the first.
        after: Where the white space after it begins if a part follows, otherwise the end of the text.
        doubtful: Whether it may have several sentences.
    """

    start: int
    end: int
    before: int
    after: int
    doubtful: bool


def sentences(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> tuple[Span, ...]:
    """Return the sentences of a block, without the white space around them, in order.

    Items of a list and rows of a table end where the next begins, with a full stop or without; a block that
    is a row, a heading or a label is one sentence. Words without any mark are cut into windows. Between them
    the sentences hold every character of the text that is not white space.
    """
    if kind in _WHOLE:
        found: Iterable[Range] = _trimmed(0, len(text), text)
        return tuple(Span(start=start, end=end) for start, end in _shortened(found, text))
    return tuple(
        Span(start=first + start, end=first + end)
        for first, item in _items(text)
        for start, end in _shortened(_joined(_divided(item), item), item)
    )


def _items(text: str) -> Iterator[tuple[int, str]]:
    """Yield the items of a list and the rows of a table, or all of a text that is neither."""
    starts = [0, *(match.end() for match in _BEGINS_ITEM.finditer(text))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield start, text[start:end]


def _divided(item: str) -> Iterator[Range]:
    for part in _parted(item):
        if part.doubtful:
            yield from _divided_by_model(part, item)
        else:
            yield part.start, part.end


def _parted(text: str) -> Iterator[_Part]:
    """Yield the parts of a text; a blank one has none."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    before, doubtful = 0, False
    for match in _MARK.finditer(text):
        mark, following = match.span()
        if match["certain"] is not None:
            after = match.start("certain")
        elif match["gap"] is not None and _is_certain(text, mark):
            after = mark + 1
        else:
            doubtful = doubtful or following < end
            continue
        yield _Part(start, after, before, after, doubtful)
        start, before, doubtful = following, after, False
    if start < end:
        yield _Part(start, end, before, len(text), doubtful)


def _is_certain(text: str, mark: int) -> bool:
    """Whether the mark at a place ends any sentence; white space and the beginning of a word follow it."""
    lowest = max(0, mark - _LONGEST_WORD)
    first = max(text.rfind(" ", lowest, mark) + 1, lowest)
    if first == mark:  # as transcripts are written where each mark is a word
        return text[mark - 2 : mark - 1].isalnum()
    return _ends_any_sentence(text[first:mark]) and (first > lowest or lowest == 0)


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _ends_any_sentence(word: str) -> bool:
    """Whether a full stop after a word always ends a sentence."""
    import nupunkt

    if len(word) == 1 or not (word.isascii() and word.isalpha()):
        return False
    folded = word.lower()
    abbreviations = nupunkt.load("default").parameters.abbrev_types
    return folded not in abbreviations and folded not in _leading_on() and not _NUMERAL.fullmatch(folded)


@cache
def _leading_on() -> Collection[str]:
    """Return words after which, with a full stop, some words never begin a sentence."""
    import nupunkt

    return {first for first, _ in nupunkt.load("default").parameters.collocations}


def _divided_by_model(part: _Part, text: str) -> Iterator[Range]:
    """Yield the sentences of a part of a text, which are the same that the model finds in all of it."""
    import nupunkt

    # What a part begins with may only be the beginning of a line where it is one.
    before = _ANY_WORD if part.before else ""
    moved = part.before - len(before)
    for start, end in nupunkt.sent_spans(before + _without_endless(text[part.before : part.after])):
        first = max(start + moved, part.start)
        yield from _trimmed(first, end + moved, text)


def _without_endless(text: str) -> str:
    """Return a text of the same length in which no sentence ends within what is endless.

    For each mark the model looks as far as the next white space, again and again in a text without any.
    """
    if len(text) <= _ENDLESS or max(map(len, text.split()), default=0) <= _ENDLESS:
        return text
    return re.sub(r"\S+", lambda found: "x" * len(found[0]) if len(found[0]) > _ENDLESS else found[0], text)


def _trimmed(start: int, end: int, text: str) -> Iterator[Range]:
    piece = text[start:end]
    kept = piece.strip()
    if kept:
        first = start + len(piece) - len(piece.lstrip())
        yield first, first + len(kept)


def _joined(ranges: Iterable[Range], text: str) -> Iterator[Range]:
    """Join to the next what ends in an abbreviation that always leads on, and what is a number alone."""
    open_start: int | None = None
    last: Range | None = None
    for own_start, end in ranges:
        start = own_start if open_start is None else open_start
        last = start, end
        if _leads_on(text, start, end):
            open_start = start
        else:
            open_start = None
            yield last
    if open_start is not None and last is not None:
        yield last


def _leads_on(text: str, start: int, end: int) -> bool:
    if end - start <= _LONGEST_NUMBER and _NUMBER_ALONE.match(text[start:end]):
        return True
    return _LEADS_ON.search(text, max(start, end - _LONGEST_LEADING_ON), end) is not None


def _shortened(ranges: Iterable[Range], text: str) -> Iterator[Range]:
    """Cut into windows what is no sentence that anyone would write: endless, or without any mark for long."""
    for start, end in ranges:
        if end - start <= LONGEST_UNMARKED or _is_written(text, start, end):
            yield start, end
        else:
            yield from _windows(text, start, end)


def _is_written(text: str, start: int, end: int) -> bool:
    """Whether a long sentence has marks enough to be one."""
    if end - start > LONGEST_SENTENCE:
        return False
    edges = [start, *(found.start() for found in _INNER_MARK.finditer(text, start, end)), end]
    return max(after - before for before, after in pairwise(edges)) <= LONGEST_UNMARKED


def _windows(text: str, start: int, end: int) -> Iterator[Range]:
    """Cut words into windows: behind the last mark in the second half of each, or else between words."""
    while end - start > _WINDOW:
        least, most = start + _WINDOW // 2, start + _WINDOW
        marks = [found.end() for found in _INNER_MARK.finditer(text, least, most)]
        blank = text.rfind(" ", least, most)
        cut = marks[-1] if marks else blank if blank > 0 else most
        yield from _trimmed(start, cut, text)
        start = cut
    yield from _trimmed(start, end, text)
