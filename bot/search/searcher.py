"""The search: a question in, ranked passages out."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from bot.search.filters import EVERYTHING
from bot.search.query import analyze
from bot.search.ranking.features import Saturation
from bot.search.ranking.ranker import Ranker
from bot.search.ranking.weights import mix, term_weights
from bot.search.statistics import Statistics
from bot.search.text.spelling import SpellingCorrector
from bot.search.vectors.relatedness import Relatedness
from bot.store.numbers import number_of_speaking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.documents.meeting import Kind
    from bot.search.engines.protocol import Engine
    from bot.search.filters import Filter
    from bot.search.query import Query
    from bot.search.ranking.explanation import Ranking
    from bot.search.text.terms import Analyzer
    from bot.search.vectors.word_vectors import WordVectors
    from bot.store.protocol import KeptDocument, Store

_EARLIER = 1 / 3
"""What a word of the question before counts beside one of the question that is taken with it."""


class Searcher:
    """Understands questions and ranks passages for them.

    Args:
        analyzer: Makes the terms of questions, as it made those of the passages.
        engine: Proposes passages.
        store: Has their records.
        documents: What the passages are of.
        vectors: What words mean; None to go by the words themselves alone.
        k1, b: The parameters of BM25, as in `engine`.
    """

    def __init__(
        self,
        *,
        analyzer: Analyzer,
        engine: Engine,
        store: Store,
        documents: Sequence[KeptDocument],
        vectors: WordVectors | None,
        k1: float,
        b: float,
    ) -> None:
        self.analyzer = analyzer
        self.statistics = Statistics(engine)
        self._vectors = vectors
        self._relatedness = (
            None if vectors is None else Relatedness(vectors, store.rows_present()[: len(vectors)])
        )
        self._corrector = SpellingCorrector(
            analyzer=analyzer, statistics=self.statistics, written=store.words, vectors=vectors
        )
        terms = sum(document.terms for document in documents)
        mean_length = terms / max(1, sum(document.passages for document in documents))
        self.ranker = Ranker(
            engine=engine,
            store=store,
            statistics=self.statistics,
            relatedness=self._relatedness,
            vectors=vectors,
            saturation=Saturation(
                k1=k1,
                b=b,
                mean_length=mean_length or 1.0,
                mean_block_length=terms / max(1, sum(document.blocks for document in documents)) or 1.0,
            ),
            mix=mix(mean_length, engine.count, with_vectors=vectors is not None),
            speakers=_speakers(documents, analyzer),
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
        return self._corrector.corrected(analyze(text, self.analyzer, self.statistics))

    def rank(
        self, query: Query, *, limit: int, within: Filter = EVERYTHING, kind: Kind | None = None
    ) -> Ranking:
        """Return the best passages for a question, best first.

        Args:
            query: What is asked for; at least one term where no kind is asked for.
            limit: How many at most.
            within: Which passages may be found.
            kind: The kind of thing about a meeting that is asked for, if one is.
        """
        return self.ranker.rank(query, limit=limit, within=within, kind=kind)

    def is_known(self, word: str) -> bool:
        """Whether a case-folded word is one of the passages, or of English."""
        terms = self.analyzer.terms(word)
        english = self._vectors is not None and bool(terms) and int(self._vectors.rows(terms[:1])[0]) >= 0
        return not terms or english or terms[0] in self.statistics

    def likenesses(self, query: Query, others: Sequence[Query]) -> list[float]:
        """Return how much of what a question asks for each other one does, or related things, 0 to 1."""
        if not query.terms:
            return [0.0] * len(others)
        weighted = term_weights(query.terms, query.factors, self.statistics, self._vectors)
        # A likeness to each term that any of them has, found for all at once.
        distinct = list(dict.fromkeys(term for other in others for term in other.terms))
        alike = np.array([[term == other for other in distinct] for term in query.terms], dtype=np.float64)
        if self._relatedness is not None and distinct:
            known = np.array([count > 0 for count in self.statistics.look_up(distinct)], dtype=np.bool_)
            np.maximum(alike, self._relatedness.likeness(query.terms, distinct) * known, out=alike)
        place_of = {term: place for place, term in enumerate(distinct)}
        return [
            float(weighted @ alike[:, [place_of[term] for term in other.terms]].max(axis=1, initial=0.0))
            for other in others
        ]


def _speakers(documents: Sequence[KeptDocument], analyzer: Analyzer) -> Mapping[str, frozenset[int]]:
    """Return the numbers of the speakers whom each term names: by a first name, a last name or a role."""
    found: dict[str, set[int]] = {}
    for name in {name for document in documents for name in document.speakers}:
        for term in analyzer.terms(name):
            found.setdefault(term, set()).add(number_of_speaking(name))
    return {term: frozenset(numbers) for term, numbers in found.items()}
