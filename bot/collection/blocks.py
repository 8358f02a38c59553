"""What is joined: documents of several parts in blocks, and which of their passages have a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from bot.collection.part import Part

    Numbers = NDArray[np.int64]
    Digests = NDArray[np.uint64]

_PLACES_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A part to be joined with others.

    Attributes:
        part: The part.
        names: The number in the common vocabulary of each of its terms.
        spellings: The same of each of its words.
    """

    part: Part
    names: NDArray[np.int32]
    spellings: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Consecutive documents of a source, from `first` up to but without `end`."""

    source: Source
    first: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Consecutive documents that are copied together.

    Attributes:
        places: Their first place and the end.
        rows: The rows of their passages that are kept, ascending.
    """

    source: Source
    documents: slice
    places: slice
    rows: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """The documents of several runs in blocks.

    Attributes:
        blocks: The blocks, in order.
        digests: The hash of the text of each place.
        has_row: Which places have the passage of their text.
    """

    blocks: tuple[Block, ...]
    digests: Digests
    has_row: NDArray[np.bool_]


def blocks_of(runs: Iterable[Run], elsewhere: Digests | None) -> Blocks:
    """Return the documents of runs in blocks.

    Of places with the same text, the first has the passage; where another part has it, none does.

    Args:
        runs: The documents, in the order of their identifiers.
        elsewhere: The hashes of the texts whose passages other parts have.
    """
    spans = [span for run in runs for span in _spans(run)]
    own = [source.part.store.digests[places] for source, _, places in spans]
    digests = np.concatenate([np.zeros(0, dtype=np.uint64), *own])
    has_row = _firsts(digests)
    if elsewhere is not None and len(elsewhere):
        has_row &= ~np.isin(digests, elsewhere)
    blocks = []
    at = 0
    for source, documents, places in spans:
        size = places.stop - places.start
        kept = np.flatnonzero(has_row[at : at + size]) + places.start
        rows = source.part.store.rows[kept].astype(np.int64)
        blocks.append(Block(source=source, documents=documents, places=places, rows=rows))
        at += size
    return Blocks(blocks=tuple(blocks), digests=digests, has_row=has_row)


def _spans(run: Run) -> Iterator[tuple[Source, slice, slice]]:
    """Part the documents of a run into blocks, each with its places."""
    starts = run.source.part.store.place_starts
    first = run.first
    while first < run.end:
        end = int(np.searchsorted(starts, starts[first] + _PLACES_AT_ONCE, side="right")) - 1
        end = min(max(end, first + 1), run.end)
        yield run.source, slice(first, end), slice(int(starts[first]), int(starts[end]))
        first = end


def _firsts(digests: Digests) -> NDArray[np.bool_]:
    """Return which are the first of their kind."""
    _, first = np.unique(digests, return_index=True)
    found = np.zeros(len(digests), dtype=np.bool_)
    found[first] = True
    return found
