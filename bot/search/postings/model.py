"""What postings are: flat arrays, in memory or in a file, that any kernel can walk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.search.vocabulary import Vocabulary

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int64]
    Numbers = NDArray[np.int32]
    Grades = NDArray[np.uint16] | NDArray[np.uint32]

WINDOW = 2048
"""Passages that are looked at together: as many scores as stay in a processor's first cache."""


@dataclass(frozen=True, kw_only=True)
class Postings:
    """Which passage has which term, and what that adds to its score.

    The impact of a posting is ``idf[term] * saturation[grade]``: the two factors of BM25, each computed
    once, by the operations of rank_bm25 in their order. Saturations are few, for they depend on nothing but
    how often the term stands in the passage and how long the passage is, so a posting needs no more than
    the number of its own: six bytes hold passage and exact score. Grades ascend with the saturation.

    Attributes:
        vocabulary: The terms.
        passages: How many passages there are.
        starts: Where the postings of each term begin, and after the last where they end.
        places: The passage of each posting, ascending within a term.
        grades: The grade of each posting.
        saturation: The saturation of each grade, ascending.
        idf: The inverse document frequency of each term.
        peaks: The greatest grade of each term.
        rows: For each term, which row of the windows is its own; -1 for a term too rare to have one.
        window_starts: For each row and window of `WINDOW` passages, where its postings begin, counted from
            the term's own; one column more for the end.
        window_peaks: For each row and window, the greatest grade.
    """

    vocabulary: Vocabulary
    passages: int
    starts: Counts
    places: Numbers
    grades: Grades
    saturation: Floats
    idf: Floats
    peaks: Grades
    rows: Numbers
    window_starts: Numbers
    window_peaks: Grades

    @property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """All arrays by name."""
        return {name: getattr(self, name) for name in ARRAYS}


ARRAYS = (
    "starts",
    "places",
    "grades",
    "saturation",
    "idf",
    "peaks",
    "rows",
    "window_starts",
    "window_peaks",
)
