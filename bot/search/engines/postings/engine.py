"""The engine of large collections: a base segment, a small one of what came since, and what was deleted."""

from __future__ import annotations

import contextlib
import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bot.search.engines.postings import numpy_search
from bot.search.engines.postings.inverting import inverted
from bot.search.engines.postings.kernel import Kernel
from bot.search.engines.postings.merging import Source, merge
from bot.search.engines.postings.part import Part
from bot.search.engines.postings.scoring import Best, Lists, Query
from bot.search.engines.postings.segment import Segment
from bot.search.engines.postings.statistics import Bm25
from bot.search.filters import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.engines.postings.scoring import Scope
    from bot.search.engines.protocol import Batch
    from bot.search.filters import Filter

_MOST_CHANGES = 8_192
"""Passages that are added or deleted before a merge is due: by then, a change takes some 15 ms."""

_MOST_IN_ORDER = 1_000
"""Passages wanted up to which the compiled search, which puts them in order one by one, is the faster."""

_TERMS_REMEMBERED = 1 << 16
_FILTERS_REMEMBERED = 8


class _Term(NamedTuple):
    """A term's inverse document frequency, 0 where no passage has it, and its row in each part, or -1."""

    idf: float
    rows: tuple[int, ...]


class PostingsEngine:
    """Finds passages by MaxScore over posting lists. See `bot.search.engines.protocol.Engine`.

    There is a base segment of most passages, and a delta of those that were added since. A change shares the
    base, flags what is deleted there, and makes another delta. When a merge is due, `merged` makes an engine
    with a new base; it takes seconds where there are many passages, so it is for a thread of its own. What
    changes meanwhile is to be applied to the merged one too, in order.

    Args:
        base: Most passages.
        delta: The others.
        bm25: BM25's parameters.
        kernel: What searches segments.
    """

    def __init__(self, base: Part, delta: Part, *, bm25: Bm25, kernel: Kernel) -> None:
        self._base, self._delta = base, delta
        self._bm25, self.kernel = bm25, kernel
        self._statistics = base.statistics + delta.statistics
        self._parts = [part for part in (base, delta) if part.statistics.passages]
        self._lists = [Lists.of(part.segment, bm25, self._statistics.mean_length) for part in self._parts]
        self._known: dict[int, _Term] = {}
        self._scopes: dict[Filter, list[Scope]] = {}

    @classmethod
    def build(
        cls, batches: Iterable[Batch], *, k1: float, b: float, kernel: Kernel | None = None
    ) -> PostingsEngine:
        """Build the engine of passages.

        Args:
            batches: The passages, some thousand at once.
            k1: How soon further occurrences of a term stop counting; above 0.
            b: How much the length of a passage counts, from 0 to 1.
            kernel: What searches segments; a new one by default.
        """
        bm25 = Bm25(k1=k1, b=b)
        base = merge([*map(Source, inverted(batches))], bm25)
        _give_back_memory()
        return cls(Part.whole(base), _nothing(bm25), bm25=bm25, kernel=kernel or Kernel())

    @property
    def count(self) -> int:
        """How many passages there are."""
        return self._statistics.passages

    @property
    def mean_length(self) -> float:
        """How many terms a passage has in the mean; 1 where there is nothing to divide."""
        return self._statistics.mean_length

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The numbers of all passages that are there, ascending."""
        each = [part.segment.passages.numbers[part.alive] for part in (self._base, self._delta)]
        return np.sort(np.concatenate(each), kind="stable")

    def search(self, query: Mapping[int, float], *, limit: int, within: Filter = EVERYTHING) -> Sequence[int]:
        """Return the numbers of the best passages that have a term of the query, best first."""
        terms = self._weighted(query)
        limit = min(limit, self.count)
        if not terms or limit <= 0:
            return []
        self.kernel.count_search(self.count)
        search = self.kernel.search if limit <= _MOST_IN_ORDER else numpy_search.search
        found = []
        for part, scope in enumerate(self._scopes.get(within) or self._remembered(within)):
            own = [(weight, rows[part]) for weight, rows in terms if rows[part] >= 0]
            if own:
                best = Best.room(limit)
                count = search(self._lists[part], Query.of(own), scope, best)
                found.append((best.passages[:count], best.scores[:count]))
        return _merged(found, limit)

    def document_frequency(self, terms: Sequence[int]) -> NDArray[np.int64]:
        """Return how many passages have each term, (terms,)."""
        each = [sum(part.frequency(part.segment.row(term)) for part in self._parts) for term in terms]
        return np.array(each, dtype=np.int64)

    def changed(self, added: Batch, removed: Collection[int]) -> PostingsEngine:
        """Return an engine with some passages added and others, by their numbers, removed.

        Removed ones that are not there are passed over, and added ones take the place of those of their
        numbers: changes may be applied to an engine that knows some of them already.
        """
        gone = [*removed, *added.numbers.tolist()]
        base, delta = self._base.without(gone), self._delta.without(gone)
        if len(added) or delta.deleted:
            sources = [Source(delta.segment, delta.alive), *map(Source, inverted([added]))]
            delta = Part.whole(merge(sources, self._bm25))
        return PostingsEngine(base, delta, bm25=self._bm25, kernel=self.kernel)

    @property
    def needs_merge(self) -> bool:
        """Whether so much has changed since the base was made that a new one is due."""
        return max(self._delta.statistics.passages, self._base.deleted) > _MOST_CHANGES

    def merged(self) -> PostingsEngine:
        """Return an engine of the same passages with a new base and nothing beside it."""
        base = merge([Source(part.segment, part.alive) for part in self._parts], self._bm25)
        _give_back_memory()
        return PostingsEngine(Part.whole(base), _nothing(self._bm25), bm25=self._bm25, kernel=self.kernel)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return the base by names of arrays, to be kept; what was changed since it was made is not in it."""
        return self._base.segment.to_arrays()

    @classmethod
    def from_arrays(
        cls, arrays: Mapping[str, NDArray[Any]], *, k1: float, b: float, kernel: Kernel | None = None
    ) -> PostingsEngine:
        """Make an engine of a base that was kept.

        Raises:
            KeyError: An array is missing.
        """
        bm25 = Bm25(k1=k1, b=b)
        base = Part.whole(Segment.from_arrays(arrays))
        return cls(base, _nothing(bm25), bm25=bm25, kernel=kernel or Kernel())

    def _weighted(self, query: Mapping[int, float]) -> list[tuple[float, tuple[int, ...]]]:
        """Return the weight of each term that a passage has, ascending, with its rows."""
        weighted = []
        for term, factor in query.items():
            known = self._known.get(term) or self._look_up(term)
            if known.idf > 0:
                weighted.append((factor * known.idf, known.rows))
        weighted.sort()
        return weighted

    def _look_up(self, term: int) -> _Term:
        rows = tuple(part.segment.row(term) for part in self._parts)
        frequency = sum(part.frequency(row) for part, row in zip(self._parts, rows, strict=True))
        found = _Term(self._statistics.idf(frequency) if frequency else 0.0, rows)
        if frequency and len(self._known) < _TERMS_REMEMBERED:
            self._known[term] = found
        return found

    def _remembered(self, within: Filter) -> list[Scope]:
        """Return what a filter lets be found in each part, and remember it."""
        scopes = [part.scope(within) for part in self._parts]
        if len(self._scopes) >= _FILTERS_REMEMBERED:
            # Another thread may do the same at once; what is lost is made again.
            self._scopes = {}
        self._scopes[within] = scopes
        return scopes


def _give_back_memory() -> None:
    """Give what merging has freed back to the system: glibc keeps it, as something used lies behind it."""
    with contextlib.suppress(AttributeError, OSError, TypeError):  # there is another library of C
        ctypes.CDLL(None).malloc_trim(0)


def _nothing(bm25: Bm25) -> Part:
    return Part.whole(merge([], bm25))


def _merged(found: Sequence[tuple[NDArray[np.int64], NDArray[np.float64]]], limit: int) -> list[int]:
    """Return the passages of several parts, best first and of the same score by their numbers."""
    if len(found) == 1:
        numbers: list[int] = found[0][0].tolist()
        return numbers
    passages = np.concatenate([own for own, _ in found])
    scores = np.concatenate([own for _, own in found])
    best: list[int] = passages[np.lexsort((passages, -scores))][:limit].tolist()
    return best
