"""Which words mean nearly the same: the cosines of their vectors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.search.vectors.word_vectors import cosines, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.vectors.word_vectors import WordVectors

    Numbers = NDArray[np.int64]
    Codes = NDArray[np.signedinteger[Any]]
    Floats = NDArray[np.float64]
    Vectors = NDArray[np.float32]

_LEAST_COSINE = 0.2
"""Words less near each other are not related: of pairs of any words 1 in 20 are nearer."""

_GREATEST_LIKENESS = 0.95
"""Related words never count as the same word."""

_NEAREST = 4
_LEAST_OF_NEAREST = 0.25
_SURELY_LESS = 0.5
"""Words whose cosine is less are less alike than `_LEAST_OF_NEAREST`, however it is rounded."""

_REMEMBERED_TERMS = 1 << 12

Near = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What terms of a question have in common with terms at places.

    Attributes:
        asked: The vectors of the former, (asked, dimensions); all zeros where unknown.
        products: The products of the vectors of both, (asked, places).
        likeness: How alike they are, (asked, places): 0 where not related, and for the same word too.
    """

    asked: Floats
    products: Floats
    likeness: Floats


class Relatedness:
    """Compares terms of questions with the terms of a collection.

    The likeness of two terms is 0.95 times the square of their cosine: a square keeps the many words that are
    somewhat near from outweighing the few that are very near.

    Args:
        vectors: What the terms mean.
        names: The terms of the collection, in the order of their numbers.
    """

    def __init__(self, vectors: WordVectors, names: Sequence[str]) -> None:
        self._vectors = vectors
        self._names = names
        rows = vectors.rows(names)
        self._known = np.flatnonzero(rows >= 0)
        # Only English terms have vectors, and of those there are not many: the last is for all others.
        self._directions = vectors.directions(np.append(rows[self._known], -1))
        self._lengths = np.linalg.norm(self._directions, axis=1)
        self._meanings = unit(self._directions).astype(np.float64)
        self._meaning = np.full(len(rows), len(self._known))
        self._meaning[self._known] = np.arange(len(self._known))
        self._near: dict[str, Near] = {}
        self._direction = lru_cache(maxsize=_REMEMBERED_TERMS)(self._direction_of)

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return int(self._meanings.shape[1])

    def likeness(self, asked: Sequence[str], numbers: Codes) -> Floats:
        """Return how alike terms are, (asked, numbers): 0 where not related, and for the same word too."""
        theirs, places = self._distinct(numbers)
        return self._likeness(self._directions_of(asked), theirs).take(places, axis=1)

    def compared(self, asked: Sequence[str], numbers: Codes) -> Compared:
        """Return what terms have in common with terms of the collection."""
        theirs, places = self._distinct(numbers)
        directions = self._directions_of(asked)
        likeness = self._likeness(directions, theirs)
        asked_vectors = unit(directions).astype(np.float64)
        products = asked_vectors @ self._meanings.take(theirs, axis=0).T
        return Compared(
            asked=asked_vectors,
            products=products.take(places, axis=1),
            likeness=likeness.take(places, axis=1),
        )

    def meanings(self, numbers: Codes) -> Floats:
        """Return the vectors of terms of the collection, (numbers, dimensions); all zeros where unknown."""
        meanings: Floats = self._meanings[self._meaning[numbers]]
        return meanings

    def nearest(self, asked: Sequence[str]) -> list[Near]:
        """Return for each term those of the collection most like it, each with its likeness, best first."""
        near = {term: found for term in asked if (found := self._near.get(term)) is not None}
        fresh = [term for term in asked if term not in near]
        if fresh:
            near.update(zip(fresh, self._nearest(fresh), strict=True))
            if len(self._near) > _REMEMBERED_TERMS:
                self._near.clear()
            self._near.update(near)
        return [near[term] for term in asked]

    def _nearest(self, asked: Sequence[str]) -> list[Near]:
        directions = self._directions_of(asked)
        products = directions @ self._directions.T
        least = _SURELY_LESS * np.linalg.norm(directions, axis=1)[:, None] * self._lengths
        found = []
        for place, term in enumerate(asked):
            # Terms without a vector have no length, and no product either.
            near = np.flatnonzero((products[place] >= least[place]) & (products[place] > 0))
            [likeness] = self._likeness(directions[place : place + 1], near)
            best = np.argsort(-likeness, kind="stable")[: _NEAREST + 1]
            named = ((self._names[self._known[near[one]]], float(likeness[one])) for one in best)
            others = [(name, like) for name, like in named if name != term and like >= _LEAST_OF_NEAREST]
            found.append(tuple(others[:_NEAREST]))
        return found

    def _distinct(self, numbers: Codes) -> tuple[Numbers, Numbers]:
        """Return the places of the vectors of some terms, each once, and for each term its place there."""
        meaning = self._meaning.take(numbers)
        present = np.zeros(len(self._directions), dtype=np.bool_)
        present[meaning] = True
        theirs = np.flatnonzero(present)
        places = np.empty(len(self._directions), dtype=np.int64)
        places[theirs] = np.arange(len(theirs))
        return theirs, places.take(meaning)

    def _directions_of(self, asked: Sequence[str]) -> Vectors:
        return np.array([self._direction(term) for term in asked])

    def _direction_of(self, term: str) -> Vectors:
        direction: Vectors = self._vectors.directions(self._vectors.rows([term]))[0]
        return direction

    def _likeness(self, directions: Vectors, theirs: Numbers) -> Floats:
        """Return how alike directions are and those at places among all, (directions, theirs)."""
        found = cosines(directions, self._directions.take(theirs, axis=0), lengths=self._lengths[theirs])
        likeness: Floats = _GREATEST_LIKENESS * found**2
        likeness[found < _LEAST_COSINE] = 0
        return likeness
