"""Room for a search to work in, made once and used again: the table that `walking.walk` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bot.search.index import Hit
from bot.search.postings import walking
from bot.search.postings.model import WINDOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.postings.model import Counts, Mask
    from bot.search.postings.part import Scored

    Arrays = list[NDArray[Any]]

_KINDS = 6
"""Kinds of numbers; the table is handed over once for each."""

_NOTHING = np.zeros(1, dtype=np.int64)
_NOTHING.setflags(write=False)


class Workspace:
    """What one search after another works in, never two at once.

    Args:
        parts: What is searched.
        order: The place of each passage in the order of equals, or None for that of their numbers.
        terms: How many terms a question may have.
        limit: How many hits may be sought.
    """

    def __init__(self, parts: Sequence[Scored], order: Counts | None, *, terms: int, limit: int) -> None:
        self.room, self.limit = walking.ASKED_A_TERM * terms, limit
        self._facts = np.array([0] * walking.HEAD_FACTS + [fact for one in parts for fact in _facts(one)])
        self._facts[walking.PARTS] = len(parts)
        self._facts[walking.ORDERED] = order is not None
        self._facts[walking.SIZE] = WINDOW
        self._asked = np.zeros(self.room)
        self._filtered = False
        self._found, self._scores = np.zeros(limit, dtype=np.int64), np.zeros(limit)
        head: Arrays = [self._facts, _NOTHING if order is None else order, _NOTHING]
        head += [self._asked, self._found, self._scores]
        head += [np.zeros(terms, dtype=np.int64) for _ in range(walking.TERM, walking.RANKS + 1)]
        head += [np.zeros(terms + 1) for _ in range(walking.FACTORS, walking.BELOW + 1)]
        head += [np.zeros(WINDOW), np.zeros(WINDOW + 1, dtype=np.uint32)]
        head += [np.zeros(WINDOW, dtype=np.uint16), np.zeros(terms, dtype=np.int64)]
        self._arrays: Arrays = [*head, *(array for one in parts for array in _arrays(one))]
        self._addresses = np.array([array.ctypes.data for array in self._arrays], dtype=np.int64)
        self.tables = (self._addresses.ctypes.data,) * _KINDS

    @property
    def arrays_of_all_kinds(self) -> tuple[Arrays, ...]:
        """The table as it is given to `walking.walk` where it is not compiled."""
        return (self._arrays,) * _KINDS

    def ask(
        self, asked: Sequence[float], *, limit: int, lowest: int, highest: int, allowed: Mask | None
    ) -> None:
        """Set what is asked; see `walking.walk`."""
        count = len(asked)
        self._asked[:count] = asked
        terms = count // walking.ASKED_A_TERM
        self._facts[walking.ASKING : walking.HIGHEST + 1] = terms, limit, lowest, highest
        if allowed is not None or self._filtered:
            self._allow(allowed)

    def hits(self, count: int) -> tuple[Hit, ...] | None:
        """Return the hits, given how many were found; None if the search could not be made."""
        if count < 0:
            return None
        return tuple(map(Hit, self._found[:count].tolist(), self._scores[:count].tolist()))

    def _allow(self, allowed: Mask | None) -> None:
        self._filtered = allowed is not None
        self._facts[walking.FILTERED] = self._filtered
        self._arrays[walking.ALLOWED] = _NOTHING if allowed is None else allowed
        self._addresses[walking.ALLOWED] = self._arrays[walking.ALLOWED].ctypes.data


def _facts(part: Scored) -> tuple[int, ...]:
    postings = part.postings
    return (
        part.first,
        postings.passages,
        len(postings.peaks),
        postings.terms is not None,
        postings.grades.dtype != np.uint16,
        part.alive is not None,
        len(part.ceiling),
    )


def _arrays(part: Scored) -> Arrays:
    postings = part.postings
    found: Arrays = [
        _NOTHING if postings.terms is None else postings.terms,
        postings.starts,
        postings.places,
        postings.grades,
        part.saturation,
        part.ceiling,
        postings.peaks,
        postings.rows,
        postings.window_starts.ravel(),
        postings.window_peaks.ravel(),
        _NOTHING if part.alive is None else part.alive,
        part.rough,
    ]
    # The compiler is told the kind of each, and that nothing lies between two numbers.
    return [np.ascontiguousarray(array) for array in found]
