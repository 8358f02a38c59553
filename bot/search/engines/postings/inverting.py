"""Inverting passages: from the terms of each passage to the passages of each term."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.search.engines.passages import Passages
from bot.search.engines.postings.segment import PostingLists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.search.engines.protocol import Batch

    Integers = NDArray[np.int64]

RUN = 1 << 14
"""Passages that are inverted at once: inverting takes some fifty bytes for each of their terms."""


def inverted(batches: Iterable[Batch], *, run: int = RUN) -> Iterator[PostingLists]:
    """Yield the posting lists of passages, of some `run` passages at once.

    Raises:
        ValueError: The passages do not come in ascending order of their numbers.
    """
    gathered: list[Batch] = []
    last = np.zeros(0, dtype=np.int64)
    for batch in batches:
        if (np.diff(np.concatenate([last, batch.numbers])) <= 0).any():
            raise ValueError("passages must be indexed in ascending order of their numbers")
        last = batch.numbers[-1:] if len(batch) else last
        gathered.append(batch)
        if sum(map(len, gathered)) >= run:
            yield _run(gathered)
            gathered = []
    if gathered:
        yield _run(gathered)


def _run(batches: Sequence[Batch]) -> PostingLists:
    lengths = np.concatenate([np.diff(batch.starts) for batch in batches])
    occurring = np.concatenate([batch.terms for batch in batches])
    # A stable sort leaves the passages of a term in their order.
    order = np.argsort(occurring, kind="stable")
    occurring = occurring[order]
    places = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (occurring[1:] != occurring[:-1]) | (places[1:] != places[:-1])
    postings = np.flatnonzero(first)
    frequencies = np.diff(postings, append=len(order))
    occurring, places = occurring[postings], places[postings]
    starts = np.flatnonzero(np.diff(occurring, prepend=occurring[:1] - 1))
    pairs, grades = _graded(frequencies, lengths, places)
    return PostingLists(
        passages=Passages.of(batches),
        lengths=lengths.astype(np.int32),
        terms=occurring[starts],
        starts=np.append(starts, len(postings)),
        places=_small(places),
        grades=grades,
        pairs=pairs,
    )


def _graded(
    frequencies: Integers, lengths: Integers, places: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.uint16] | NDArray[np.uint32]]:
    """Return the distinct pairs of a frequency and a length, and which of them each posting has.

    The table of all that could be has at most twice as many cells as the passages have terms: k distinct
    frequencies are the work of k * (k + 1) / 2 terms, and so are k distinct lengths.
    """
    distinct_lengths, length_of = np.unique(lengths, return_inverse=True)
    distinct_frequencies = np.flatnonzero(np.bincount(frequencies))
    frequency_of = np.zeros(int(frequencies.max(initial=0)) + 1, dtype=np.int64)
    frequency_of[distinct_frequencies] = np.arange(len(distinct_frequencies))
    cell = frequency_of[frequencies] * len(distinct_lengths) + length_of[places]
    cells = np.zeros(len(distinct_frequencies) * len(distinct_lengths), dtype=np.bool_)
    cells[cell] = True
    row, column = np.divmod(np.flatnonzero(cells), len(distinct_lengths))
    pairs = np.stack([distinct_frequencies[row], distinct_lengths[column]]).astype(np.int32)
    return pairs, _small((np.cumsum(cells) - 1)[cell])


def _small(numbers: NDArray[np.integer]) -> NDArray[np.unsignedinteger]:
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))
