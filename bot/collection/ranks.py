"""The order of documents as numbers that leave room for others between them."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_ROOM = 10
"""Bits of a rank for documents between two that were there first: a thousand."""

PLACES = 31
"""Bits of a passage's key for its place in its document; the rank of the document stands above."""


def first_ranks(documents: int) -> Numbers:
    """Return the ranks of the documents of a first segment, in order."""
    return np.arange(1, documents + 1, dtype=np.int64) << _ROOM


def ranks_between(known: Mapping[str, int], added: Iterable[str]) -> dict[str, int] | None:
    """Return a rank for each of some documents, or None where there is no room left for one.

    Args:
        known: The ranks of other documents, in their order.
        added: The identifiers of the documents, which are in the order of identifiers too.
    """
    names, ranks = list(known), [0, *known.values()]
    found: dict[str, int] = {}
    for at, several in groupby(sorted(added), key=partial(bisect_left, names)):
        own = list(several)
        below = ranks[at]
        room = ranks[at + 1] - below if at < len(names) else (len(own) + 1) << _ROOM
        if room <= len(own):
            return None
        found.update(
            (name, below + room * place // (len(own) + 1)) for place, name in enumerate(own, start=1)
        )
    return found
