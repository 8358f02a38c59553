"""What an engine is: it proposes passages for weighted terms, best first.

Terms are given by their numbers (`bot.store.numbers`), passages by theirs. Engines agree on the first
passages up to ties and rounding; the conformance suite says how far. Ranking reads the order, not the scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.search.filters import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from bot.search.filters import Filter

    Numbers = NDArray[np.int64]

NO_DATE = 0
"""The date of a passage whose document has none; other dates are proleptic Gregorian ordinals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Passages to be indexed, one after the other.

    Attributes:
        numbers: Their numbers, ascending, (passages,).
        terms: Their terms, with those of their context; `starts` is where those of each begin, and one more
            for the end.
        identifiers: The identifiers of the documents that they are of.
        documents: The place of each one's document in `identifiers`, (passages,).
        dates: The ordinal of each one's date, or `NO_DATE`, (passages,).
        speakers: The numbers of who speaks in them (`bot.store.numbers.number_of_speaker`);
            `speaker_starts` like `starts`.
    """

    numbers: Numbers
    terms: Numbers
    starts: Numbers
    identifiers: Sequence[str]
    documents: NDArray[np.int32]
    dates: NDArray[np.int32]
    speakers: Numbers
    speaker_starts: Numbers

    def __len__(self) -> int:
        return len(self.numbers)


class Engine(Protocol):
    """Proposes passages. It never changes: other passages make another engine. Any thread may ask it."""

    @property
    def count(self) -> int:
        """How many passages there are."""
        ...

    @property
    def mean_length(self) -> float:
        """How many terms a passage has in the mean; 1 where there is nothing to divide."""
        ...

    def search(self, query: Mapping[int, float], *, limit: int, within: Filter = EVERYTHING) -> Sequence[int]:
        """Return the numbers of the best passages that have a term of the query, best first.

        Args:
            query: The terms asked for, each with the factor, above 0, by which it counts.
            limit: How many at most.
            within: Which passages may be found.
        """
        ...

    def document_frequency(self, terms: Sequence[int]) -> Numbers:
        """Return how many passages have each term, (terms,)."""
        ...

    def changed(self, added: Batch, removed: Collection[int]) -> Engine:
        """Return an engine with some passages added and others, by their numbers, removed."""
        ...
