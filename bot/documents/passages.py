"""Dividing documents into passages: runs of whole sentences, short enough to be quoted whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.documents.citations import Citing
from bot.documents.model import BlockKind, Passage, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.documents.model import Block, Document

LONGEST_PASSAGE = 600
"""Characters that a passage of several sentences has at most: what reads well in a chat."""

_TOGETHER = frozenset({BlockKind.ITEM, BlockKind.ROW, BlockKind.TURN})
"""Blocks that neighbours of their kind stand together with in a passage."""

_MOST_SENTENCES = 60
"""Sentences that a passage has at most, so that a text of very short lines takes no longer than others."""

_CUT = 1
"""What a cut through a block costs, in passages, and one between an item and what stands beneath it."""

_INFINITE = 1 << 60


class _Placed(NamedTuple):
    """A sentence of a document: where it stands, in which block, and what it costs to cut before it."""

    start: int
    end: int
    block: int
    cost: int


def divide(document: Document) -> Iterator[Passage]:
    """Yield the passages of a document, in order.

    A passage is a run of whole sentences of one block, or of small neighbours of one kind under the same
    headings: items, rows, turns. It has at most `LONGEST_PASSAGE` characters unless one sentence alone is
    longer. Headings and the like are in no passage but context of those beneath them (see `context_of`),
    unless nothing stands there; all other blocks are in passages, whole but for white space.
    """
    citing = Citing(document)
    for run in _runs(document):
        for part in _evenly_filled(list(_placed(document.blocks, run, citing)), LONGEST_PASSAGE):
            yield _passage(document, part, citing)


def context_of(document: Document, blocks: Iterable[int]) -> tuple[str, ...]:
    """Return the texts above some blocks, which are given by their positions; outermost first."""
    inside = set(blocks)
    above = {position for block in inside for position in document.blocks[block].above} - inside
    return tuple(document.blocks[position].span.of(document.text) for position in sorted(above))


def _runs(document: Document) -> Iterator[range]:
    """Yield the positions of blocks that may share a passage."""
    blocks = document.blocks
    context = {position for block in blocks for position in block.above}
    first = 0
    for at in range(1, len(blocks) + 1):
        if at < len(blocks) and _stand_together(document, at - 1, at):
            continue
        if not blocks[first].kind.is_context or first not in context:
            yield range(first, at)
        first = at


def _stand_together(document: Document, before: int, after: int) -> bool:
    """Whether two neighbours may share a passage."""
    one, other = document.blocks[before], document.blocks[after]
    if one.kind is not other.kind or one.kind not in _TOGETHER or one.page != other.page:
        return False
    if _headings(document, one) != _headings(document, other):
        return False
    return one.kind is BlockKind.TURN or not document.text[one.span.end : other.span.start].strip()


def _headings(document: Document, block: Block) -> list[int]:
    """Return what stands above a block but for items of its own list."""
    return [position for position in block.above if document.blocks[position].kind is not BlockKind.ITEM]


def _placed(blocks: Sequence[Block], run: range, citing: Citing) -> Iterator[_Placed]:
    for position in run:
        within = sum(blocks[above].kind is BlockKind.ITEM for above in blocks[position].above)
        cost = _CUT * within
        for sentence in citing.sentences(position):
            yield _Placed(sentence.start, sentence.end, position, cost)
            cost = _CUT * (within + 1)


def _passage(document: Document, part: Sequence[_Placed], citing: Citing) -> Passage:
    span = Span(start=part[0].start, end=part[-1].end)
    return Passage(
        text=span.of(document.text),
        sentences=tuple(
            Sentence(
                span=Span(start=placed.start - span.start, end=placed.end - span.start),
                block=placed.block,
                speaker=document.blocks[placed.block].speaker,
                time=document.blocks[placed.block].time,
            )
            for placed in part
        ),
        citation=citing.cite(span),
    )


def _evenly_filled(sentences: Sequence[_Placed], capacity: int) -> list[Sequence[_Placed]]:
    """Part sentences into runs: as few as the capacity allows, cut where it costs least, and the most even.

    The least sum of squared lengths is the most even; found by dynamic programming over the last run.
    """
    if sentences and sentences[-1].end - sentences[0].start <= capacity:
        return [sentences]
    # For each number of sentences from the start: the least cost, of these the least squares, and where the
    # last run begins.
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    first = 0
    for end, last in enumerate(sentences, start=1):
        while first < end - 1 and (
            last.end - sentences[first].start > capacity or end - first > _MOST_SENTENCES
        ):
            first += 1
        least = (_INFINITE, 0, 0)
        for start in range(first, end):
            cost, squares, _ = best[start]
            if cost + 1 > least[0]:  # more sentences never cost less
                break
            own = sentences[start]
            cost += 1 + (own.cost if start else 0)
            least = min(least, (cost, squares + (last.end - own.start) ** 2, start))
        best.append(least)
    parts: list[Sequence[_Placed]] = []
    end = len(sentences)
    while end:
        begin = best[end][2]
        parts.append(sentences[begin:end])
        end = begin
    return parts[::-1]
