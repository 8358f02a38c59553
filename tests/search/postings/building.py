"""Postings of passages that a test writes as lists of terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.search.postings.index import PostingsIndex
from bot.search.postings.merging import merge
from bot.search.postings.runs import PASSAGES_A_RUN, runs
from bot.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.search.postings.model import Postings


def postings_of(
    passages: Sequence[Sequence[str]], *, k1: float = 1.2, b: float = 0.75, size: int = PASSAGES_A_RUN
) -> Postings:
    """Return the postings of passages, inverted so many at once."""
    numbers: dict[str, int] = {}
    flat = [numbers.setdefault(term, len(numbers)) for passage in passages for term in passage]
    starts = np.cumsum([0, *map(len, passages)], dtype=np.int64)
    found = list(runs(np.array(flat, dtype=np.int32), starts, size=size))
    return merge(found, Vocabulary(names=tuple(numbers)), k1=k1, b=b)


def in_runs(passages: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.75) -> PostingsIndex:
    """Build in runs of seven, as large collections are built in runs of thousands."""
    return PostingsIndex(postings_of(passages, k1=k1, b=b, size=7))


def compiled(passages: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.75) -> PostingsIndex:
    """Build at once, for the kernel that is compiled where numba is installed."""
    index = PostingsIndex(postings_of(passages, k1=k1, b=b))
    index.compile()
    return index
