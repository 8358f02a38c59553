"""Numbers by first appearance for things that were numbered in another order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Places = NDArray[np.int64]

_UNSEEN = -1


class Numbering:
    """Gives things the numbers of the order in which they are first met."""

    def __init__(self) -> None:
        self._numbers = np.full(1024, _UNSEEN, dtype=np.int32)
        self._order: list[int] = []

    def meet(self, things: Sequence[Numbers], places: Sequence[Places] | None = None) -> None:
        """Number the things that were not met before.

        Args:
            things: Things, by the numbers that they have, in one or several sequences.
            places: The place of each of them among those of all sequences, which says what comes first; None
                where there is one sequence, in order.
        """
        self._make_room(1 + max(int(sequence.max(initial=-1)) for sequence in things))
        unseen = [np.flatnonzero(self._numbers[sequence] == _UNSEEN) for sequence in things]
        new = np.concatenate([sequence[at] for sequence, at in zip(things, unseen, strict=True)])
        if places is not None:
            at = np.concatenate([place[at] for place, at in zip(places, unseen, strict=True)])
            new = new[np.argsort(at, kind="stable")]
        for thing in dict.fromkeys(new.tolist()):
            self._numbers[thing] = len(self._order)
            self._order.append(thing)

    def _make_room(self, size: int) -> None:
        if size > len(self._numbers):
            room = np.full(2 * size - len(self._numbers), _UNSEEN, dtype=np.int32)
            self._numbers = np.concatenate([self._numbers, room])

    def of(self, things: Numbers) -> Numbers:
        """Return the numbers of things that were met."""
        return self._numbers[things]

    def ordered(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the names of all things that were met, in the order of their numbers.

        Args:
            names: The names of things by the numbers that they had.
        """
        return tuple(names[thing] for thing in self._order)
