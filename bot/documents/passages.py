"""Dividing documents into passages: verbatim slices that are short enough to be quoted whole."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from bot.documents.citations import Citing
from bot.documents.model import BlockKind, Passage, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.documents.model import Block, Document

LONGEST_PASSAGE = 600
"""Characters that a passage of several sentences has at most: what reads well in a chat."""

_SMALL = frozenset({BlockKind.ITEM, BlockKind.ROW, BlockKind.TURN})
"""Blocks that are kept together with their neighbours while they fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A sentence, as a range of the document's text, and the position of its block."""

    span: Span
    block: int


def divide(document: Document) -> Iterator[Passage]:
    """Yield the passages of one document, in order.

    A passage is a run of whole sentences of one block, or of small neighbours (list items, table rows, turns)
    that stand beneath the same headings; of at most `LONGEST_PASSAGE` characters unless one sentence alone is
    longer. Headings, labels and table headers are the context of what stands beneath them; where nothing
    does, they are passages themselves, so that nothing is lost to the search.
    """
    citing = Citing(document)
    for run in _runs(document.blocks):
        placed = [
            _Placed(span=sentence, block=block) for block in run for sentence in citing.sentences(block)
        ]
        for part in _evenly_filled(placed, LONGEST_PASSAGE):
            yield _passage(document, citing, part)


def _runs(blocks: Sequence[Block]) -> Iterator[Sequence[int]]:
    """Yield the positions of blocks that are divided together."""
    above_something = {position for block in blocks for position in block.above}
    said = [
        position
        for position, block in enumerate(blocks)
        if not (block.kind.is_context and position in above_something)
    ]

    def run(position: int) -> tuple[object, ...]:
        block = blocks[position]
        if block.kind not in _SMALL:
            return (position,)
        return (block.kind, tuple(one for one in block.above if blocks[one].kind.is_context))

    for _, positions in groupby(said, key=run):
        yield list(positions)


def _passage(document: Document, citing: Citing, part: Sequence[_Placed]) -> Passage:
    span = Span(start=part[0].span.start, end=part[-1].span.end)
    return Passage(
        text=span.of(document.text),
        sentences=tuple(
            Sentence(
                span=placed.span.shifted(-span.start),
                block=placed.block,
                speaker=document.blocks[placed.block].speaker,
                time=document.blocks[placed.block].time,
            )
            for placed in part
        ),
        citation=citing.cite(span),
    )


def _evenly_filled(placed: Sequence[_Placed], capacity: int) -> list[Sequence[_Placed]]:
    """Part sentences into as few passages as the capacity allows, and of those ways take the most even.

    The least sum of squared lengths is the most even; found by dynamic programming over the last passage.
    """
    spans = [one.span for one in placed]
    if not spans:
        return []
    if spans[-1].end - spans[0].start <= capacity:
        return [placed]
    # For each number of sentences from the start: the least passages, of these the least squares, and where
    # the last passage begins.
    passages, squares, begins = [0], [0], [0]
    first = 0
    for end, last in enumerate(spans, start=1):
        while first < end - 1 and last.end - spans[first].start > capacity:
            first += 1
        # More sentences never need fewer passages.
        least = bisect_right(passages, passages[first], lo=first)
        square, begin = min(
            (squares[start] + (last.end - spans[start].start) ** 2, start) for start in range(first, least)
        )
        passages.append(passages[first] + 1)
        squares.append(square)
        begins.append(begin)
    parts: list[Sequence[_Placed]] = []
    end = len(spans)
    while end:
        parts.append(placed[begins[end] : end])
        end = begins[end]
    return parts[::-1]
