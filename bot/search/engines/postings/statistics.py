"""BM25 over a whole collection: what does not depend on where its posting lists lie."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How many passages there are, and how many terms they have together, repetitions included."""

    passages: int
    total_length: int

    def __add__(self, other: Statistics) -> Statistics:
        return Statistics(
            passages=self.passages + other.passages, total_length=self.total_length + other.total_length
        )

    def __sub__(self, other: Statistics) -> Statistics:
        return Statistics(
            passages=self.passages - other.passages, total_length=self.total_length - other.total_length
        )

    @property
    def mean_length(self) -> float:
        """How many terms a passage has in the mean; 1 where there is nothing to divide."""
        return self.total_length / self.passages if self.total_length else 1.0

    def idf(self, frequency: int) -> float:
        """Inverse document frequency of a term that some of the passages have.

        ``log(1 + (N - n + 0.5) / (n + 0.5))``, as Lucene's ``BM25Similarity`` has it: above 0 for any term.
        """
        return math.log1p((self.passages - frequency + 0.5) / (frequency + 0.5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bm25:
    """BM25's parameters: how soon occurrences stop counting, and how much the length of a passage counts."""

    k1: float
    b: float

    def saturations(self, pairs: NDArray[np.int32], mean_length: float) -> NDArray[np.float64]:
        """What a posting's score is to its term's idf, (pairs,); it is below k1 + 1.

        Args:
            pairs: How often a term stands in a passage, and how many terms the passage has, (2, pairs).
            mean_length: How many terms a passage has in the mean.
        """
        frequency, length = pairs.astype(np.float64)
        norm = self.k1 * (1 - self.b + self.b * length / mean_length)
        found: NDArray[np.float64] = frequency * (self.k1 + 1) / (frequency + norm)
        return found
