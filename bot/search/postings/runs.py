"""Inverting passages by the thousand: a run is the postings of a few, to be merged with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

PASSAGES_A_RUN = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The postings of consecutive passages, by term and then by passage.

    A posting's score depends on two numbers only, how often the term stands in the passage and how long the
    passage is; each pair of them is kept once.

    Attributes:
        terms: The numbers of the terms that the passages have, ascending.
        counts: How many postings each of them has.
        places: The passage of each posting, counted from the run's first.
        pairs: The distinct pairs: a row of frequencies and a row of lengths.
        pair_of: Which pair each posting has.
        lengths: How many terms each passage has, repetitions included.
    """

    terms: NDArray[np.int64]
    counts: NDArray[np.int64]
    places: NDArray[np.int32]
    pairs: NDArray[np.int64]
    pair_of: NDArray[np.int32]
    lengths: NDArray[np.int64]


def runs(terms: NDArray[np.int32], starts: NDArray[np.int64], *, size: int = PASSAGES_A_RUN) -> Iterator[Run]:
    """Yield the postings of passages, so many at once: inverting takes several times their own memory.

    Args:
        terms: The numbers of the terms of all passages, one passage after the other.
        starts: Where the terms of each passage begin; one more for the end.
        size: How many passages a run has.
    """
    for first in range(0, len(starts) - 1, size):
        bounds = starts[first : first + size + 1]
        yield _inverted(terms[bounds[0] : bounds[-1]], np.diff(bounds))


def _inverted(terms: NDArray[np.int32], lengths: NDArray[np.int64]) -> Run:
    size = len(lengths)
    # One number for term and passage: sorting it inverts the passages, and equals are occurrences.
    keys = terms.astype(np.int64) * size + np.repeat(np.arange(size), lengths)
    postings, frequencies = np.unique(keys, return_counts=True)
    places = postings % size
    pairs, pair_of = _distinct_pairs(frequencies.astype(np.int64), lengths[places])
    distinct, counts = np.unique(postings // size, return_counts=True)
    return Run(
        terms=distinct,
        counts=counts.astype(np.int64),
        places=places.astype(np.int32),
        pairs=pairs,
        pair_of=pair_of,
        lengths=lengths,
    )


def _distinct_pairs(
    frequencies: NDArray[np.int64], lengths: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    width = int(lengths.max(initial=0)) + 1
    keys, pair_of = np.unique(frequencies * width + lengths, return_inverse=True)
    return np.stack([keys // width, keys % width]), pair_of.astype(np.int32)
