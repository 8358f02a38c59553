"""Terms or words with their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Distinct names, the number of each being its place.

    Attributes:
        names: The names in the order of their numbers.
    """

    names: tuple[str, ...]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each name."""
        return {name: number for number, name in enumerate(self.names)}

    def __len__(self) -> int:
        """How many names there are."""
        return len(self.names)
