"""Ranking in two stages: BM25 proposes passages, and all features together put the best of them in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, overload

import numpy as np

from bot.search.ranking.evidence import weigh
from bot.search.ranking.features import Around, Matches, Meaning, Saturation
from bot.search.ranking.mix import mix
from bot.search.ranking.passage_terms import words_of
from bot.search.ranking.relatedness import Relatedness
from bot.search.ranking.weighting import is_request, weights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from bot.search.index import Index
    from bot.search.query import Query
    from bot.search.ranking.evidence import Evidence
    from bot.search.ranking.mix import Feature
    from bot.search.ranking.passage_terms import Excerpt, PassageTerms, Surroundings
    from bot.search.ranking.relatedness import Near
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


class Ranking(Sequence[Ranked]):
    """Passages in order, best first.

    What speaks for a passage is put together when it is first asked for: of most, nobody wants to know.

    Args:
        query: What was asked.
        found: What speaks for the passages that were proposed.
        order: Which of them there are, by their places among these, best first.
        names: The terms of the collection, in the order of their numbers.
    """

    def __init__(self, query: Query, found: Evidence, order: Sequence[int], names: Sequence[str]) -> None:
        self._query = query
        self._found = found
        self._order = order
        self._names = names
        self._made: dict[int, Ranked] = {}

    def __len__(self) -> int:
        return len(self._order)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment] # as of a list: it is what stands in it

    @overload
    def __getitem__(self, rank: int) -> Ranked: ...

    @overload
    def __getitem__(self, rank: slice) -> Ranking: ...

    def __getitem__(self, rank: int | slice) -> Ranked | Ranking:
        if isinstance(rank, slice):
            return Ranking(self._query, self._found, self._order[rank], self._names)
        place = self._order[rank]
        if place not in self._made:
            self._made[place] = self._ranked(place)
        return self._made[place]

    def _ranked(self, place: int) -> Ranked:
        found, terms = self._found, self._query.terms
        return Ranked(
            passage=int(found.matches.excerpt.passages[place]),
            score=float(found.scores[place]),
            features=found.of_features(place),
            terms=dict(zip(terms, found.of_terms(place), strict=True)),
            weights=dict(zip(terms, found.matches.weights.tolist(), strict=True)),
            likest=self._likest(terms, place),
            sentences=found.of_sentences(place),
        )

    def _likest(self, terms: Sequence[str], place: int) -> dict[str, Likest]:
        matches = self._found.matches
        excerpt, meaning = matches.excerpt, matches.meaning
        start = int(excerpt.starts[place])
        own = slice(start, start + int(excerpt.lengths[place]))
        likeness: Floats = matches.same[:, own].astype(np.float64)
        if meaning is not None:
            np.maximum(likeness, meaning.likeness.take(meaning.places[own], axis=1), out=likeness)
        best = likeness.argmax(axis=1)
        greatest = likeness[np.arange(len(best)), best].tolist()
        numbers = excerpt.terms[own].take(best).tolist()
        return {
            term: Likest(term=self._names[number], likeness=like)
            for term, number, like in zip(terms, numbers, greatest, strict=True)
            if like > 0
        }


class Ranker:
    """Puts passages in order for a question.

    Args:
        index: Proposes passages.
        passages: What stands in them.
        vectors: What words mean; None to go by the words themselves alone.
        k1, b: The parameters of BM25, as in `index`.
        before: Ranks an earlier state of the same passages, by the same vectors; see
            `bot.search.searcher.Searcher`.
    """

    def __init__(
        self,
        *,
        index: Index,
        passages: PassageTerms,
        vectors: WordVectors | None,
        k1: float,
        b: float,
        before: Ranker | None = None,
    ) -> None:
        self._index = index
        self._passages = passages if vectors is None else passages.with_meaning_lengths(vectors)
        self._vectors = vectors
        self.relatedness: Relatedness | None = None
        if vectors is not None:
            known = None if before is None else before.relatedness
            fresh = passages.names if known is None else passages.names[len(known) :]
            self.relatedness = Relatedness(vectors, fresh, after=known)
        self.mix = mix(passages.mean_length, len(passages), with_vectors=vectors is not None)
        self._saturation = Saturation(
            k1=k1,
            b=b,
            mean_length=passages.mean_length,
            mean_paragraph_length=passages.mean_paragraph_length,
        )

    def rank(self, query: Query, *, limit: int, within: Collection[int] | None = None) -> Sequence[Ranked]:
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
        matches = self._matches(query, weighted, self._passages.in_sequence(proposed))
        found = weigh(matches, self._saturation, self.mix)
        there = np.flatnonzero(found.scores > 0)
        order = there[np.argsort(-found.scores[there], kind="stable")][:limit]
        return Ranking(query, found, order.tolist(), self._passages.names)

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
        near = self.relatedness.nearest([term for term in terms if not is_request(term)], self._index)
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
        return Matches(
            excerpt=excerpt,
            around=self._around(query, proposed, asked),
            weights=weighted,
            known=np.array([term in self._index for term in query.terms]),
            same=same,
            exact=exact,
            meaning=self._meaning(query, weighted, excerpt),
        )

    def _around(self, query: Query, proposed: Numbers, asked: Numbers) -> Around:
        surroundings = self._passages.surroundings(proposed)
        same = surroundings.terms == asked
        return Around(
            surroundings=surroundings,
            same=same,
            pairs=tuple(self._pairs(query, same, surroundings)),
        )

    def _meaning(self, query: Query, weighted: Floats, excerpt: Excerpt) -> Meaning | None:
        if self.relatedness is None or excerpt.meaning_lengths is None:
            return None
        compared = self.relatedness.compared(query.terms, excerpt.terms)
        # What kind of answer is wanted is not what a passage is about: "many" is not near "billion".
        compared.likeness[[is_request(term) for term in query.terms]] = 0
        return Meaning(
            likeness=compared.likeness,
            products=compared.products,
            places=compared.places,
            asked_length=float(np.linalg.norm(weighted @ compared.asked)),
            sentence_lengths=excerpt.meaning_lengths,
        )

    def _form(self, query: Query, term: str) -> int:
        number = self._passages.word_number(query.words[term].casefold())
        return -1 if number is None else number

    def _pairs(
        self, query: Query, same: NDArray[np.bool_], surroundings: Surroundings
    ) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
        """Yield neighbouring words of the question as the numbers of words; a misspelt one in every form."""
        # np.unique would load masked arrays, which take longer than all of a first answer.
        mended = {
            query.words[term].casefold(): sorted(set(surroundings.forms[same[position]].tolist()))
            for position, term in enumerate(query.terms)
            if term in query.respelt
        }
        words = words_of(query.text)
        numbers: dict[str, Sequence[int]] = {}
        for word in words:
            known = self._passages.word_number(word)
            numbers[word] = mended.get(word, () if known is None else (known,))
        for first, second in dict.fromkeys(pairwise(words)):
            yield numbers[first], numbers[second]
