"""Ranking in two stages: BM25 proposes passages, and all features together put the best of them in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

from bot.documents.meeting import KINDS
from bot.search.filters import EVERYTHING
from bot.search.ranking.excerpt import excerpt_of
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
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from bot.documents.meeting import Kind
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

_OF_HEADING = 0.5
"""What the words count that stand above a sentence and not in it, where a kind of thing is asked for."""

_LEAST_EVIDENCE = 0.3
_DECIMALS = 9
_OF_EVIDENCE = 0.1
"""What each level of evidence of the kind asked for counts when passages are proposed."""

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
        sentences: How well each sentence of the passage that has terms answers, 0 to 1, by its number in the
            passage, from 0.
        evidence: How far its best sentence is evidence of the kind asked for, 0 to 1; 0 where none is.
        relevance: How much of the question's words it has, whatever its evidence.
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
    evidence: float = 0.0
    relevance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ByKind:
    """How passages of an excerpt answer a question for a kind of thing.

    Attributes:
        kind: The kind.
        scores: How well each chosen passage answers, (chosen,).
        sentences: How well each sentence does, (sentences,).
        evidence: How far the best sentence of each chosen passage is evidence of the kind, 0 to 1, (chosen,).
    """

    kind: Kind
    scores: Floats
    sentences: Floats
    evidence: Floats


class Ranking(Sequence[Ranked]):
    """Passages in order, best first.

    What speaks for a passage is put together when it is first asked for: of most, nobody wants to know.

    Args:
        query: The question.
        found: What speaks for the passages that were proposed; None where none were.
        order: Which of them there are, by their places among these, best first.
        by_kind: What ranks them where a kind of thing is asked for; None where none is.
    """

    def __init__(
        self, query: Query, found: Evidence | None, order: Sequence[int], by_kind: ByKind | None = None
    ) -> None:
        self._query = query
        self._found = found
        self._order = order
        self.by_kind = by_kind
        self._made: dict[int, Ranked] = {}

    @classmethod
    def nothing(cls, query: Query) -> Ranking:
        """Return no passages for a question."""
        return cls(query, None, ())

    @property
    def passages(self) -> list[int]:
        """The numbers of the passages, in order."""
        if self._found is None:
            return []
        excerpt = self._found.matches.excerpt
        numbers: list[int] = excerpt.numbers[excerpt.chosen[list(self._order)]].tolist()
        return numbers

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
            return Ranking(self._query, self._found, self._order[rank], self.by_kind)
        place = self._order[rank]
        if place not in self._made:
            self._made[place] = self._ranked(place)
        return self._made[place]

    def _ranked(self, place: int) -> Ranked:
        if self._found is None:
            raise IndexError(place)
        found, terms, by_kind = self._found, self._query.terms, self.by_kind
        matches, excerpt = found.matches, found.matches.excerpt
        passage = int(excerpt.chosen[place])
        first = int(excerpt.starts[passage])
        numbers: list[int] = excerpt.terms[first : first + int(excerpt.lengths[passage])].tolist()
        closest = _closest(matches, terms, first, numbers)
        wanted = {*map(number_of_term, terms), *(one.number for one in closest.values())}
        return Ranked(
            passage=int(excerpt.numbers[passage]),
            score=float((found if by_kind is None else by_kind).scores[place]),
            features=found.of_features(place),
            terms=dict(zip(terms, found.of_terms(place), strict=True)),
            weights=dict(zip(terms, matches.weights.tolist(), strict=True)),
            closest=closest,
            above=frozenset(compress(terms, matches.above[:, passage].tolist())),
            placed=tuple(
                Placed(number, int(excerpt.begins[at]), int(excerpt.ends[at]))
                for at, number in enumerate(numbers, start=first)
                if number in wanted
            ),
            sentences=found.of_sentences(place, None if by_kind is None else by_kind.sentences),
            evidence=0.0 if by_kind is None else float(by_kind.evidence[place]),
            relevance=float(found.scores[place]),
        )


def _closest(
    matches: Matches, terms: Sequence[str], first: int, numbers: Sequence[int]
) -> dict[str, Closest]:
    """Return the closest term of a passage to each term of the question.

    Args:
        matches: Where the words of the question stand.
        terms: The terms of the question.
        first: The place of the passage's first term.
        numbers: The numbers of the passage's terms.
    """
    own = slice(first, first + len(numbers))
    likeness: Floats = matches.same[:, own].astype(np.float64)
    if matches.meaning is not None:
        theirs = matches.meaning.likeness.take(matches.meaning.places[own], axis=1)
        np.maximum(likeness, theirs, out=likeness)
    best: list[int] = likeness.argmax(axis=1).tolist()
    return {
        term: Closest(number=numbers[at], likeness=float(of_term[at]))
        for term, of_term, at in zip(terms, likeness, best, strict=True)
        if of_term[at] > 0
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


def _by_kind(found: Evidence, kind: Kind) -> ByKind:
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
    greatest: Floats = np.maximum.reduceat(sentences, firsts)
    best = np.flatnonzero(sentences >= greatest[excerpt.sentence_passages])
    first_best = best[np.searchsorted(excerpt.sentence_passages[best], np.arange(len(excerpt.numbers)))]
    return ByKind(
        kind=kind,
        scores=np.round(np.asarray(greatest[excerpt.chosen], dtype=np.float64), _DECIMALS),
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
