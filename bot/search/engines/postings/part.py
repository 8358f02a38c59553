"""A segment as part of a collection: which of its passages are still there, and which may be found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bot.search.engines.postings.scoring import Scope
from bot.search.engines.postings.statistics import Statistics

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from bot.search.engines.passages import Mask
    from bot.search.engines.postings.segment import Segment
    from bot.search.filters import Filter


@dataclass(frozen=True, kw_only=True)
class Part:
    """A segment, some of whose passages may have been deleted.

    Attributes:
        segment: The segment.
        alive: For each of its passages whether it is still there.
        statistics: Those of the passages that are.
    """

    segment: Segment
    alive: Mask
    statistics: Statistics

    @classmethod
    def whole(cls, segment: Segment) -> Part:
        """Make the part of a segment from which nothing has been deleted."""
        total_length = int(segment.lengths.sum(dtype=np.int64))
        statistics = Statistics(passages=len(segment.passages), total_length=total_length)
        return cls(
            segment=segment, alive=np.ones(len(segment.passages), dtype=np.bool_), statistics=statistics
        )

    def without(self, numbers: Collection[int]) -> Part:
        """Delete passages by their numbers; those that are not there are passed over."""
        places = np.unique(self.segment.passages.places_of(numbers))
        places = places[self.alive[places]]
        if not len(places):
            return self
        alive = self.alive.copy()
        alive[places] = False
        deleted = Statistics(
            passages=len(places), total_length=int(self.segment.lengths[places].sum(dtype=np.int64))
        )
        return Part(segment=self.segment, alive=alive, statistics=self.statistics - deleted)

    @property
    def deleted(self) -> int:
        """How many of the passages are there no more."""
        return len(self.alive) - self.statistics.passages

    def frequency(self, row: int) -> int:
        """Return how many of the passages that are there have a term, by the row that the term has or -1."""
        if row < 0:
            return 0
        places = self.segment.places[self.segment.list_of(row)]
        if not self.deleted:
            return len(places)
        at = np.searchsorted(places, self._deleted_ranges)
        return len(places) - int((at[1::2] - at[::2]).sum())

    def scope(self, within: Filter) -> Scope:
        """Return which of the passages that are there a filter lets be found."""
        return Scope.of(self.segment.passages.mask(within) & self.alive if within else self.alive)

    @cached_property
    def _deleted_ranges(self) -> NDArray[np.int32]:
        """Where runs of deleted passages begin and end; a document's stand together, so these are few."""
        edges = np.diff(self.alive, prepend=True, append=True)
        return np.flatnonzero(edges).astype(np.int32)
