"""Merging posting lists into a segment: deleted passages left out, grades, and what lets a search skip."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.search.engines.passages import Passages
from bot.search.engines.postings.segment import WINDOW, Segment
from bot.search.engines.postings.statistics import Statistics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.search.engines.passages import Mask
    from bot.search.engines.postings.segment import PostingLists
    from bot.search.engines.postings.statistics import Bm25

    Integers = NDArray[np.int64]

_NONE = np.zeros(0, dtype=np.int64)
_GRADES = 1 << 16
_POSTINGS_AT_ONCE = 1 << 20
_POSTINGS_A_WINDOW = 4
"""Postings that a term must have for each window, on average, to be worth a row in the tables of windows."""

_FEW_WINDOWS = 8
"""Windows up to which there are no tables: the search gains little, and each change waits for them."""


@dataclass(frozen=True, slots=True)
class Source:
    """Posting lists to be merged, and which of their passages are still there; None where all are."""

    lists: PostingLists
    alive: Mask | None = None

    def counts(self) -> Integers:
        """How many postings of each term are of passages that are still there, (terms,)."""
        if self.alive is None:
            return np.diff(self.lists.starts)
        return np.add.reduceat(self.alive[self.lists.places], self.lists.starts[:-1], dtype=np.int64)


def merge(sources: Sequence[Source], bm25: Bm25) -> Segment:
    """Merge posting lists into a segment of the passages that are still there, by their numbers.

    It takes the size of the segment, and some fifty bytes for each of a million postings.
    """
    passages, lengths, places_of = _merged_passages(sources)
    terms, rows, starts = _merged_terms(sources)
    mean_length = Statistics(passages=len(lengths), total_length=int(lengths.sum())).mean_length
    pairs, grades_of = _merged_pairs([source.lists for source in sources], bm25, mean_length)
    places = np.empty(starts[-1], dtype=np.int32)
    grades = np.empty(starts[-1], dtype=np.uint16)
    free = starts.copy()
    for source, own_rows, place_of, grade_of in zip(sources, rows, places_of, grades_of, strict=True):
        for part in _parts(source):
            target = _targets(free, own_rows[part.terms], part.counts)
            places[target] = place_of[part.places]
            grades[target] = grade_of[part.grades]
    _sort(starts, places, grades)
    window_rows, window_starts, window_peaks = _windows(starts, places, grades, passages=len(passages))
    return Segment(
        passages=passages,
        lengths=lengths,
        terms=terms,
        starts=starts,
        places=places,
        grades=grades,
        pairs=pairs,
        peaks=np.maximum.reduceat(grades, starts[:-1]) if len(terms) else grades,
        window_rows=window_rows,
        window_starts=window_starts,
        window_peaks=window_peaks,
    )


def _merged_passages(
    sources: Sequence[Source],
) -> tuple[Passages, NDArray[np.int32], list[NDArray[np.int32]]]:
    """Return the passages, their lengths, and for each source where its own are among them."""
    every = Passages.joined([source.lists.passages for source in sources])
    lengths = np.concatenate([_NONE, *(source.lists.lengths for source in sources)])
    alive = np.ones(len(every), dtype=np.bool_)
    ends = np.cumsum([len(source.lists.passages) for source in sources], dtype=np.int64)
    for source, end in zip(sources, ends.tolist(), strict=True):
        if source.alive is not None:
            alive[end - len(source.alive) : end] = source.alive
    kept = np.flatnonzero(alive)
    kept = kept[np.argsort(every.numbers[kept], kind="stable")]
    place_of = np.empty(len(every), dtype=np.int32)
    place_of[kept] = np.arange(len(kept))
    return every.taken(kept), lengths[kept].astype(np.int32), np.split(place_of, ends)[:-1]


def _merged_terms(sources: Sequence[Source]) -> tuple[Integers, list[Integers], Integers]:
    """Return the terms, for each source the rows that its terms have there, and where the lists begin."""
    counts = [source.counts() for source in sources]
    kept = [source.lists.terms[own > 0] for source, own in zip(sources, counts, strict=True)]
    terms = np.concatenate([_NONE, *kept])
    # A stable sort merges what is in order already, which `np.unique` does not make use of.
    terms.sort(kind="stable")
    terms = terms[np.diff(terms, prepend=terms[:1] - 1) != 0]
    # Terms that no passage has any more get another's row, or one beyond: they add no posting to it.
    rows = [np.searchsorted(terms, source.lists.terms) for source in sources]
    frequencies = np.zeros(len(terms) + 1, dtype=np.int64)
    for own_rows, own in zip(rows, counts, strict=True):
        np.add.at(frequencies, own_rows, own)
    return terms, rows, np.concatenate([[0], np.cumsum(frequencies[:-1])])


def _merged_pairs(
    lists: Sequence[PostingLists], bm25: Bm25, mean_length: float
) -> tuple[NDArray[np.int32], list[NDArray[np.uint16]]]:
    """Return the pairs by ascending score, and for each source the grades that its own become.

    Where there are more pairs than 16 bits tell apart, neighbours share a grade: their scores differ in the
    fifth digit.
    """
    every = np.concatenate([np.zeros((2, 0), dtype=np.int64), *(one.pairs for one in lists)], axis=1)
    width = int(every[1].max(initial=0)) + 1
    keys, pair_of = np.unique(every[0] * width + every[1], return_inverse=True)
    pairs = np.stack(np.divmod(keys, width)).astype(np.int32)
    order = np.argsort(bm25.saturations(pairs, mean_length), kind="stable")
    shared = -(-len(order) // _GRADES) or 1
    grade = np.empty(len(order), dtype=np.uint16)
    grade[order] = np.arange(len(order)) // shared
    ends = np.cumsum([one.pairs.shape[1] for one in lists])
    return np.ascontiguousarray(pairs[:, order[::shared]]), np.split(grade[pair_of], ends)[:-1]


class _Part(NamedTuple):
    """The postings of some terms of a source that are of passages that are still there.

    Attributes:
        terms: Which of the source's terms.
        counts: How many postings each of them has.
    """

    terms: slice
    counts: Integers
    places: NDArray[np.integer]
    grades: NDArray[np.integer]


def _parts(source: Source) -> Iterator[_Part]:
    """Yield the postings of a source, about a million at once: moving them takes several times their size."""
    lists, alive = source.lists, source.alive
    marks = np.arange(0, len(lists.places), _POSTINGS_AT_ONCE)
    bounds = {*np.searchsorted(lists.starts, marks).tolist(), len(lists.terms)}
    for first, last in pairwise(sorted(bounds)):
        starts = lists.starts[first : last + 1]
        places, grades = lists.places[starts[0] : starts[-1]], lists.grades[starts[0] : starts[-1]]
        counts = np.diff(starts)
        if alive is not None:
            kept = alive[places]
            counts = np.add.reduceat(kept, starts[:-1] - starts[0], dtype=np.int64)
            places, grades = places[kept], grades[kept]
        yield _Part(slice(first, last), counts, places, grades)


def _targets(free: Integers, rows: Integers, counts: Integers) -> Integers:
    """Return where so many postings of each row go, and take these places."""
    targets = np.repeat(free[rows] - (np.cumsum(counts) - counts), counts)
    targets += np.arange(len(targets))
    np.add.at(free, rows, counts)
    return targets


def _sort(starts: Integers, places: NDArray[np.int32], grades: NDArray[np.uint16]) -> None:
    """Put the postings of each term in order where those of several sources have come between each other.

    These are few: later passages have greater numbers, but for one that takes the place of its like.
    """
    for first in range(0, len(places), _POSTINGS_AT_ONCE):
        some = places[first : first + _POSTINGS_AT_ONCE + 1]
        descents = first + 1 + np.flatnonzero(some[1:] < some[:-1])
        rows = np.searchsorted(starts, descents, side="right") - 1
        for row in np.unique(rows[starts[rows] < descents]).tolist():
            own = slice(starts[row], starts[row + 1])
            order = np.argsort(places[own], kind="stable")
            places[own], grades[own] = places[own][order], grades[own][order]


def _windows(
    starts: Integers, places: NDArray[np.int32], grades: NDArray[np.uint16], *, passages: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint16]]:
    """Return which terms are frequent, where their postings in each window begin, and the greatest grades."""
    windows = -(-passages // WINDOW)
    is_worth_it = np.diff(starts) >= _POSTINGS_A_WINDOW * windows
    frequent = np.flatnonzero(is_worth_it) if windows > _FEW_WINDOWS else starts[:0]
    rows = np.full(len(starts) - 1, -1, dtype=np.int32)
    rows[frequent] = np.arange(len(frequent))
    bounds = np.arange(windows + 1, dtype=np.int32) * WINDOW
    window_starts = np.zeros((len(frequent), windows + 1), dtype=np.int32)
    window_peaks = np.zeros((len(frequent), windows), dtype=np.uint16)
    for row, term in enumerate(frequent.tolist()):
        own = slice(starts[term], starts[term + 1])
        begins = np.searchsorted(places[own], bounds)
        window_starts[row] = begins
        filled = begins[:-1] < begins[1:]
        window_peaks[row, filled] = np.maximum.reduceat(grades[own], begins[:-1][filled])
    return rows, window_starts, window_peaks
