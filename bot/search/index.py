"""What an index is, whichever engine serves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import numpy as np
    from numpy.typing import NDArray


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A passage that has at least one term of the query.

    Attributes:
        passage: The passage's position in the sequence that was indexed, from 0.
        score: How well it matches; greater is better, comparable within one query only.
    """

    passage: int
    score: float


class Index(Protocol):
    """Scores passages, each given as its sequence of terms, for queries of distinct, weighted terms."""

    def search(
        self, query: Mapping[str, float], *, limit: int, within: Collection[int] | None = None
    ) -> tuple[Hit, ...]:
        """Return the best passages that have a term of the query, best first.

        Equal scores stand in the order of the passages.

        Args:
            query: The terms asked for, each with the factor, above 0, by which it counts.
            limit: How many hits at most.
            within: The only passages to consider, or None for all.
        """
        ...

    def idf(self, term: str) -> float:
        """Return a term's inverse document frequency: greatest for one that no passage has."""
        ...

    def vocabulary(self) -> Collection[str]:
        """Return the terms that any passage has, in the order of their numbers."""
        ...

    def idfs(self) -> NDArray[np.float64]:
        """Return the inverse document frequency of each term by its number."""
        ...

    def __len__(self) -> int:
        """How many passages there are."""
        ...

    def __contains__(self, term: str) -> bool:
        """Whether any passage has the term."""
        ...
