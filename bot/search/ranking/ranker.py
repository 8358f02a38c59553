"""Ranking in two stages: BM25 proposes passages, and all features together put the best of them in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

from bot.search.filters import EVERYTHING
from bot.search.ranking.excerpt import excerpt_of
from bot.search.ranking.features import Matches, Meaning, weigh
from bot.search.ranking.weights import is_request, term_weights
from bot.search.text.numbers import IN_CONTEXT, number_of_term, number_of_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from bot.search.engines.protocol import Engine
    from bot.search.filters import Filter
    from bot.search.query import Query
    from bot.search.ranking.excerpt import Excerpt
    from bot.search.ranking.features import Evidence, Saturation
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

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Placed(NamedTuple):
    """A term of a passage, by its number, and where it stands in the passage's text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Closest:
    """The term of a passage that is closest to a term of the question; `likeness` is 1 for the same."""

    number: int
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage with its score, and what speaks for it.

    Attributes:
        passage: Its number.
        score: How well it answers the question: the sum of `features`.
        features: What each feature adds to the score.
        terms: What each term of the question adds; the rest is the feature `WORDING`, of no one term.
        weights: What each term of the question counts, in sum 1.
        closest: For each term of the question that the passage has or has a related word for, that word.
        above: The terms of the question that stand above the passage, in a heading or a title.
        placed: Where these and the terms of the question stand, in order; a phrase before its parts.
        sentences: How much of the question each sentence of the passage has that has terms, 0 to 1, by its
            number in the passage, from 0.
    """

    passage: int
    score: float
    features: Mapping[Feature, float]
    terms: Mapping[str, float]
    weights: Mapping[str, float]
    closest: Mapping[str, Closest]
    above: frozenset[str]
    placed: tuple[Placed, ...]
    sentences: Mapping[int, float]


class Ranking(Sequence[Ranked]):
    """Passages in order, best first.

    What speaks for a passage is put together when it is first asked for: of most, nobody wants to know.

    Args:
        query: The question.
        found: What speaks for the passages that were proposed.
        order: Which of them there are, by their places among these, best first.
    """

    def __init__(self, query: Query, found: Evidence, order: Sequence[int]) -> None:
        self._query = query
        self._found = found
        self._order = order
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
            return Ranking(self._query, self._found, self._order[rank])
        place = self._order[rank]
        if place not in self._made:
            self._made[place] = self._ranked(place)
        return self._made[place]

    def _ranked(self, place: int) -> Ranked:
        found, terms = self._found, self._query.terms
        excerpt = found.matches.excerpt
        passage = int(excerpt.chosen[place])
        start = int(excerpt.starts[passage])
        own = slice(start, start + int(excerpt.lengths[passage]))
        closest = self._closest(terms, own)
        wanted = {*map(number_of_term, terms), *(one.number for one in closest.values())}
        columns = (excerpt.terms, excerpt.begins, excerpt.ends)
        return Ranked(
            passage=int(excerpt.numbers[passage]),
            score=float(found.scores[place]),
            features=found.of_features(place),
            terms=dict(zip(terms, found.of_terms(place), strict=True)),
            weights=dict(zip(terms, found.matches.weights.tolist(), strict=True)),
            closest=closest,
            above=frozenset(
                term
                for term, is_above in zip(terms, found.matches.above[:, passage], strict=True)
                if is_above
            ),
            placed=tuple(
                Placed(number, begin, end)
                for number, begin, end in zip(*(column[own].tolist() for column in columns), strict=True)
                if number in wanted
            ),
            sentences=found.of_sentences(place),
        )

    def _closest(self, terms: Sequence[str], own: slice) -> dict[str, Closest]:
        matches = self._found.matches
        likeness: Floats = matches.same[:, own].astype(np.float64)
        if matches.meaning is not None:
            theirs = matches.meaning.likeness.take(matches.meaning.places[own], axis=1)
            np.maximum(likeness, theirs, out=likeness)
        best = likeness.argmax(axis=1)
        greatest = likeness[np.arange(len(best)), best].tolist()
        numbers = matches.excerpt.terms[own].take(best).tolist()
        return {
            term: Closest(number=number, likeness=like)
            for term, number, like in zip(terms, numbers, greatest, strict=True)
            if like > 0
        }


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
    ) -> None:
        self._engine = engine
        self._store = store
        self._statistics = statistics
        self._relatedness = relatedness
        self._vectors = vectors
        self._saturation = saturation
        self.mix = mix

    def rank(self, query: Query, *, limit: int, within: Filter = EVERYTHING) -> Sequence[Ranked]:
        """Return the best passages for a question, best first; equal scores in the order of the documents.

        Args:
            query: At least one term.
            limit: How many at most. Beyond `CANDIDATES` more are proposed, and ordered.
            within: Which passages may be found.
        """
        weighted = term_weights(query.terms, query.factors, self._statistics, self._vectors)
        proposed = self._proposed(query.terms, weighted, max(limit, CANDIDATES), within)
        if not proposed:
            return ()
        excerpt = excerpt_of(self._store.records(proposed), proposed)
        if not len(excerpt.chosen):
            return ()
        found = weigh(self._matches(query, weighted, excerpt), self._saturation, self.mix)
        there = np.flatnonzero(found.scores > 0)
        order = there[np.argsort(-found.scores[there], kind="stable")][:limit]
        return Ranking(query, found, order.tolist())

    def _proposed(self, terms: Sequence[str], weighted: Floats, limit: int, within: Filter) -> Sequence[int]:
        """Return the passages that BM25 puts first for the terms and, at less weight, for related ones.

        At less weight, too, for those whose headings or title have the terms.
        """
        asked: dict[int, float] = {}
        idf = self._statistics.idf
        for term, weight, near in zip(terms, weighted.tolist(), self._nearest(terms), strict=True):
            share = weight / idf(term)
            number = number_of_term(term)
            asked[number] = asked.get(number, 0.0) + share
            above = number ^ IN_CONTEXT
            asked[above] = asked.get(above, 0.0) + _OF_CONTEXT * share
            for name, likeness in near:
                other = number_of_term(name)
                asked[other] = asked.get(other, 0.0) + _OF_RELATED * likeness * weight / idf(name)
        return self._engine.search(asked, limit=limit, within=within)

    def _nearest(self, terms: Sequence[str]) -> list[Near]:
        if self._relatedness is None:
            return [()] * len(terms)
        wanted = [term for term in terms if not is_request(term)]
        found = dict(zip(wanted, self._relatedness.nearest(wanted, self._statistics), strict=True))
        return [found.get(term, ()) for term in terms]

    def _matches(self, query: Query, weighted: Floats, excerpt: Excerpt) -> Matches:
        asked = np.array([number_of_term(term) for term in query.terms])[:, None]
        same = excerpt.terms == asked
        forms = [number_of_word(query.words[term].casefold()) for term in query.terms]
        exact = excerpt.forms == np.array(forms, dtype=np.uint32)[:, None]
        for position, term in enumerate(query.terms):
            if term in query.respelt:
                exact[position] = same[position]
        above = np.zeros((len(asked), len(excerpt.numbers)), dtype=np.bool_)
        rows, places = np.nonzero(excerpt.context == asked)
        above[rows, excerpt.context_passages[places]] = True
        return Matches(
            excerpt=excerpt,
            weights=weighted,
            known=np.array([count > 0 for count in self._statistics.look_up(query.terms)]),
            same=same,
            exact=exact,
            above=above,
            pairs=tuple(_pairs(query, same, excerpt)),
            meaning=self._meaning(query, weighted, excerpt),
        )

    def _meaning(self, query: Query, weighted: Floats, excerpt: Excerpt) -> Meaning | None:
        if self._relatedness is None:
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
