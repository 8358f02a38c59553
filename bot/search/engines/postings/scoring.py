"""What a kernel is given and what it fills: a segment as the collection scores it, a query, a scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bot.search.engines.postings.segment import WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bot.search.engines.passages import Mask
    from bot.search.engines.postings.segment import Segment
    from bot.search.engines.postings.statistics import Bm25

    Search = Callable[["Lists", "Query", "Scope", "Best"], int]
    """Fills the best, whose scores are 0, with those of a segment, and returns how many were found.

    Only what has a term of the query is found. Of two passages of the same score the earlier comes first.
    """

MOST_ROUGH = (1 << 16) - 1
"""The greatest rough worth."""


class Lists(NamedTuple):
    """A segment, and what its grades are worth. The others are as in `bot.search.engines.postings.segment`.

    Attributes:
        worth: What each grade adds to a score, but for the weight of the term, (grades,).
        ceiling: The most that a grade or a lesser one is worth: the mean length may have changed since grades
            were put in order, (grades,).
        rough: `worth` in 65,535ths of the greatest, rounded up, (grades,).
    """

    numbers: NDArray[np.int64]
    starts: NDArray[np.int64]
    places: NDArray[np.int32]
    grades: NDArray[np.uint16]
    peaks: NDArray[np.uint16]
    window_rows: NDArray[np.int32]
    window_starts: NDArray[np.int32]
    window_peaks: NDArray[np.uint16]
    worth: NDArray[np.float64]
    ceiling: NDArray[np.float64]
    rough: NDArray[np.uint16]

    @classmethod
    def of(cls, segment: Segment, bm25: Bm25, mean_length: float) -> Lists:
        """Value the grades of a segment by the mean length of the whole collection."""
        worth = bm25.saturations(segment.pairs, mean_length)
        top = worth.max(initial=0.0) or 1.0
        arrays = {name: getattr(segment, name) for name in cls._fields if hasattr(segment, name)}
        return cls(
            numbers=_shared(segment.passages.numbers),
            **{name: _shared(array) for name, array in arrays.items()},
            worth=_shared(worth),
            ceiling=_shared(np.maximum.accumulate(worth)),
            rough=_shared(np.ceil(worth / top * MOST_ROUGH).astype(np.uint16)),
        )


class Query(NamedTuple):
    """The terms of a question that a segment has, by ascending weight: their rows, and their weights."""

    rows: NDArray[np.int64]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, terms: Sequence[tuple[float, int]]) -> Query:
        """Make a query of weights and rows."""
        weights, rows = zip(*terms, strict=True)
        return cls(np.array(rows, dtype=np.int64), np.array(weights))


class Scope(NamedTuple):
    """Which passages of a segment may be found.

    Attributes:
        allowed: For each passage whether it may be found, (passages,).
        windows: The windows that have such a passage, ascending.
        all_allowed: Whether all may.
    """

    allowed: Mask
    windows: NDArray[np.int64]
    all_allowed: bool

    @classmethod
    def of(cls, allowed: Mask) -> Scope:
        """Make a scope of a mask."""
        if allowed.all():
            return cls(_shared(allowed), _shared(np.arange(-(-len(allowed) // WINDOW))), all_allowed=True)
        some = np.logical_or.reduceat(allowed, np.arange(0, len(allowed), WINDOW))
        return cls(_shared(allowed), _shared(np.flatnonzero(some)), all_allowed=False)


class Best(NamedTuple):
    """The best passages by their numbers, best first, and their scores; 0 where there is none."""

    passages: NDArray[np.int64]
    scores: NDArray[np.float64]

    @classmethod
    def room(cls, limit: int) -> Best:
        """Make room for some."""
        return cls(np.zeros(limit, dtype=np.int64), np.zeros(limit))


def _shared(array: NDArray[Any]) -> NDArray[Any]:
    """Return an array as each kernel is given it: a compiled one is compiled for one kind of array only."""
    shared = np.require(array, requirements=["C_CONTIGUOUS", "ALIGNED"]).view()
    shared.setflags(write=False)
    return shared
