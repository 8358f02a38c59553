"""Indexes over postings of passages that a test writes as lists of terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.search.postings.index import PostingsIndex
from bot.search.postings.merging import merge
from bot.search.postings.part import Part
from bot.search.postings.runs import PASSAGES_A_RUN, runs
from bot.search.postings.statistics import Statistics
from bot.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.postings.model import Postings


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """Passages as numbers of terms, one passage after the other, and where each begins."""

    terms: NDArray[np.int32]
    starts: NDArray[np.int64]

    def postings(self, terms: int | None, *, k1: float, b: float, size: int = PASSAGES_A_RUN) -> Postings:
        """Return their postings, inverted so many at once."""
        return merge([*runs(self.terms, self.starts, size=size)], terms=terms, k1=k1, b=b)

    def statistics(self) -> Statistics:
        return Statistics.of(self.terms, self.starts)


def numbered(passages: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Numbered:
    """Number the terms of passages by a vocabulary, which learns those that it does not know."""
    flat = [vocabulary.add(term) for passage in passages for term in passage]
    starts = np.cumsum([0, *map(len, passages)], dtype=np.int64)
    return Numbered(terms=np.array(flat, dtype=np.int32), starts=starts)


def index_of(
    passages: Sequence[Sequence[str]],
    k1: float = 1.2,
    b: float = 0.75,
    *,
    size: int = PASSAGES_A_RUN,
    may_compile: bool = False,
) -> PostingsIndex:
    """Return an index of a single part."""
    vocabulary = Vocabulary()
    found = numbered(passages, vocabulary)
    part = Part(postings=found.postings(len(vocabulary), k1=k1, b=b, size=size), first=0)
    return PostingsIndex(
        [part],
        vocabulary=vocabulary,
        statistics=found.statistics(),
        k1=k1,
        b=b,
        may_compile=may_compile,
    )


def in_runs(passages: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.75) -> PostingsIndex:
    """Build in runs of seven, as large collections are built in runs of thousands."""
    return index_of(passages, k1, b, size=7)


def compiled(passages: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.75) -> PostingsIndex:
    """Build at once, for the kernel that is compiled where numba is installed."""
    index = index_of(passages, k1, b)
    index.compile()
    return index


def in_parts(
    passages: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.75, size: int = 7
) -> PostingsIndex:
    """Build a first part with a row for every term, and others with rows for their own, so many a part."""
    vocabulary = Vocabulary()
    parts, statistics = [], Statistics.of(np.zeros(0, dtype=np.int32), np.zeros(1, dtype=np.int64))
    for first in range(0, max(1, len(passages)), size):
        found = numbered(passages[first : first + size], vocabulary)
        rows = None if first else len(vocabulary)
        parts.append(Part(postings=found.postings(rows, k1=k1, b=b), first=first))
        statistics += found.statistics()
    vocabulary.add("known, but in no passage")
    return PostingsIndex(parts, vocabulary=vocabulary, statistics=statistics, k1=k1, b=b, may_compile=False)


def in_compiled_parts(passages: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.75) -> PostingsIndex:
    """Build several parts for the kernel that is compiled where numba is installed."""
    index = in_parts(passages, k1, b)
    index.compile()
    return index
