"""Which words mean nearly the same: the cosines of their vectors."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.vectors.word_vectors import WordVectors

    Numbers = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Vectors = NDArray[np.float32]

_LEAST_COSINE = 0.2
"""Words less near each other are not related: of pairs of any words 1 in 20 are nearer."""

_GREATEST_LIKENESS = 0.95
"""Related words never count as the same word."""

_NEAREST = 4
_LEAST_OF_NEAREST = 0.25
_REMEMBERED_TERMS = 1 << 12


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
        self._rows = vectors.rows(names)
        self._known = np.flatnonzero(self._rows >= 0)
        # Only English terms have vectors, and of those there are not many: the last is for all others.
        self._meanings = vectors.vectors(np.append(self._rows[self._known], -1))
        self._meaning = np.full(len(self._rows), len(self._known))
        self._meaning[self._known] = np.arange(len(self._known))
        self.nearest = lru_cache(maxsize=_REMEMBERED_TERMS)(self._nearest)

    def likeness(self, asked: Sequence[str], numbers: Numbers) -> Floats:
        """Return how alike terms are, (asked, numbers): 0 where not related, and for the same word too."""
        theirs, inverse = np.unique(numbers, return_inverse=True)
        return self._likeness(asked, self._rows[theirs])[:, inverse]

    def meanings(self, numbers: Numbers) -> Vectors:
        """Return the vectors of terms of the collection, (numbers, dimensions); all zeros where unknown."""
        meanings: Vectors = self._meanings[self._meaning[numbers]]
        return meanings

    def meanings_of(self, asked: Sequence[str]) -> Vectors:
        """Return the vectors of any terms, (asked, dimensions); all zeros where unknown."""
        return self._vectors.vectors(self._vectors.rows(asked))

    def _nearest(self, term: str) -> tuple[tuple[str, float], ...]:
        """Return the terms of the collection most like a term, each with its likeness, best first."""
        likeness = self._likeness([term], self._rows[self._known])[0]
        best = np.argsort(-likeness, kind="stable")[: _NEAREST + 1]
        found = ((self._names[self._known[place]], float(likeness[place])) for place in best)
        near = [(name, like) for name, like in found if name != term and like >= _LEAST_OF_NEAREST]
        return tuple(near[:_NEAREST])

    def _likeness(self, asked: Sequence[str], rows: Numbers) -> Floats:
        cosines = self._vectors.cosines(self._vectors.rows(asked), rows)
        likeness: Floats = _GREATEST_LIKENESS * cosines**2
        likeness[cosines < _LEAST_COSINE] = 0
        return likeness
