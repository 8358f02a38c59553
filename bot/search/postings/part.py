"""A segment as part of a collection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.search.postings.statistics import saturations

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.search.postings.model import Floats, Mask, Postings
    from bot.search.postings.statistics import Statistics


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A segment of a collection.

    Attributes:
        postings: The segment.
        first: The number of its first passage in the collection; the others follow.
        alive: For each of its passages, whether it is still there; None where all are.
    """

    postings: Postings
    first: int
    alive: Mask | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A part, and what its postings add to a score as the collection is.

    Attributes:
        postings: The segment.
        first: The number of its first passage in the collection.
        alive: For each of its passages, whether it is still there; None where all are.
        saturation: The saturation of each grade.
        ceiling: The greatest saturation of each grade and those before it.
        rough: The saturation of each grade in 65,535ths of the greatest, rounded up.
    """

    postings: Postings
    first: int
    alive: Mask | None
    saturation: Floats
    ceiling: Floats
    rough: NDArray[np.uint16]

    @classmethod
    def of(cls, part: Part, statistics: Statistics, *, k1: float, b: float) -> Scored:
        """Return a part as BM25 scores it in a collection of these statistics."""
        pairs = part.postings.pairs
        saturation = saturations(pairs, k1=k1, b=b, mean_length=statistics.mean_length)
        ceiling: Floats = np.maximum.accumulate(saturation)
        top = np.max(saturation, initial=0.0) or 1.0
        rough = np.ceil(saturation / top * np.iinfo(np.uint16).max).astype(np.uint16)
        return cls(
            postings=part.postings,
            first=part.first,
            alive=part.alive,
            saturation=saturation,
            ceiling=ceiling,
            rough=rough,
        )

    def allowed(self, within: Mask | None) -> Mask | None:
        """Return which of its passages may be found, None for all.

        Args:
            within: The same of all numbers of the collection.
        """
        if within is None:
            return self.alive
        own = within[self.first : self.first + self.postings.passages]
        return own if self.alive is None else own & self.alive
