"""The embedded index: BM25 by rank_bm25, without its faults on small collections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

from bot.search.idf import lucene_idf
from bot.search.index import Hit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray


class LuceneIdfBM25(BM25Okapi):  # type: ignore[misc] # rank_bm25 ships no types
    """Okapi BM25 with Lucene's inverse document frequency.

    ``idf = log(1 + (N - n + 0.5) / (n + 0.5))`` for a term of n among N passages (Lucene's
    ``BM25Similarity``). Okapi's own turns negative for a term of more than half of the passages and is
    nothing for one of exactly half; in a collection of a few passages that is most terms.
    """

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {term: lucene_idf(self.corpus_size, frequency) for term, frequency in nd.items()}


class Bm25Index:
    """An index in memory, built at once and never changed. See `bot.search.index.Index`.

    Args:
        passages: The terms of each passage.
        k1: How soon further occurrences of a term stop counting; above 0, where rank_bm25 divides by nothing.
        b: How much the length of a passage counts, from 0 to 1.
        model: The variant of BM25, built on at least one passage with at least one term.
    """

    def __init__(
        self,
        passages: Iterable[Sequence[str]],
        *,
        k1: float,
        b: float,
        model: type[BM25Okapi] = LuceneIdfBM25,
    ) -> None:
        terms = list(passages)
        # Without a single term rank_bm25 divides by a length of nothing; nothing can be found either.
        self._model = model(terms, k1=k1, b=b) if any(terms) else None
        self._size = len(terms)

    def search(
        self, query: Mapping[str, float], *, limit: int, within: Collection[int] | None = None
    ) -> tuple[Hit, ...]:
        """Return the best passages that have a term of the query, best first."""
        # rank_bm25 would walk all passages for a term that none of them has, to add nothing.
        known = {term: factor for term, factor in query.items() if term in self}
        if self._model is None or not known or (within is not None and not within):
            return ()
        passages = np.arange(self._size) if within is None else np.array(sorted(within))
        scores = self._scores(self._model, known, passages)
        # A stable sort keeps equal scores in the order of the passages.
        order = np.argsort(-scores, kind="stable")
        matching = order[scores[order] != 0][:limit]
        return tuple(Hit(passage=int(passages[i]), score=float(scores[i])) for i in matching)

    def _scores(
        self, model: BM25Okapi, query: Mapping[str, float], passages: NDArray[np.int_]
    ) -> NDArray[np.float64]:
        scores = np.zeros(len(passages))
        everywhere = len(passages) == self._size
        chosen = passages.tolist()
        # With b = 1, each term of the query is 0 / 0 to rank_bm25 in a passage without terms.
        with np.errstate(invalid="ignore"):
            for term, factor in query.items():
                own = model.get_scores([term]) if everywhere else model.get_batch_scores([term], chosen)
                found = np.asarray(own)
                found[np.isnan(found)] = 0.0
                scores += factor * found
        return scores

    def idf(self, term: str) -> float:
        """Return a term's inverse document frequency: greatest for one that no passage has."""
        known: float | None = self._model.idf.get(term) if self._model is not None else None
        return lucene_idf(self._size, 0) if known is None else known

    def vocabulary(self) -> Collection[str]:
        """Return the terms that any passage has, in the order of first appearance."""
        return () if self._model is None else self._model.idf.keys()

    def idfs(self) -> NDArray[np.float64]:
        """Return the inverse document frequency of each term of the vocabulary, in its order."""
        return np.array([self.idf(term) for term in self.vocabulary()], dtype=np.float64)

    def __len__(self) -> int:
        """How many passages there are."""
        return self._size

    def __contains__(self, term: str) -> bool:
        """Whether any passage has the term."""
        return self._model is not None and term in self._model.idf
