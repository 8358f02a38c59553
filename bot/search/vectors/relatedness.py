"""Which words mean nearly the same: the cosines of their vectors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bot.search.vectors.word_vectors import cosines, lengths_of, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.statistics import Statistics
    from bot.search.vectors.word_vectors import WordVectors

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Directions = NDArray[np.float32]

_GREATEST_LIKENESS = 0.95
"""Related words never count as the same word."""

_LEAST_COSINE = 0.2
"""Words less near each other are not related: of pairs of any words 1 in 20 are nearer."""

_LEAST_OF_NEAR = 0.25
_SURELY_LESS = 0.5
"""Words whose cosine is less are less alike than `_LEAST_OF_NEAR`, however it is rounded."""

_NEAREST = 4
_FEW = 512
"""Rows up to which a question is held against all that are present."""

_REMEMBERED_TERMS = 1 << 12

Near = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Terms of a question held against terms of passages.

    Attributes:
        asked: The vectors of the former, (asked, dimensions); all zeros where unknown.
        products: The products of the vectors of both, those of the latter as far as they tell what a sentence
            means (see `WordVectors.tell`), (asked, distinct).
        likeness: How alike they are, (asked, distinct): 0 where not related.
        places: Which of the distinct ones each of the latter is.
    """

    asked: Floats
    products: Floats
    likeness: Floats
    places: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Among:
    """Rows of the table of vectors that terms are held against, the last of them -1.

    Attributes:
        directions: Their directions, (rows, dimensions).
        lengths: The lengths of these, (rows,).
        told: How much each tells of what a sentence means, (rows,).
        place_of: For each row of the table, and last for -1, its place among these; the last for all others.
    """

    directions: Directions
    lengths: Directions
    told: Directions
    place_of: NDArray[np.int16]


class Relatedness:
    """Compares terms of questions with terms of a collection.

    The likeness of two terms is 0.95 times the square of their cosine: a square keeps the many words that are
    somewhat near from outweighing the few that are very near.

    Args:
        vectors: What terms mean.
        present: Which rows of their table are of terms that passages have, or had, (rows,).
    """

    def __init__(self, vectors: WordVectors, present: NDArray[np.bool_]) -> None:
        self._vectors = vectors
        self._present = present
        self._near: dict[str, Near] = {}
        self._direction = lru_cache(maxsize=_REMEMBERED_TERMS)(self._direction_of)

    @cached_property
    def _rows(self) -> Rows:
        return np.flatnonzero(self._present)

    @cached_property
    def _directions(self) -> Directions:
        return self._vectors.directions(self._rows)

    @cached_property
    def _lengths(self) -> Directions:
        return lengths_of(self._directions)

    def _direction_of(self, term: str) -> Directions:
        direction: Directions = self._vectors.directions(self._vectors.rows([term]))[0]
        return direction

    def compared(self, asked: Sequence[str], rows: Rows) -> Compared:
        """Return what terms have in common with terms of passages.

        Args:
            asked: The terms of the question.
            rows: The rows of those of the passages, all of them present; -1 for one that is not in the table.
        """
        return self._compared(asked, rows, self._few or self._among(_distinct(rows, len(self._vectors))))

    def _compared(self, asked: Sequence[str], rows: Rows, among: _Among) -> Compared:
        directions = np.array([self._direction(term) for term in asked])
        found = cosines(directions, among.directions, lengths=among.lengths)
        return Compared(
            asked=unit(directions).astype(np.float64),
            products=found * among.told,
            likeness=_likeness(found),
            places=among.place_of[rows].astype(np.int64),
        )

    @cached_property
    def _few(self) -> _Among | None:
        """All rows that are present, where they are so few that to look for those of passages takes longer."""
        return self._among(self._rows) if len(self._rows) <= _FEW else None

    def _among(self, distinct: Rows) -> _Among:
        rows = np.append(distinct, -1)
        place_of = np.full(len(self._vectors) + 1, len(distinct), dtype=np.int16)
        place_of[distinct] = np.arange(len(distinct), dtype=np.int16)
        directions = self._vectors.directions(rows)
        return _Among(
            directions=directions,
            lengths=lengths_of(directions),
            told=self._vectors.tell(rows),
            place_of=place_of,
        )

    def likeness(self, asked: Sequence[str], terms: Sequence[str]) -> Floats:
        """Return how alike terms are, (asked, terms): 0 where not related, and for the same word too."""
        rows = self._vectors.rows(terms)
        compared = self._compared(asked, rows, self._among(_distinct(rows, len(self._vectors))))
        return compared.likeness.take(compared.places, axis=1)

    def nearest(self, asked: Sequence[str], statistics: Statistics) -> list[Near]:
        """Return for each term those most like it that passages have, each with its likeness, best first.

        Of terms as like, the first in the alphabet come first.
        """
        fresh = [term for term in dict.fromkeys(asked) if term not in self._near]
        if len(self._near) + len(fresh) > _REMEMBERED_TERMS:
            # Another thread may be looking at what was known: so it is put aside, not emptied.
            self._near, fresh = {}, list(dict.fromkeys(asked))
        if fresh:
            found = self._near_of(fresh)
            statistics.look_up(name for near in found for name, _ in near)
            self._near.update(
                (term, tuple(one for one in near if one[0] in statistics)[:_NEAREST])
                for term, near in zip(fresh, found, strict=True)
            )
        return [self._near.get(term, ()) for term in asked]

    def _near_of(self, asked: Sequence[str]) -> list[Near]:
        directions = np.array([self._direction(term) for term in asked])
        products = directions @ self._directions.T
        least = _SURELY_LESS * np.linalg.norm(directions, axis=1)[:, None] * self._lengths
        # A term without a vector has no length, and no product either.
        near = (products >= least) & (products > 0)
        return [
            self._ordered(asked[at], directions[at], np.flatnonzero(near[at])) for at in range(len(asked))
        ]

    def _ordered(self, term: str, direction: Directions, places: Rows) -> Near:
        lengths = self._lengths.take(places)
        [found] = (
            _GREATEST_LIKENESS * cosines(direction[None], self._directions[places], lengths=lengths) ** 2
        )
        names = self._vectors.terms_of(self._rows[places])
        alike = ((-like, name) for name, like in zip(names, found.tolist(), strict=True))
        return tuple(
            (name, -less) for less, name in sorted(alike) if name != term and -less >= _LEAST_OF_NEAR
        )


def _distinct(rows: Rows, size: int) -> Rows:
    """Return rows of a table of some size, each once and -1 left out, in ascending order."""
    there = np.zeros(size + 1, dtype=np.bool_)
    there[rows] = True  # the last stands for -1
    return np.flatnonzero(there[:-1])


def _likeness(found: Floats) -> Floats:
    """Return how alike terms of some cosines are."""
    likeness: Floats = _GREATEST_LIKENESS * found**2
    likeness[found < _LEAST_COSINE] = 0
    return likeness
