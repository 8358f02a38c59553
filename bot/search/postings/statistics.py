"""What BM25 knows of a whole collection, apart from the postings: it changes with every document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.search.idf import lucene_idf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.search.postings.model import Counts, Floats, Numbers, Postings


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Facts of the passages that are there.

    Attributes:
        passages: How many there are.
        total_length: How many terms they have together, repetitions included.
        frequencies: How many of them have each term, by its number; terms beyond are in none.
    """

    passages: int
    total_length: int
    frequencies: Counts

    @classmethod
    def of(cls, terms: Numbers, starts: Counts) -> Statistics:
        """Return the statistics of some passages.

        Args:
            terms: The numbers of the terms of all passages, one passage after the other.
            starts: Where the terms of each passage begin; one more for the end.
        """
        passages = len(starts) - 1
        keys = terms * np.int64(passages) + np.repeat(np.arange(passages), np.diff(starts))
        keys.sort()
        first = np.diff(keys, prepend=-1) > 0
        frequencies = np.bincount(keys[first] // max(1, passages))
        return cls(passages=passages, total_length=len(terms), frequencies=frequencies)

    @classmethod
    def of_postings(cls, postings: Postings) -> Statistics:
        """Return the statistics of all passages of a segment."""
        counts = np.diff(postings.starts)
        if postings.terms is not None:
            frequencies = np.zeros(int(postings.terms.max(initial=-1)) + 1, dtype=np.int64)
            frequencies[postings.terms] = counts
            counts = frequencies
        grades = np.bincount(postings.grades, minlength=postings.pairs.shape[1])
        length = int((grades * postings.pairs[0]).sum())
        return cls(passages=postings.passages, total_length=length, frequencies=counts)

    def __add__(self, other: Statistics) -> Statistics:
        """Return the statistics with other passages added."""
        return self._with(other, 1)

    def __sub__(self, other: Statistics) -> Statistics:
        """Return the statistics without some of the passages."""
        return self._with(other, -1)

    def _with(self, other: Statistics, sign: int) -> Statistics:
        size = max(len(self.frequencies), len(other.frequencies))
        frequencies = np.zeros(size, dtype=np.int64)
        frequencies[: len(self.frequencies)] = self.frequencies
        frequencies[: len(other.frequencies)] += sign * other.frequencies
        return Statistics(
            passages=self.passages + sign * other.passages,
            total_length=self.total_length + sign * other.total_length,
            frequencies=frequencies,
        )

    @property
    def mean_length(self) -> float:
        """How many terms a passage has in the mean; 1 where there is nothing to divide."""
        return self.total_length / self.passages if self.total_length else 1.0

    def frequency(self, number: int) -> int:
        """Return how many passages have a term."""
        return int(self.frequencies[number]) if number < len(self.frequencies) else 0

    def idf(self, number: int | None) -> float:
        """Return the inverse document frequency of a term: greatest for None, one that no passage has."""
        return lucene_idf(self.passages, 0 if number is None else self.frequency(number))

    def idfs(self) -> Floats:
        """Return the inverse document frequency of each term of `frequencies`."""
        # numpy's logarithm and the standard library's may differ in the last bit, so the latter is asked,
        # but only once for each frequency.
        distinct = np.flatnonzero(np.bincount(self.frequencies))
        values = np.zeros(int(distinct[-1]) + 1 if len(distinct) else 0)
        values[distinct] = [lucene_idf(self.passages, frequency) for frequency in distinct.tolist()]
        found: NDArray[np.float64] = values[self.frequencies]
        return found


def saturations(pairs: Numbers, *, k1: float, b: float, mean_length: float) -> Floats:
    """Return the saturation of each pair of frequency and length.

    These are rank_bm25's operations on float64 in their order, so the results are the same to the last bit.
    """
    frequency, length = pairs.astype(np.int64)
    found: Floats = frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * length / mean_length))
    return found
