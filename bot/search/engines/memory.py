"""The engine of small collections: BM25 by rank_bm25, which defines what a score is."""

from __future__ import annotations

import math
from itertools import compress, pairwise
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

from bot.search.engines.passages import Passages
from bot.search.filters import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.engines.protocol import Batch
    from bot.search.filters import Filter


class LuceneIdfBM25(BM25Okapi):  # type: ignore[misc] # rank_bm25 ships no types
    """Okapi BM25 with Lucene's inverse document frequency.

    ``idf = log(1 + (N - n + 0.5) / (n + 0.5))`` for a term of n among N passages (Lucene's
    ``BM25Similarity``). Okapi's own turns negative for a term of more than half of the passages and is
    nothing for one of exactly half; in a collection of a few passages that is most terms.
    """

    def _calc_idf(self, nd: Mapping[int, int]) -> None:
        self.idf = {
            term: math.log1p((self.corpus_size - frequency + 0.5) / (frequency + 0.5))
            for term, frequency in nd.items()
        }


class MemoryEngine:
    """Scores every passage for each question. See `bot.search.engines.protocol.Engine`.

    Args:
        passages: The passages.
        terms: The terms of each.
        k1: How soon further occurrences of a term stop counting; above 0, where rank_bm25 divides by nothing.
        b: How much the length of a passage counts, from 0 to 1.
        model: The variant of BM25, built on at least one passage with at least one term.
    """

    def __init__(
        self,
        passages: Passages,
        terms: Sequence[Sequence[int]],
        *,
        k1: float,
        b: float,
        model: type[BM25Okapi] = LuceneIdfBM25,
    ) -> None:
        self._passages = passages
        self._terms = terms
        self._k1, self._b, self._type = k1, b, model
        # Without a single term rank_bm25 divides by a length of nothing; nothing can be found either.
        self._model = model(terms, k1=k1, b=b) if any(terms) else None

    @classmethod
    def build(cls, batches: Iterable[Batch], *, k1: float, b: float) -> MemoryEngine:
        """Build the engine of passages in ascending order of their numbers."""
        every = list(batches)
        terms = [own for batch in every for own in _terms_of_each(batch)]
        return cls(Passages.of(every), terms, k1=k1, b=b)

    @property
    def count(self) -> int:
        """How many passages there are."""
        return len(self._passages)

    @property
    def mean_length(self) -> float:
        """How many terms a passage has in the mean; 1 where there is nothing to divide."""
        return sum(map(len, self._terms)) / self.count if self._model else 1.0

    def search(self, query: Mapping[int, float], *, limit: int, within: Filter = EVERYTHING) -> Sequence[int]:
        """Return the numbers of the best passages that have a term of the query, best first."""
        scores = self.scores(query)
        if within:
            scores[~self._passages.mask(within)] = 0.0
        # A stable sort keeps equal scores in the order of the passages.
        order = np.argsort(-scores, kind="stable")
        best = order[scores[order] > 0][:limit]
        numbers: list[int] = self._passages.numbers[best].tolist()
        return numbers

    def scores(self, query: Mapping[int, float]) -> NDArray[np.float64]:
        """Score each passage for a query, in the order of their numbers, (passages,)."""
        scores = np.zeros(self.count)
        if self._model is None:
            return scores
        with np.errstate(invalid="ignore"):
            for term, factor in query.items():
                # rank_bm25 would go through all passages for a term that none of them has, to add nothing.
                if term in self._model.idf:
                    own = self._model.get_scores([term])
                    # With b = 1, each term of the query is 0 / 0 to rank_bm25 in a passage without terms.
                    scores += factor * (np.nan_to_num(own) if self._b == 1 else own)
        return scores

    def document_frequency(self, terms: Sequence[int]) -> NDArray[np.int64]:
        """Return how many passages have each term, (terms,)."""
        each = [] if self._model is None else self._model.doc_freqs
        return np.array([sum(term in own for own in each) for term in terms], dtype=np.int64)

    def changed(self, added: Batch, removed: Collection[int]) -> MemoryEngine:
        """Return an engine with some passages added and others removed.

        Removed ones that are not there are passed over, and added ones take the place of those of their
        numbers.
        """
        stay = np.ones(self.count, dtype=np.bool_)
        stay[self._passages.places_of([*removed, *added.numbers.tolist()])] = False
        passages = Passages.joined([self._passages.taken(np.flatnonzero(stay)), Passages.of([added])])
        terms = [*compress(self._terms, stay.tolist()), *_terms_of_each(added)]
        order = np.argsort(passages.numbers, kind="stable")
        in_order = [terms[place] for place in order.tolist()]
        return MemoryEngine(passages.taken(order), in_order, k1=self._k1, b=self._b, model=self._type)


def _terms_of_each(batch: Batch) -> Iterator[list[int]]:
    terms: list[int] = batch.terms.tolist()
    for start, end in pairwise(batch.starts.tolist()):
        yield terms[start:end]
