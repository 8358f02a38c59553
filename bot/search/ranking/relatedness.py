"""Which words mean nearly the same: the cosines of their vectors."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.search.ranking.english import GREATEST_LIKENESS, EnglishTerms
from bot.search.vectors.word_vectors import unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from numpy.typing import NDArray

    from bot.search.vectors.word_vectors import WordVectors

    Places = NDArray[np.int64]
    Codes = NDArray[np.signedinteger[Any]]
    Floats = NDArray[np.float64]

    class Terms(Protocol):
        """The terms that any passage has, as an index knows them."""

        def __contains__(self, term: str) -> bool:
            """Whether any passage has a term."""
            ...


_LEAST_COSINE = 0.2
"""Words less near each other are not related: of pairs of any words 1 in 20 are nearer."""

_NEAREST = 4
_NOTHING = np.zeros(0, dtype=np.int64)

Near = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What terms of a question have in common with terms of a collection.

    Attributes:
        asked: The vectors of the former, (asked, dimensions); all zeros where unknown.
        products: The products of the vectors of both, those of the latter as far as they tell what a sentence
            means (see `bot.search.ranking.meanings.telling`), (asked, distinct); of the latter, all that mean
            the same stand together, as those do that mean nothing.
        likeness: How alike they are, (asked, distinct): 0 where not related.
        places: Which of the distinct ones each of the latter is.
    """

    asked: Floats
    products: Floats
    likeness: Floats
    places: Places


class Relatedness:
    """Compares terms of questions with the terms of a collection.

    The likeness of two terms is 0.95 times the square of their cosine: a square keeps the many words that are
    somewhat near from outweighing the few that are very near.

    Args:
        vectors: What the terms mean.
        names: The terms of the collection, in the order of their numbers.
        after: What compares with the terms whose numbers come before, by the same vectors; what it knows is
            shared.
    """

    def __init__(
        self, vectors: WordVectors, names: Sequence[str], *, after: Relatedness | None = None
    ) -> None:
        self._english: EnglishTerms
        self._places: NDArray[np.int32]
        # Another of the same class.
        before = EnglishTerms(vectors, _NOTHING) if after is None else after._english  # noqa: SLF001
        self._english, places = before.extended(vectors.rows(names))
        self._places = places if after is None else np.concatenate([after._places, places])  # noqa: SLF001

    def extended(self, names: Sequence[str]) -> Relatedness:
        """Return what compares with further terms too, whose numbers follow."""
        return Relatedness(self._english.vectors, names, after=self)

    def __len__(self) -> int:
        """How many terms it compares with."""
        return len(self._places)

    def likeness(self, asked: Sequence[str], numbers: Codes) -> Floats:
        """Return how alike terms are, (asked, numbers): 0 where not related, and for the same word too."""
        theirs, places = self._distinct(numbers)
        return _likeness(self._english.cosines(self._english.asked(asked), theirs)).take(places, axis=1)

    def compared(self, asked: Sequence[str], numbers: Codes) -> Compared:
        """Return what terms have in common with terms of the collection."""
        theirs, places = self._distinct(numbers)
        directions = self._english.asked(asked)
        found = self._english.cosines(directions, theirs)
        return Compared(
            asked=unit(directions).astype(np.float64),
            products=found * self._english.telling.take(theirs),
            likeness=_likeness(found),
            places=places,
        )

    def nearest(self, asked: Sequence[str], present: Terms) -> list[Near]:
        """Return for each term those most like it, each with its likeness, best first.

        Of terms as like, the first in the alphabet come first.

        Args:
            asked: The terms.
            present: The terms that any passage has; others are passed over.
        """
        return [
            tuple(islice((one for one in near if one[0] in present), _NEAREST))
            for near in self._english.near(asked)
        ]

    def _distinct(self, numbers: Codes) -> tuple[Places, Places]:
        """Return the places of some terms among the English ones, each once, and the place there of each."""
        among = self._places.take(numbers)
        # The last is for -1: all terms that are not English.
        there = np.zeros(len(self._english) + 1, dtype=np.bool_)
        there[among] = True
        theirs = np.flatnonzero(there)
        places = np.empty(len(there), dtype=np.int64)
        places[theirs] = np.arange(len(theirs))
        return theirs, places.take(among)


def _likeness(found: Floats) -> Floats:
    """Return how alike terms of so great cosines are."""
    likeness: Floats = GREATEST_LIKENESS * found**2
    likeness[found < _LEAST_COSINE] = 0
    return likeness
