"""The large index: the small one's scores to the last bit, at the speed of postings."""

from __future__ import annotations

import contextlib
import importlib.util
import threading
from typing import TYPE_CHECKING

import numpy as np

from bot.search.idf import lucene_idf
from bot.search.index import Hit
from bot.search.postings.model import WINDOW
from bot.search.postings.sweeping import sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from numpy.typing import NDArray

    from bot.search.postings.model import Counts, Floats, Numbers, Postings

_SEARCHES_BEFORE_COMPILING = 3
_WORTH_COMPILING = 5_000
"""Passages from which the compiled kernel saves enough to be worth its memory, a hundred megabytes."""

_LEAST_WALKED = 1e-100
"""Smaller factors could make an impact of 0, which the kernel takes for none."""

_EVERYWHERE = np.zeros(0, dtype=np.bool_)
_EVERYWHERE.setflags(write=False)


class PostingsIndex:
    """An index over postings, never changed. See `bot.search.index.Index`.

    It answers by numpy at first. A process that asks more than a few questions of many passages gets the
    compiled kernel as soon as a thread has it ready, where numba is installed: a single question never waits
    for its import, and none ever for its compiler. Both find the same.

    Args:
        postings: What is searched.
    """

    def __init__(self, postings: Postings) -> None:
        self.postings = postings
        self._walk: Callable[..., int] | None = None
        self._until_compiled = _SEARCHES_BEFORE_COMPILING
        self._counting = threading.Lock()

    def search(
        self, query: Mapping[str, float], *, limit: int, within: Collection[int] | None = None
    ) -> tuple[Hit, ...]:
        """Return the best passages that have a term of the query, best first."""
        postings = self.postings
        numbers = postings.vocabulary.numbers
        known = [(numbers[term], factor) for term, factor in query.items() if term in numbers]
        limit = min(limit, postings.passages)
        if not known or limit <= 0 or (within is not None and not within):
            return ()
        terms = np.array([number for number, _ in known], dtype=np.int64)
        factors = np.array([factor for _, factor in known], dtype=np.float64)
        allowed, first, last = self._filter(within)
        if self._walk is None or factors.min() < _LEAST_WALKED:
            self._compile_in_time()
            found, scores = sweep(
                postings, terms, factors, limit=limit, allowed=allowed, first=first, last=last
            )
        else:
            found, scores = self._walked(
                self._walk, terms, factors, limit=limit, allowed=allowed, first=first, last=last
            )
        return tuple(
            Hit(passage=passage, score=score)
            for passage, score in zip(found.tolist(), scores.tolist(), strict=True)
        )

    def compile(self) -> None:
        """Have the compiled kernel ready from now on; without numba, the same functions uncompiled."""
        from bot.search.postings.walking import walk

        if len(self.postings.vocabulary):
            # Compiles, or reads what was compiled before.
            self._walked(
                walk, np.zeros(1, dtype=np.int64), np.ones(1), limit=1, allowed=None, first=0, last=-1
            )
        self._walk = walk

    def idf(self, term: str) -> float:
        """Return a term's inverse document frequency: greatest for one that no passage has."""
        number = self.postings.vocabulary.numbers.get(term)
        return lucene_idf(self.postings.passages, 0) if number is None else float(self.postings.idf[number])

    def vocabulary(self) -> Collection[str]:
        """Return the terms that any passage has, in the order of first appearance."""
        return self.postings.vocabulary.names

    def idfs(self) -> Floats:
        """Return the inverse document frequency of each term of the vocabulary, in its order."""
        return self.postings.idf

    def __len__(self) -> int:
        """How many passages there are."""
        return self.postings.passages

    def __contains__(self, term: str) -> bool:
        """Whether any passage has the term."""
        return term in self.postings.vocabulary.numbers

    def _filter(self, within: Collection[int] | None) -> tuple[NDArray[np.bool_] | None, int, int]:
        """Return what may be found: a mask, or None for all, and the first and last passage."""
        if within is None:
            return None, 0, self.postings.passages - 1
        places = np.fromiter(within, dtype=np.int64, count=len(within))
        first, last = int(places.min()), int(places.max())
        allowed = np.zeros(self.postings.passages, dtype=np.bool_)
        allowed[places] = True
        if allowed[first : last + 1].all():
            return None, first, last
        allowed.setflags(write=False)
        return allowed, first, last

    def _walked(
        self,
        walk: Callable[..., int],
        terms: Counts,
        factors: Floats,
        *,
        limit: int,
        allowed: NDArray[np.bool_] | None,
        first: int,
        last: int,
    ) -> tuple[Numbers, Floats]:
        postings = self.postings
        found, scores = np.empty(limit, dtype=np.int32), np.empty(limit)
        count = walk(
            terms,
            factors,
            postings.idf[terms],
            postings.starts,
            postings.places,
            postings.grades,
            postings.saturation,
            postings.peaks,
            postings.rows,
            WINDOW,
            postings.window_starts,
            postings.window_peaks,
            _EVERYWHERE if allowed is None else allowed,
            first,
            last,
            found,
            scores,
        )
        return found[:count], scores[:count]

    def _compile_in_time(self) -> None:
        if self.postings.passages < _WORTH_COMPILING:
            return
        with self._counting:
            self._until_compiled -= 1
            is_time = self._until_compiled == 0
        if is_time and importlib.util.find_spec("numba") is not None:
            threading.Thread(target=self._compile_quietly, name="compile-search", daemon=True).start()

    def _compile_quietly(self) -> None:
        # Whatever is wrong with the compiler (a version that does not fit, say), numpy goes on answering.
        with contextlib.suppress(Exception):
            from bot.search.postings.compiled import can_compile

            if can_compile():
                self.compile()
