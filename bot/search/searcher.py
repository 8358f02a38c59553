"""The search: a question in, ranked passages out."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from bot.search.mending import Mender
from bot.search.query import analyze
from bot.search.ranking.comparing import Comparer
from bot.search.ranking.ranker import Ranker

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.search.text.terms import Analyzer
    from bot.search.index import Index
    from bot.search.query import Query
    from bot.search.ranking.comparing import Known
    from bot.search.ranking.passage_terms import PassageTerms
    from bot.search.ranking.ranker import Ranked
    from bot.search.vectors.word_vectors import WordVectors

_EARLIER = 1 / 3
"""What a word of the question before counts beside one of the question that is taken with it."""


class Searcher:
    """Understands questions and ranks passages for them.

    Args:
        analyzer: Makes the terms of questions, as it made those of the passages.
        index: Proposes passages.
        passages: What stands in them.
        vectors: What words mean; None to go by the words themselves alone.
        k1, b: The parameters of BM25, as in `index`.
        before: A search over an earlier state of the same collection, by the same vectors, whose names and
            spellings this one has too, by the same numbers: what it knows of them is shared. It is not kept.
    """

    def __init__(
        self,
        *,
        analyzer: Analyzer,
        index: Index,
        passages: PassageTerms,
        vectors: WordVectors | None,
        k1: float,
        b: float,
        before: Searcher | None = None,
    ) -> None:
        self.analyzer = analyzer
        self.index = index
        self.passages = passages
        self._mender: Mender = Mender(
            analyzer=analyzer,
            index=index,
            passages=passages,
            vectors=vectors,
            before=None if before is None else before._mender,  # noqa: SLF001 - another of the same class
        )
        self.ranker: Ranker = Ranker(
            index=index,
            passages=passages,
            vectors=vectors,
            k1=k1,
            b=b,
            before=None if before is None else before.ranker,
        )
        self._comparer = Comparer(
            index=index, passages=passages, vectors=vectors, relatedness=self.ranker.relatedness
        )

    def query(self, question: str, *, before: str | None = None) -> Query:
        """Return what a question asks for; it has no term if there is nothing to look for.

        Args:
            question: As a person wrote it.
            before: What was asked before, if the question is to be taken with it, at less weight.
        """
        own = self._read(question)
        if before is None:
            return own
        earlier = self._read(before)
        words = {**own.words, **{term: word for term, word in earlier.words.items() if term not in own.words}}
        return dataclasses.replace(
            own,
            words=words,
            respelt=own.respelt | (earlier.respelt - own.words.keys()),
            factors=dict.fromkeys(words.keys() - own.words.keys(), _EARLIER),
        )

    def _read(self, text: str) -> Query:
        return self._mender.mended(analyze(text, self.analyzer, self.index))

    def rank(self, query: Query, *, limit: int, within: Collection[int] | None = None) -> Sequence[Ranked]:
        """Return the best passages for a question of at least one term, best first.

        Args:
            query: What is asked for.
            limit: How many at most.
            within: The only passages to consider, or None for all.
        """
        return self.ranker.rank(query, limit=limit, within=within)

    def known(self, queries: Sequence[Query]) -> Known:
        """Return what `likenesses` needs of some questions."""
        return self._comparer.known(queries)

    def likenesses(self, query: Query, others: Known) -> list[float]:
        """Return how much of what a question asks for each other one does, or related things, 0 to 1."""
        return self._comparer.likenesses(query, others)
