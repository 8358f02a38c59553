"""Ranking in two stages: BM25 proposes passages, and all features together put the best of them in order."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bot.documents.meeting import KINDS
from bot.search.filters import EVERYTHING
from bot.search.ranking.excerpt import excerpt_of
from bot.search.ranking.explanation import DECIMALS, ByKind, Ranking
from bot.search.ranking.features import Matches, Meaning, weigh
from bot.search.ranking.weights import is_request, term_weights
from bot.search.statistics import idf
from bot.store.numbers import (
    EVIDENCE_LEVELS,
    IN_CONTEXT,
    number_of_evidence,
    number_of_term,
    number_of_word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.documents.meeting import Kind
    from bot.search.engines.protocol import Engine
    from bot.search.filters import Filter
    from bot.search.query import Query
    from bot.search.ranking.excerpt import Excerpt
    from bot.search.ranking.explanation import Weighed
    from bot.search.ranking.features import Saturation
    from bot.search.ranking.weights import Feature
    from bot.search.statistics import Statistics
    from bot.search.vectors.relatedness import Near, Relatedness
    from bot.search.vectors.word_vectors import WordVectors
    from bot.store.protocol import Store

    Floats = NDArray[np.float64]

CANDIDATES = 40
"""Passages that are proposed, at least: the right one is hardly ever beyond."""

_OF_RELATED = 0.5
"""What a related word counts beside the word itself when passages are proposed."""

_OF_CONTEXT = 0.4
"""What a word counts that stands above a passage, beside one that stands in it, when passages are proposed."""

_OF_HEADING = 0.5
"""What the words count that stand above a sentence and not in it, where a kind of thing is asked for."""

_LEAST_EVIDENCE = 0.3
_OF_EVIDENCE = 0.1
"""What each level of evidence of the kind asked for counts when passages are proposed."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Ranker:
    """Puts passages in order for a question.

    Args:
        engine: Proposes passages.
        store: Has their records.
        statistics: Say how rare terms are.
        relatedness: Knows which terms mean nearly the same; None to go by the words themselves alone.
        vectors: Know how rare terms are in English; None without.
        saturation: How frequencies of terms are weighed.
        mix: What each feature counts.
        speakers: The numbers of the speakers whom each term names.
    """

    def __init__(
        self,
        *,
        engine: Engine,
        store: Store,
        statistics: Statistics,
        relatedness: Relatedness | None,
        vectors: WordVectors | None,
        saturation: Saturation,
        mix: Mapping[Feature, float],
        speakers: Mapping[str, frozenset[int]],
    ) -> None:
        self._engine = engine
        self._store = store
        self._statistics = statistics
        self._relatedness = relatedness
        self._vectors = vectors
        self._saturation = saturation
        self.mix = mix
        self._speakers = speakers

    def rank(
        self, query: Query, *, limit: int, within: Filter = EVERYTHING, kind: Kind | None = None
    ) -> Ranking:
        """Return the best passages for a question, best first; equal scores in the order of the documents.

        Args:
            query: The terms asked for; at least one where no kind is asked for.
            kind: The kind of thing about a meeting that is asked for, if one is.
            limit: How many at most. Beyond `CANDIDATES` more are proposed, and ordered.
            within: Which passages may be found.
        """
        weighted = term_weights(query.terms, query.factors, self._statistics, self._vectors)
        asked = self._asked(query.terms, weighted)
        if kind is not None:
            asked |= self._of_kind(kind)
        proposed = self._engine.search(asked, limit=max(limit, CANDIDATES), within=within)
        if not proposed:
            return Ranking.nothing(query)
        excerpt = excerpt_of(self._store.records(proposed), proposed)
        if not len(excerpt.chosen):
            return Ranking.nothing(query)
        found = weigh(self._matches(query, weighted, excerpt), self._saturation, self.mix)
        by_kind = None if kind is None else _by_kind(found, kind)
        scores = found.scores if by_kind is None else by_kind.scores
        there = np.flatnonzero(scores > 0)
        order = there[np.argsort(-scores[there], kind="stable")][:limit]
        return Ranking(query, found, order.tolist(), by_kind)

    def _asked(self, terms: Sequence[str], weighted: Floats) -> dict[int, float]:
        """Return what is asked of the engine: the terms and, at less weight, related ones.

        At less weight, too, the terms where they stand above passages, in a heading or a title.
        """
        asked: dict[int, float] = {}
        idf_of = self._statistics.idf
        for term, weight, near in zip(terms, weighted.tolist(), self._nearest(terms), strict=True):
            share = weight / idf_of(term)
            number = number_of_term(term)
            asked[number] = asked.get(number, 0.0) + share
            above = number ^ IN_CONTEXT
            asked[above] = asked.get(above, 0.0) + _OF_CONTEXT * share
            for name, likeness in near:
                other = number_of_term(name)
                asked[other] = asked.get(other, 0.0) + _OF_RELATED * likeness * weight / idf_of(name)
        return asked

    def _of_kind(self, kind: Kind) -> dict[int, float]:
        """Return what is asked of the engine for passages that have evidence of a kind, the more the better."""
        numbers = [number_of_evidence(kind, level) ^ IN_CONTEXT for level in range(len(EVIDENCE_LEVELS))]
        counts = self._engine.document_frequency(numbers).tolist()
        return {
            number: _OF_EVIDENCE / idf(len(self._statistics), count)
            for number, count in zip(numbers, counts, strict=True)
        }

    def _nearest(self, terms: Sequence[str]) -> list[Near]:
        if self._relatedness is None:
            return [()] * len(terms)
        wanted = [term for term in terms if not is_request(term)]
        found = dict(zip(wanted, self._relatedness.nearest(wanted, self._statistics), strict=True))
        return [found.get(term, ()) for term in terms]

    def _matches(self, query: Query, weighted: Floats, excerpt: Excerpt) -> Matches:
        asked = np.array([number_of_term(term) for term in query.terms], dtype=np.int64)[:, None]
        same = excerpt.terms == asked
        forms = [number_of_word(query.words[term].casefold()) for term in query.terms]
        exact = excerpt.forms == np.array(forms, dtype=np.uint32)[:, None]
        for position, term in enumerate(query.terms):
            if term in query.respelt:
                exact[position] = same[position]
        speaking = [self._speakers.get(term, frozenset()) for term in query.terms]
        speaks = np.zeros((len(asked), len(excerpt.sentence_starts)), dtype=np.bool_)
        for position, numbers in enumerate(speaking):
            if numbers:
                speaks[position] = np.isin(excerpt.speakers, list(numbers))
        above = np.zeros((len(asked), len(excerpt.numbers)), dtype=np.bool_)
        rows, places = np.nonzero(excerpt.context == asked)
        above[rows, excerpt.context_passages[places]] = True
        return Matches(
            excerpt=excerpt,
            weights=weighted,
            known=np.array([count > 0 for count in self._statistics.look_up(query.terms)], dtype=np.bool_),
            same=same,
            exact=exact,
            above=above,
            speaks=speaks,
            names=np.array([bool(numbers) for numbers in speaking], dtype=np.bool_),
            pairs=tuple(_pairs(query, same, excerpt)),
            meaning=self._meaning(query, weighted, excerpt),
        )

    def _meaning(self, query: Query, weighted: Floats, excerpt: Excerpt) -> Meaning | None:
        if self._relatedness is None or not query.terms:
            return None
        compared = self._relatedness.compared(query.terms, excerpt.rows)
        # What kind of answer is wanted is not what a passage is about: "many" is not near "billion".
        compared.likeness[[is_request(term) for term in query.terms]] = 0
        return Meaning(
            likeness=compared.likeness,
            products=compared.products,
            places=compared.places,
            asked_length=float(np.linalg.norm(weighted @ compared.asked)),
        )


