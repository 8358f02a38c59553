"""Saying how far long work is, without knowing who listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class Track(Protocol):
    """Passes items on, one by one, and may tell somebody how many have gone by."""

    def __call__(self, items: Iterable[T], *, doing: str, total: int | None) -> Iterable[T]:
        """Return the items.

        Args:
            items: What is worked on.
            doing: What is done, for a person, such as ``indexing``.
            total: How many items there are; None where that is not known.
        """
        ...


def untracked(items: Iterable[T], *, doing: str, total: int | None) -> Iterable[T]:
    """Pass items on and tell nobody."""
    del doing, total
    return items
