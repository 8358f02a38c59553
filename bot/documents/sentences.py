"""Where sentences begin and end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.documents.model import Span
from bot.documents.sentence_ends import parted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.documents.sentence_ends import Part

    Range = tuple[int, int]

# The library ends a sentence after these where a capital follows ("e.g. Article 5"); nothing ever ends there.
_LEADS_ON = re.compile(r"(?<!\w)(?:e\.g|i\.e|cf|viz)\.$", re.IGNORECASE)
_LONGEST_LEADING_ON = 4
_BEGINS_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+•|]|\d{1,3}[.)])[ \t])")
_ENDLESS = 10_000
"""Characters without white space that are no text that anyone reads."""
# The library looks so far back for the beginning of a line.
_ANY_WORD = "x" * 13


def sentences(paragraph: str) -> tuple[Span, ...]:
    """Return the sentences of a paragraph, without the white space around them, in order.

    Items of a list and rows of a table end where the next begins, with a full stop or without. Otherwise
    boundaries are nupunkt's, an unsupervised model of abbreviations, initials and sentence starters
    (Kiss and Strunk 2006, "Unsupervised Multilingual Sentence Boundary Detection"). Between them the
    sentences hold every character of the paragraph that is not white space.
    """
    return tuple(
        Span(start=first + start, end=first + end)
        for first, item in _items(paragraph)
        for start, end in _joined(_divided(item), item)
    )


def _items(paragraph: str) -> Iterator[tuple[int, str]]:
    """Yield the items of a list and the rows of a table, or all of a paragraph that is neither."""
    starts = [0, *(match.end() for match in _BEGINS_ITEM.finditer(paragraph))]
    for start, end in zip(starts, [*starts[1:], len(paragraph)], strict=True):
        yield start, paragraph[start:end]


def _divided(item: str) -> Iterator[Range]:
    for part in parted(item):
        if part.doubtful:
            yield from _divided_by_model(part, item)
        else:
            yield part.start, part.end


def _divided_by_model(part: Part, text: str) -> Iterator[Range]:
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

    For each mark the library looks as far as the next white space, again and again in a text without any.
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
    """Join to the next what ends in an abbreviation that always leads on."""
    open_start: int | None = None
    last: Range | None = None
    for own_start, end in ranges:
        start = own_start if open_start is None else open_start
        last = start, end
        if _LEADS_ON.search(text, max(start, end - _LONGEST_LEADING_ON), end):
            open_start = start
        else:
            open_start = None
            yield last
    if open_start is not None and last is not None:
        yield last
