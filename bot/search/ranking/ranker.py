"""Ranking in two stages: BM25 proposes passages, and all features together put the best of them in order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bot.search.ranking import meanings
from bot.search.ranking.evidence import weigh
from bot.search.ranking.features import Around, Matches, Meaning, Saturation
from bot.search.ranking.mix import mix
from bot.search.ranking.passage_terms import words_of
from bot.search.ranking.relatedness import Relatedness
from bot.search.ranking.weighting import is_request, weights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.index import Index
    from bot.search.query import Query
    from bot.search.ranking.evidence import Evidence
    from bot.search.ranking.mix import Feature
    from bot.search.ranking.passage_terms import Excerpt, PassageTerms, Surroundings
    from bot.search.ranking.relatedness import Compared, Near
    from bot.search.vectors.word_vectors import WordVectors

    Numbers = NDArray[np.int64]
    Floats = NDArray[np.float64]

CANDIDATES = 40
"""Passages that are proposed, at least: the right one is hardly ever beyond."""

_OF_RELATED = 0.5
"""What a related word counts beside the word itself when passages are proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likest:
    """The term of a passage that is most like a term of the question; `likeness` is 1 for the same."""

    term: str
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage with its score, and what speaks for it.

    Attributes:
        passage: Its position in the collection, from 0.
        score: How well it answers the question: the sum of `features`.
        features: What each feature adds to the score.
        terms: What each term of the question adds; the rest is the feature `WORDING`, of no one term.
        weights: What each term of the question counts, in sum 1.
        likest: For each term of the question that the passage has or has a related word for, that word.
        sentences: How much of the question each sentence of the passage has that has terms, 0 to 1, by its
            number in the passage, from 0.
    """

    passage: int
    score: float
    features: Mapping[Feature, float]
    terms: Mapping[str, float]
    weights: Mapping[str, float]
    likest: Mapping[str, Likest]
    sentences: Mapping[int, float]


class Ranker:
    """Puts passages in order for a question.

    Args:
        index: Proposes passages.
        passages: What stands in them.
        vectors: What words mean; None to go by the words themselves alone.
        k1, b: The parameters of BM25, as in `index`.
        sentence_lengths: What `bot.search.ranking.meanings` says of the passages, where it is known already.
    """

    def __init__(
        self,
        *,
        index: Index,
        passages: PassageTerms,
        vectors: WordVectors | None,
        k1: float,
        b: float,
        sentence_lengths: Floats | None = None,
    ) -> None:
        self._index = index
        self._passages = passages
        self._vectors = vectors
        self._rarity = meanings.rarities(index)
        self.relatedness = None if vectors is None else Relatedness(vectors, passages.names)
        if self.relatedness is not None and sentence_lengths is None:
            sentence_lengths = meanings.sentence_lengths(passages.tables, self.relatedness, self._rarity)
        self._sentence_lengths = sentence_lengths
        self.mix = mix(passages.mean_length, len(passages), with_vectors=vectors is not None)
        self._saturation = Saturation(
            k1=k1,
            b=b,
            mean_length=passages.mean_length,
            mean_paragraph_length=passages.mean_paragraph_length,
        )

    def rank(self, query: Query, *, limit: int, within: Collection[int] | None = None) -> tuple[Ranked, ...]:
        """Return the best passages for a question, best first; equal scores in the order of the passages.

        Args:
            query: At least one term.
            limit: How many at most. Beyond `CANDIDATES` more are proposed, and ordered.
            within: The only passages to consider, or None for all.
        """
        weighted = weights(query.terms, query.factors, self._index, self._vectors)
        proposed = self._proposed(query.terms, weighted, max(limit, CANDIDATES), within)
        if not proposed:
            return ()
        matches = self._matches(query, weighted, np.sort(np.array(proposed, dtype=np.int64)))
        found = weigh(matches, self._saturation, self.mix)
        there = np.flatnonzero(found.scores > 0)
        order = there[np.argsort(-found.scores[there], kind="stable")][:limit]
        return tuple(self._ranked(query, matches, found, place) for place in order.tolist())

    def _proposed(
        self, terms: Sequence[str], weighted: Floats, limit: int, within: Collection[int] | None
    ) -> list[int]:
        """Return the passages that BM25 puts first for the terms and, at less weight, for related ones."""
        asked: dict[str, float] = {}
        for term, weight, near in zip(terms, weighted.tolist(), self._nearest(terms), strict=True):
            asked[term] = asked.get(term, 0.0) + weight / self._index.idf(term)
            for name, likeness in near:
                share = _OF_RELATED * likeness * weight / self._index.idf(name)
                asked[name] = asked.get(name, 0.0) + share
        return [hit.passage for hit in self._index.search(asked, limit=limit, within=within)]

    def _nearest(self, terms: Sequence[str]) -> list[Near]:
        if self.relatedness is None:
            return [()] * len(terms)
        near = self.relatedness.nearest([term for term in terms if not is_request(term)])
        found = iter(near)
        return [() if is_request(term) else next(found) for term in terms]

    def _matches(self, query: Query, weighted: Floats, proposed: Numbers) -> Matches:
        excerpt = self._passages.excerpt(proposed)
        numbers = [self._passages.number(term) for term in query.terms]
        asked = np.array([-1 if number is None else number for number in numbers])[:, None]
        same = excerpt.terms == asked
        forms = [self._form(query, term) for term in query.terms]
        exact = excerpt.forms == np.array(forms)[:, None]
        for position, term in enumerate(query.terms):
            if term in query.respelt:
                exact[position] = same[position]
        likeness, meaning = same.astype(np.float64), None
        if self.relatedness is not None:
            compared = self.relatedness.compared(query.terms, excerpt.terms)
            # What kind of answer is wanted is not what a passage is about: "many" is not near "billion".
            compared.likeness[[is_request(term) for term in query.terms]] = 0
            likeness = np.where(same, 1.0, compared.likeness)
            meaning = self._meaning(weighted, compared, excerpt)
        return Matches(
            excerpt=excerpt,
            around=self._around(query, proposed, asked),
            weights=weighted,
            known=np.array([number is not None for number in numbers]),
            same=same,
            exact=exact,
            likeness=likeness,
            meaning=meaning,
        )

    def _around(self, query: Query, proposed: Numbers, asked: Numbers) -> Around:
        surroundings = self._passages.surroundings(proposed)
        same = surroundings.terms == asked
        return Around(
            surroundings=surroundings,
            chosen=np.searchsorted(surroundings.passages, proposed),
            same=same,
            pairs=tuple(self._pairs(query, same, surroundings)),
        )

    def _meaning(self, weighted: Floats, compared: Compared, excerpt: Excerpt) -> Meaning | None:
        if self._sentence_lengths is None:
            return None
        return Meaning(
            products=compared.products * self._rarity.take(excerpt.terms),
            asked_length=float(np.linalg.norm(weighted @ compared.asked)),
            sentence_lengths=self._sentence_lengths[excerpt.sentences],
        )

    def _form(self, query: Query, term: str) -> int:
        number = self._passages.word_number(query.words[term].casefold())
        return -1 if number is None else number

    def _pairs(
        self, query: Query, same: NDArray[np.bool_], surroundings: Surroundings
    ) -> Iterator[tuple[Numbers, Numbers]]:
        """Yield neighbouring words of the question as the numbers of words; a misspelt one in every form."""
        mended = {
            query.words[term].casefold(): np.unique(surroundings.forms[same[position]])
            for position, term in enumerate(query.terms)
            if term in query.respelt
        }
        words = words_of(query.text)
        numbers: dict[str, Numbers] = {}
        for word in words:
            known = self._passages.word_number(word)
            own = np.array([] if known is None else [known], dtype=np.int64)
            numbers[word] = mended.get(word, own)
        for first, second in dict.fromkeys(pairwise(words)):
            yield numbers[first], numbers[second]

    def _ranked(self, query: Query, matches: Matches, found: Evidence, place: int) -> Ranked:
        return Ranked(
            passage=int(matches.excerpt.passages[place]),
            score=float(found.scores[place]),
            features=found.of_features(place),
            terms=dict(zip(query.terms, found.of_terms(place), strict=True)),
            weights=dict(zip(query.terms, matches.weights.tolist(), strict=True)),
            likest=self._likest(query, matches, place),
            sentences=_by_number(matches.excerpt, found.sentences, place),
        )

    def _likest(self, query: Query, matches: Matches, place: int) -> dict[str, Likest]:
        start = int(matches.excerpt.starts[place])
        end = start + int(matches.excerpt.lengths[place])
        likeness = matches.likeness[:, start:end]
        best = likeness.argmax(axis=1)
        greatest = likeness[np.arange(len(best)), best].tolist()
        names, numbers = self._passages.names, matches.excerpt.terms[start + best].tolist()
        return {
            term: Likest(term=names[number], likeness=like)
            for term, number, like in zip(query.terms, numbers, greatest, strict=True)
            if like > 0
        }


def _by_number(excerpt: Excerpt, values: Floats, place: int) -> dict[int, float]:
    """Return the values of the sentences of the passage at a place, by their number in the passage."""
    own = slice(excerpt.sentence_bounds[place], excerpt.sentence_bounds[place + 1])
    numbers: list[int] = excerpt.sentence_numbers[own].tolist()
    return dict(zip(numbers, values[own].tolist(), strict=True))
