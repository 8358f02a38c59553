"""Merging runs into postings: the scores, computed once, and what lets a search skip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.search.idf import lucene_idf
from bot.search.postings.model import WINDOW, Postings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.postings.model import Counts, Floats, Grades, Numbers
    from bot.search.postings.runs import Run
    from bot.search.vocabulary import Vocabulary

_POSTINGS_A_WINDOW = 4
"""Postings that a term must have for each window, on average, to be worth a row of windows."""


def merge(runs: Sequence[Run], vocabulary: Vocabulary, *, k1: float, b: float) -> Postings:
    """Return the postings of all passages of all runs, in the order of the runs.

    Args:
        runs: The runs.
        vocabulary: The terms that any passage has, numbered as in the runs.
        k1: BM25's k1.
        b: BM25's b.
    """
    lengths = np.concatenate([run.lengths for run in runs]) if runs else np.zeros(0, dtype=np.int64)
    frequencies = np.zeros(len(vocabulary), dtype=np.int64)
    for run in runs:
        frequencies[run.terms] += run.counts
    starts = np.concatenate([[0], np.cumsum(frequencies)])
    average = int(lengths.sum()) / len(lengths) if len(lengths) else 1.0
    saturation, grade_of_pair = _graded([run.pairs for run in runs], k1=k1, b=b, average=average)
    places, grades = _scattered(runs, grade_of_pair, starts)
    rows, window_starts, window_peaks = _windows(starts, places, grades, len(lengths))
    postings = Postings(
        vocabulary=vocabulary,
        passages=len(lengths),
        starts=starts,
        places=places,
        grades=grades,
        saturation=saturation,
        idf=_idf(frequencies, len(lengths)),
        peaks=_peaks(starts, grades),
        rows=rows,
        window_starts=window_starts,
        window_peaks=window_peaks,
    )
    for array in postings.arrays.values():
        # What is built and what is read from a snapshot are one kind of array to the compiler.
        array.setflags(write=False)
    return postings


def _graded(
    pairs: Sequence[Counts], *, k1: float, b: float, average: float
) -> tuple[Floats, list[NDArray[np.int64]]]:
    """Return the distinct saturations, ascending, and for each run the grade of each of its pairs.

    These are rank_bm25's operations on float64 in their order, so the results are the same to the last bit.
    """
    values = [
        frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * length / average))
        for frequency, length in pairs
    ]
    saturation = np.unique(np.concatenate(values)) if values else np.zeros(0)
    return saturation, [np.searchsorted(saturation, own) for own in values]


def _idf(frequencies: Counts, passages: int) -> Floats:
    # numpy's logarithm and the standard library's may differ in the last bit, so the latter is asked, but
    # only once for each frequency.
    distinct, which = np.unique(frequencies, return_inverse=True)
    values: Floats = np.array([lucene_idf(passages, int(n)) for n in distinct], dtype=np.float64)[which]
    return values


def _scattered(
    runs: Sequence[Run], grade_of_pair: Sequence[Counts], starts: Counts
) -> tuple[Numbers, Grades]:
    """Put the postings of all runs to their terms."""
    most = max((int(grades.max(initial=0)) for grades in grade_of_pair), default=0)
    kind = np.uint16 if most <= np.iinfo(np.uint16).max else np.uint32
    places = np.empty(starts[-1], dtype=np.int32)
    grades: Grades = np.empty(starts[-1], dtype=kind)
    free = starts[:-1].copy()
    before = 0
    for run, grade in zip(runs, grade_of_pair, strict=True):
        begins = np.cumsum(run.counts) - run.counts
        target = np.arange(len(run.places)) + np.repeat(free[run.terms] - begins, run.counts)
        places[target] = run.places + np.int32(before)
        grades[target] = grade.astype(kind)[run.pair_of]
        free[run.terms] += run.counts
        before += len(run.lengths)
    return places, grades


def _peaks(starts: Counts, grades: Grades) -> Grades:
    # Every term has a posting, so no range is empty.
    peaks: Grades = np.maximum.reduceat(grades, starts[:-1]) if len(grades) else grades
    return peaks


def _windows(
    starts: Counts, places: Numbers, grades: Grades, passages: int
) -> tuple[Numbers, Numbers, Grades]:
    """Return the rows of the terms, and for each row where windows begin and their greatest grades."""
    windows = -(-passages // WINDOW)
    frequent = np.flatnonzero(np.diff(starts) >= _POSTINGS_A_WINDOW * max(1, windows))
    rows = np.full(len(starts) - 1, -1, dtype=np.int32)
    rows[frequent] = np.arange(len(frequent))
    bounds = np.arange(windows + 1) * WINDOW
    window_starts = np.zeros((len(frequent), windows + 1), dtype=np.int32)
    window_peaks: Grades = np.zeros((len(frequent), windows), dtype=grades.dtype)
    for row, term in enumerate(frequent):
        own = slice(starts[term], starts[term + 1])
        begins = np.searchsorted(places[own], bounds)
        window_starts[row] = begins
        filled = begins[:-1] < begins[1:]
        window_peaks[row, filled] = np.maximum.reduceat(grades[own], begins[:-1][filled])
    return rows, window_starts, window_peaks
