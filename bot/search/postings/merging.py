"""Merging runs into the postings of a segment: the grades, and what lets a search skip."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np

from bot.search.postings.model import WINDOW, Postings
from bot.search.postings.statistics import saturations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.search.postings.model import Counts, Grades, Numbers
    from bot.search.postings.runs import Run

_POSTINGS_A_WINDOW = 4
"""Postings that a term must have for each window, on average, to be worth a row of windows."""


def merge(runs: Sequence[Run], *, terms: int | None, k1: float, b: float) -> Postings:
    """Return the postings of all passages of all runs, in the order of the runs.

    Args:
        runs: The runs.
        terms: How many terms there are, each to have a row; None to give one only to those that stand in
            the passages, as is better for few passages.
        k1: BM25's k1.
        b: BM25's b.
    """
    numbers, row_of, count = _rows(runs, terms)
    frequencies = np.zeros(count, dtype=np.int64)
    for run, rows in zip(runs, row_of, strict=True):
        frequencies[rows] += run.counts
    starts = np.concatenate([[0], np.cumsum(frequencies)])
    pairs, grade_of_pair = _graded(runs, k1=k1, b=b)
    places, grades = _scattered(runs, row_of, grade_of_pair, starts)
    passages = sum(run.passages for run in runs)
    window_rows, window_starts, window_peaks = _windows(starts, places, grades, passages)
    postings = Postings(
        passages=passages,
        terms=numbers,
        starts=starts,
        places=places,
        grades=grades,
        pairs=pairs,
        peaks=_peaks(starts, grades),
        rows=window_rows,
        window_starts=window_starts,
        window_peaks=window_peaks,
    )
    for array in postings.arrays.values():
        # What is built is as little to be changed as what is read from a file.
        array.setflags(write=False)
    return postings


def _rows(runs: Sequence[Run], terms: int | None) -> tuple[Numbers | None, list[Numbers], int]:
    """Return the terms of the rows, None where all have one; for each run its rows; how many there are."""
    if terms is not None:
        return None, [run.terms for run in runs], terms
    numbers = np.concatenate([np.zeros(0, dtype=np.int32), *(run.terms for run in runs)])
    if len(runs) > 1:
        numbers = np.unique(numbers)
    rows = [np.searchsorted(numbers, run.terms).astype(np.int32) for run in runs]
    return numbers, rows, len(numbers)


def _graded(runs: Sequence[Run], *, k1: float, b: float) -> tuple[Numbers, list[Counts]]:
    """Return the distinct pairs, by ascending saturation, and for each run the grade of each of its pairs."""
    every = np.concatenate([np.zeros((2, 0), dtype=np.int64), *(run.pairs for run in runs)], axis=1)
    width = int(every[1].max(initial=0)) + 1
    keys, which = np.unique(every[0] * width + every[1], return_inverse=True)
    pairs = np.stack(np.divmod(keys, width)).astype(np.int32)
    length, passages = 0, 0
    for run in runs:
        length += int((run.pairs[0] * np.bincount(run.pair_of, minlength=run.pairs.shape[1])).sum())
        passages += run.passages
    found = saturations(pairs, k1=k1, b=b, mean_length=max(1, length) / max(1, passages))
    order = np.argsort(found, kind="stable")
    grade = np.empty(len(order), dtype=np.int64)
    grade[order] = np.arange(len(order))
    bounds = [0, *accumulate(run.pairs.shape[1] for run in runs)]
    return np.ascontiguousarray(pairs[:, order]), [grade[which[i:j]] for i, j in pairwise(bounds)]


def _scattered(
    runs: Sequence[Run], row_of: Sequence[Numbers], grade_of_pair: Sequence[Counts], starts: Counts
) -> tuple[Numbers, Grades]:
    """Put the postings of all runs to their rows."""
    most = max((int(grades.max(initial=0)) for grades in grade_of_pair), default=0)
    kind = np.uint16 if most <= np.iinfo(np.uint16).max else np.uint32
    places = np.empty(starts[-1], dtype=np.int32)
    grades: Grades = np.empty(starts[-1], dtype=kind)
    free = starts[:-1].copy()
    before = 0
    for run, rows, grade in zip(runs, row_of, grade_of_pair, strict=True):
        begins = np.cumsum(run.counts) - run.counts
        target = np.repeat(free[rows] - begins, run.counts)
        target += np.arange(len(target))
        places[target] = run.places.astype(np.int32) + np.int32(before)
        grades[target] = grade.astype(kind)[run.pair_of]
        free[rows] += run.counts
        before += run.passages
    return places, grades


def _peaks(starts: Counts, grades: Grades) -> Grades:
    """Return the greatest grade of each row, 0 for one without postings."""
    peaks: Grades = np.zeros(len(starts) - 1, dtype=grades.dtype)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        peaks[filled] = np.maximum.reduceat(grades, starts[filled])
    return peaks


def _windows(
    starts: Counts, places: Numbers, grades: Grades, passages: int
) -> tuple[Numbers, Numbers, Grades]:
    """Return which terms have windows, and for each of these where they begin and their greatest grades."""
    windows = -(-passages // WINDOW)
    # With a single window, that of each term is the term's all.
    frequent = np.flatnonzero(np.diff(starts) >= _POSTINGS_A_WINDOW * windows) if windows > 1 else starts[:0]
    rows = np.full(len(starts) - 1, -1, dtype=np.int32)
    rows[frequent] = np.arange(len(frequent))
    bounds = np.arange(windows + 1, dtype=np.int32) * WINDOW
    window_starts = np.zeros((len(frequent), windows + 1), dtype=np.int32)
    window_peaks: Grades = np.zeros((len(frequent), windows), dtype=grades.dtype)
    for row, term in enumerate(frequent):
        own = slice(starts[term], starts[term + 1])
        begins = np.searchsorted(places[own], bounds)
        window_starts[row] = begins
        filled = begins[:-1] < begins[1:]
        window_peaks[row, filled] = np.maximum.reduceat(grades[own], begins[:-1][filled])
    return rows, window_starts, window_peaks
