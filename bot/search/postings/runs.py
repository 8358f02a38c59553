"""Inverting passages by the thousand: a run is the postings of a few, to be merged with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bot.search.postings.model import Counts, Numbers

    Small = NDArray[np.unsignedinteger[Any]]

PASSAGES_A_RUN = 1 << 14
"""Inverting takes some thirty bytes for each of its terms; a place in so many needs two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The postings of consecutive passages, by term and then by passage, in as few bytes as may be.

    A posting's score depends on two numbers only, how often the term stands in the passage and how long the
    passage is; each pair of them is kept once.

    Attributes:
        passages: How many passages there are.
        terms: The numbers of the terms that the passages have, ascending.
        counts: How many postings each of them has.
        places: The passage of each posting, counted from the run's first.
        pairs: The distinct pairs: a row of frequencies and a row of lengths.
        pair_of: Which pair each posting has.
    """

    passages: int
    terms: Numbers
    counts: Counts
    places: Small
    pairs: Counts
    pair_of: Small


def runs(terms: Numbers, starts: Counts, *, size: int = PASSAGES_A_RUN) -> Iterator[Run]:
    """Yield the postings of passages, so many at once: inverting takes several times their own memory.

    Args:
        terms: The numbers of the terms of all passages, one passage after the other.
        starts: Where the terms of each passage begin; one more for the end.
        size: How many passages a run has.
    """
    for first in range(0, len(starts) - 1, size):
        bounds = starts[first : first + size + 1]
        yield _inverted(terms[bounds[0] : bounds[-1]], np.diff(bounds))


def _inverted(terms: Numbers, lengths: Counts) -> Run:
    size = len(lengths)
    # One number for term and passage: sorting it inverts the passages, and equals are occurrences.
    keys = terms.astype(np.int64)
    keys *= size
    keys += np.repeat(np.arange(size), lengths)
    keys.sort()
    postings, frequencies = _counted(keys)
    of_term, places = np.divmod(postings, size)
    distinct, counts = _counted(of_term)
    pairs, pair_of = _distinct_pairs(frequencies, lengths[places])
    return Run(
        passages=size,
        terms=distinct.astype(np.int32),
        counts=counts,
        places=_small(places, size),
        pairs=pairs,
        pair_of=_small(pair_of, pairs.shape[1]),
    )


def _counted(ascending: Counts) -> tuple[Counts, Counts]:
    """Return the distinct numbers of an ascending sequence, and how often each stands there."""
    first = np.ones(len(ascending), dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    return ascending[starts], np.diff(starts, append=len(ascending))


def _distinct_pairs(frequencies: Counts, lengths: Counts) -> tuple[Counts, Counts]:
    width = int(lengths.max(initial=0)) + 1
    keys, pair_of = np.unique(frequencies * width + lengths, return_inverse=True)
    return np.stack(np.divmod(keys, width)), pair_of


def _small(numbers: Counts, size: int) -> Small:
    """Return numbers below a size in as few bytes as it allows."""
    found: Small = numbers.astype(np.min_scalar_type(max(0, size - 1)))
    return found
