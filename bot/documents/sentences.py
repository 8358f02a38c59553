"""Where sentences begin and end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.documents.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The library ends a sentence after these where a capital follows ("e.g. Article 5"); nothing ever ends there.
_LEADS_ON = re.compile(r"(?<!\w)(?:e\.g|i\.e|cf|viz)\.$", re.IGNORECASE)
_BEGINS_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+•|]|\d{1,3}[.)])[ \t])")


def sentences(paragraph: str) -> tuple[Span, ...]:
    """Return the sentences of a paragraph, without the white space around them, in order.

    Items of a list and rows of a table end where the next begins, with a full stop or without. Otherwise
    boundaries are nupunkt's, an unsupervised model of abbreviations, initials and sentence starters
    (Kiss and Strunk 2006, "Unsupervised Multilingual Sentence Boundary Detection"). Between them the
    sentences hold every character of the paragraph that is not white space.
    """
    import nupunkt

    found: list[Span] = []
    for start, end in _items(paragraph):
        item = paragraph[start:end]
        found += (span.shifted(start) for span in _joined(_trimmed(nupunkt.sent_spans(item), item), item))
    return tuple(found)


def _items(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield the items of a list and the rows of a table, or all of a paragraph that is neither."""
    starts = [0, *(match.end() for match in _BEGINS_ITEM.finditer(paragraph))]
    yield from zip(starts, [*starts[1:], len(paragraph)], strict=True)


def _trimmed(ranges: Iterable[tuple[int, int]], text: str) -> Iterator[Span]:
    for start, end in ranges:
        piece = text[start:end]
        kept = piece.strip()
        if kept:
            first = start + len(piece) - len(piece.lstrip())
            yield Span(start=first, end=first + len(kept))


def _joined(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Join to the next what ends in an abbreviation that always leads on."""
    open_start: int | None = None
    last: Span | None = None
    for span in spans:
        start = span.start if open_start is None else open_start
        last = Span(start=start, end=span.end)
        if _LEADS_ON.search(text, start, span.end):
            open_start = start
        else:
            open_start = None
            yield last
    if open_start is not None and last is not None:
        yield last
