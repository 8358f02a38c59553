"""What postings are: flat arrays, in memory or in a file, that any kernel can walk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int64]
    Numbers = NDArray[np.int32]
    Grades = NDArray[np.uint16] | NDArray[np.uint32]
    Mask = NDArray[np.bool_]

WINDOW = 2048
"""Passages that are looked at together: as many scores as stay in a processor's first cache."""


@dataclass(frozen=True, kw_only=True)
class Postings:
    """Which passage of a segment has which term, and what decides how much that adds to its score.

    The impact of a posting is ``idf * saturation``. The saturation depends on nothing but how often the term
    stands in the passage and how long the passage is; such pairs are few, so a posting needs no more than the
    number of its own, its grade: six bytes hold passage and exact score. What the mean length, and so the
    saturation of a pair, is in the whole collection may change; the postings never do.

    Attributes:
        passages: How many passages there are.
        terms: The numbers of the terms that have rows, ascending; None where row i is of term i.
        starts: Where the postings of each row begin, and after the last where they end.
        places: The passage of each posting, ascending within a row.
        grades: The grade of each posting.
        pairs: For each grade, how often the term stands in the passage, and how many terms the passage has:
            (2, grades). The saturation ascends with the grade as long as the mean length is as it was when
            the postings were made.
        peaks: The greatest grade of each row.
        rows: For each row, which row of the windows is its own; -1 for a term too rare to have one.
        window_starts: For each row and window of `WINDOW` passages, where its postings begin, counted from
            the row's own; one column more for the end.
        window_peaks: For each row and window, the greatest grade.
    """

    passages: int
    terms: Numbers | None
    starts: Counts
    places: Numbers
    grades: Grades
    pairs: Numbers
    peaks: Grades
    rows: Numbers
    window_starts: Numbers
    window_peaks: Grades

    def rows_of(self, terms: Counts) -> Counts:
        """Return the row of each term by its number, -1 for one that has none."""
        count = len(self.peaks)
        if self.terms is None:
            return np.where(terms < count, terms, -1)
        at = np.searchsorted(self.terms, terms)
        known = np.append(self.terms, -1)[at] == terms
        return np.where(known, at, -1)

    @property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """All arrays by name, but for `terms`."""
        return {name: getattr(self, name) for name in ARRAYS}


ARRAYS = (
    "starts",
    "places",
    "grades",
    "pairs",
    "peaks",
    "rows",
    "window_starts",
    "window_peaks",
)
