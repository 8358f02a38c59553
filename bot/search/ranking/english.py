"""The terms of a collection that are English words, with what their vectors say of them."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bot.search.ranking.meanings import telling
from bot.search.vectors.word_vectors import cosines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.vectors.word_vectors import WordVectors

    Rows = NDArray[np.int64]
    Places = NDArray[np.int64]
    Codes = NDArray[np.int32]
    Floats = NDArray[np.float64]
    Directions = NDArray[np.float32]

GREATEST_LIKENESS = 0.95
"""Related words never count as the same word."""

_LEAST_OF_NEAR = 0.25
_SURELY_LESS = 0.5
"""Words whose cosine is less are less alike than `_LEAST_OF_NEAR`, however it is rounded."""

_REMEMBERED_TERMS = 1 << 12

Alike = tuple[tuple[str, float], ...]


class EnglishTerms:
    """Terms that have vectors, and one without for all others, which is the last.

    Args:
        vectors: What the terms mean.
        rows: Their rows there, each once.
    """

    def __init__(self, vectors: WordVectors, rows: Rows) -> None:
        self.vectors = vectors
        self._rows = rows
        self._near: dict[str, Alike] = {}
        self._direction = lru_cache(maxsize=_REMEMBERED_TERMS)(self._direction_of)

    def __len__(self) -> int:
        return len(self._rows)

    def extended(self, rows: Rows) -> tuple[EnglishTerms, Codes]:
        """Return these terms with those of further rows, and the place of each of the rows there.

        It is -1 for -1, all terms without a vector. Without any that is new these terms are returned.
        """
        place_of = np.full(len(self.vectors) + 1, -1, dtype=np.int32)
        place_of[self._rows] = np.arange(len(self))
        there = np.zeros(len(place_of), dtype=np.bool_)
        there[rows] = True
        [fresh] = np.nonzero(there[:-1] & (place_of[:-1] < 0))
        if not len(fresh):
            return self, place_of[rows]
        place_of[fresh] = np.arange(len(self), len(self) + len(fresh))
        return EnglishTerms(self.vectors, np.concatenate([self._rows, fresh])), place_of[rows]

    @cached_property
    def _directions(self) -> Directions:
        return self.vectors.directions(np.append(self._rows, -1))

    @cached_property
    def _lengths(self) -> Directions:
        lengths: Directions = np.linalg.norm(self._directions, axis=1)
        return lengths

    @cached_property
    def telling(self) -> NDArray[np.float32]:
        """How much each term says of what a sentence means."""
        return telling(self.vectors.rarity(np.append(self._rows, -1)))

    def asked(self, terms: Sequence[str]) -> Directions:
        """Return the directions of terms of a question, (terms, dimensions)."""
        return np.array([self._direction(term) for term in terms])

    def _direction_of(self, term: str) -> Directions:
        direction: Directions = self.vectors.directions(self.vectors.rows([term]))[0]
        return direction

    def cosines(self, directions: Directions, places: Places) -> Floats:
        """Return the cosines between directions and these terms at places, (directions, places)."""
        return cosines(directions, self._directions.take(places, axis=0), lengths=self._lengths.take(places))

    def near(self, asked: Sequence[str]) -> list[Alike]:
        """Return for each term these that are much alike but itself, each with its likeness, best first.

        Of terms as like, the first in the alphabet come first.
        """
        known = self._near
        found = {term: near for term in asked if (near := known.get(term)) is not None}
        fresh = [term for term in dict.fromkeys(asked) if term not in found]
        if fresh:
            found.update(zip(fresh, self._near_of(fresh), strict=True))
            if len(known) > _REMEMBERED_TERMS:
                # Another thread may be looking at what was known: so it is put aside, not emptied.
                known = self._near = {}
            known.update((term, found[term]) for term in fresh)
        return [found[term] for term in asked]

    def _near_of(self, asked: Sequence[str]) -> list[Alike]:
        directions = self.asked(asked)
        products = directions @ self._directions.T
        least = _SURELY_LESS * np.linalg.norm(directions, axis=1)[:, None] * self._lengths
        # What has no vector has no length, and no product either.
        near = (products >= least) & (products > 0)
        return [
            self._ordered(asked[at], directions[at], np.flatnonzero(near[at])) for at in range(len(asked))
        ]

    def _ordered(self, term: str, direction: Directions, places: Places) -> Alike:
        [found] = GREATEST_LIKENESS * self.cosines(direction[None], places) ** 2
        names = self.vectors.terms_of(self._rows[places])
        alike = ((-like, name) for name, like in zip(names, found.tolist(), strict=True))
        return tuple(
            (name, -less) for less, name in sorted(alike) if name != term and -less >= _LEAST_OF_NEAR
        )
