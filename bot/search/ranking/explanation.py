"""What speaks for passages, and how they stand in order: for every one of a question at once, and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

from bot.search.ranking.weights import SENTENCE_MIX, Feature
from bot.store.numbers import number_of_term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bot.documents.meeting import Kind
    from bot.search.query import Query
    from bot.search.ranking.features import Matches

    Floats = NDArray[np.float64]

DECIMALS = 9
"""Sums that differ by less were added up in another order, and are equal."""

_NOTHING = dict.fromkeys(Feature, 0.0)


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What speaks for each of the chosen passages of an excerpt.

    Attributes:
        matches: Where the words of the question stand in it.
        by_feature: What each feature adds to the score, (chosen,); those that add nothing are left out.
        by_term: What each term adds, (terms, chosen); the wording is of no one term.
        scores: The sum of it all, (chosen,).
        related: The weight of each term times its likeness to the closest word of each sentence, (terms,
            sentences).
        meaning: Each term's part of the cosine of question and sentence, (terms, sentences).
    """

    matches: Matches
    by_feature: Mapping[Feature, Floats]
    by_term: Floats
    scores: Floats
    related: Floats
    meaning: Floats

    def of_features(self, place: int) -> dict[Feature, float]:
        """Return what each feature adds to the score of a chosen passage."""
        return _NOTHING | {feature: float(part[place]) for feature, part in self.by_feature.items()}

    def of_terms(self, place: int) -> list[float]:
        """Return what each term adds to the score of a chosen passage."""
        added: list[float] = self.by_term[:, place].tolist()
        return added

    def of_sentences(self, place: int, values: Floats | None = None) -> dict[int, float]:
        """Return how well each sentence of a chosen passage answers, 0 to 1, by its number there.

        Those without terms are left out.

        Args:
            place: The place of the passage among those that are chosen.
            values: How well each sentence of the excerpt does; None for how much of the question it has.
        """
        excerpt = self.matches.excerpt
        passage = int(excerpt.chosen[place])
        first, end = excerpt.sentence_bounds[passage : passage + 2].tolist()
        numbers: list[int] = excerpt.sentence_numbers[first:end].tolist()
        return dict(
            zip(numbers, (self.sentences if values is None else values)[first:end].tolist(), strict=True)
        )

    @cached_property
    def sentences(self) -> Floats:
        """How much of the question each sentence has, 0 to 1, (sentences,)."""
        weights = self.matches.weights[:, None]
        found = SENTENCE_MIX.weigh(
            said=weights * self.matches.said,
            related=self.related,
            exact=weights * self.matches.said_exactly,
            meaning=self.meaning,
        )
        return np.round(found, DECIMALS)


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
        self, query: Query, found: Weighed | None, order: Sequence[int], by_kind: ByKind | None = None
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
            part = Ranking(self._query, self._found, self._order[rank], self.by_kind)
            part._made = self._made  # noqa: SLF001 - of the same class; what is put together once is shared
            return part
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
