"""How alike questions are: what one asks for that others ask for too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.search.ranking.weighting import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
        size: How many there are.
        asking: Which of them ask for a term, by the term.
        having: Which of them have terms that any passage has.
        numbers: The numbers of these terms, query after query.
        starts: Where those of each begin that has any.
    """

    size: int
    asking: Mapping[str, Sequence[int]]
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
            [
                number
                for term in query.terms
                if term in self._index and (number := self._passages.number(term)) is not None
            ]
            for query in queries
        ]
        having = [place for place, own in enumerate(numbers) if own]
        asking: dict[str, list[int]] = {}
        for place, query in enumerate(queries):
            for term in query.words:
                asking.setdefault(term, []).append(place)
        return Known(
            size=len(queries),
            asking=asking,
            having=np.array(having, dtype=np.int64),
            numbers=np.array([number for own in numbers for number in own], dtype=np.int64),
            starts=np.cumsum([0, *(len(numbers[place]) for place in having)])[:-1],
        )

    def likenesses(self, query: Query, others: Known) -> list[float]:
        """Return the weight of the terms of a query that each other has, or has related terms for, 0 to 1."""
        if not query.terms:
            return [0.0] * others.size
        weighted = weights(query.terms, query.factors, self._index, self._vectors)
        likest = np.zeros((len(query.terms), others.size))
        for row, term in enumerate(query.terms):
            likest[row, others.asking.get(term, [])] = 1.0
        if self._relatedness is not None and len(others.having):
            likeness = self._relatedness.likeness(query.terms, others.numbers)
            related = np.maximum.reduceat(likeness, others.starts, axis=1)
            likest[:, others.having] = np.maximum(likest[:, others.having], related)
        # Each sum is of a row of its own: so two that ask for the same are alike to the last bit.
        alike: list[float] = (np.ascontiguousarray(likest.T) * weighted).sum(axis=1).tolist()
        return alike
