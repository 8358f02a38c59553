"""What an index is, whichever engine serves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that has at least one term of the query.

    Attributes:
        passage: The passage's position in the sequence that was indexed, from 0.
        score: How well it matches; greater is better, comparable within one query only.
    """

    passage: int
    score: float


class Index(Protocol):
    """Scores passages, each given as its sequence of terms, for queries of distinct terms."""

    def search(
        self, query: Sequence[str], *, limit: int, within: Collection[int] | None = None
    ) -> tuple[Hit, ...]:
        """Return the best passages that have a term of the query, best first.

        Equal scores stand in the order of the passages.

        Args:
            query: The terms asked for, each once.
            limit: How many hits at most.
            within: The only passages to consider, or None for all.
        """
        ...

    def shares(self, query: Sequence[str], passage: int) -> dict[str, float]:
        """Return what each term that the passage has adds to its score, in the query's order."""
        ...

    def greatest_score(self, query: Sequence[str]) -> float:
        """Return a score that no passage can exceed; terms that no passage has count as the rarest."""
        ...

    def idf(self, term: str) -> float:
        """Return a term's inverse document frequency: greatest for one that no passage has."""
        ...

    def vocabulary(self) -> Collection[str]:
        """Return the terms that any passage has, in the order of first appearance."""
        ...

    def __len__(self) -> int:
        """How many passages there are."""
        ...

    def __contains__(self, term: str) -> bool:
        """Whether any passage has the term."""
        ...
