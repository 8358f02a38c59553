"""How alike questions are: what one asks for that others ask for too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.search.ranking.weighting import weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.index import Index
    from bot.search.query import Query
    from bot.search.ranking.passage_terms import PassageTerms
    from bot.search.ranking.relatedness import Relatedness
    from bot.search.vectors.word_vectors import WordVectors

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Queries that others are compared with.

    Attributes:
        terms: The terms of each.
        having: Which of them have terms that any passage has.
        numbers: The numbers of these terms, query after query.
        starts: Where those of each begin that has any.
    """

    terms: Sequence[frozenset[str]]
    having: Numbers
    numbers: Numbers
    starts: Numbers


class Comparer:
    """Compares questions with many others at once.

    Args:
        index: Where terms are looked up.
        passages: What stands in the passages.
        vectors: Know how rare terms are; None to go by the words themselves alone.
        relatedness: Knows which terms are related; None to go by the words themselves alone.
    """

    def __init__(
        self,
        *,
        index: Index,
        passages: PassageTerms,
        vectors: WordVectors | None,
        relatedness: Relatedness | None,
    ) -> None:
        self._index = index
        self._passages = passages
        self._vectors = vectors
        self._relatedness = relatedness

    def known(self, queries: Sequence[Query]) -> Known:
        """Return what `likenesses` needs of some queries."""
        numbers = [
            [number for number in map(self._passages.number, query.terms) if number is not None]
            for query in queries
        ]
        having = [place for place, own in enumerate(numbers) if own]
        return Known(
            terms=tuple(frozenset(query.words) for query in queries),
            having=np.array(having, dtype=np.int64),
            numbers=np.array([number for own in numbers for number in own], dtype=np.int64),
            starts=np.cumsum([0, *(len(numbers[place]) for place in having)])[:-1],
        )

    def likenesses(self, query: Query, others: Known) -> list[float]:
        """Return the weight of the terms of a query that each other has, or has related terms for, 0 to 1."""
        if not query.terms:
            return [0.0] * len(others.terms)
        weighted = weights(query.terms, query.factors, self._index, self._vectors)
        likest = np.array([[float(term in own) for own in others.terms] for term in query.terms])
        if self._relatedness is not None and len(others.having):
            likeness = self._relatedness.likeness(query.terms, others.numbers)
            related = np.maximum.reduceat(likeness, others.starts, axis=1)
            likest[:, others.having] = np.maximum(likest[:, others.having], related)
        return [float(weighted @ own) for own in np.ascontiguousarray(likest.T)]