def _by_kind(found: Weighed, kind: Kind) -> ByKind:
    """Rank the passages of an excerpt for a kind of thing, and what is asked about.

    Without words that say about what, evidence ranks alone; else half of it is how much of these a sentence
    and its passage have, and evidence counts the less the less they have.
    """
    matches = found.matches
    excerpt = matches.excerpt
    evidence = excerpt.evidence[:, KINDS.index(kind)] / 255.0
    place_of = np.full(len(excerpt.numbers), -1, dtype=np.int64)
    place_of[excerpt.chosen] = np.arange(len(excerpt.chosen))
    if not len(matches.weights):
        sentences = evidence
    else:
        owners = excerpt.sentence_passages
        whole = np.where(place_of[owners] >= 0, found.scores[place_of[owners]], 0.0)
        above = matches.weights @ (matches.above[:, owners] & ~matches.said)
        relevance = np.clip((whole + found.sentences) / 2 + _OF_HEADING * above, 0.0, 1.0)
        sentences = 0.5 * relevance + 0.5 * evidence * np.minimum(1.0, _LEAST_EVIDENCE + relevance)
    firsts = excerpt.sentence_bounds[:-1]
    greatest = np.maximum.reduceat(sentences, firsts)
    best = np.flatnonzero(sentences >= greatest[excerpt.sentence_passages])
    first_best = best[np.searchsorted(excerpt.sentence_passages[best], np.arange(len(excerpt.numbers)))]
    return ByKind(
        kind=kind,
        scores=np.asarray(greatest[excerpt.chosen], dtype=np.float64).round(DECIMALS),
        sentences=sentences,
        evidence=evidence[first_best[excerpt.chosen]],
    )


def _pairs(
    query: Query, same: NDArray[np.bool_], excerpt: Excerpt
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Yield neighbouring words of the question as the numbers of words; a misspelt one in every form."""
    # np.unique would load masked arrays, which take longer than all of a first answer.
    respelt = {
        query.words[term].casefold(): sorted(set(excerpt.forms[same[position]].tolist()))
        for position, term in enumerate(query.terms)
        if term in query.respelt
    }
    words = words_of(query.text)
    for first, second in dict.fromkeys(pairwise(words)):
        yield (
            respelt.get(first) or (number_of_word(first),),
            respelt.get(second) or (number_of_word(second),),
        )


def words_of(text: str) -> list[str]:
    """Return all words of a text in order, stop words too, case-folded and otherwise as they are written."""
    return [word.casefold() for word in _WORD.findall(text)]
