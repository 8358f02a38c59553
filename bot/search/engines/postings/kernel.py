"""Which search of a segment is used: numpy's at first, the compiled one as soon as a thread has it ready."""

from __future__ import annotations

import contextlib
import importlib.util
import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.search.engines.postings import numpy_search
from bot.search.engines.postings.merging import merge
from bot.search.engines.postings.scoring import Best, Lists, Query, Scope
from bot.search.engines.postings.statistics import Bm25

if TYPE_CHECKING:
    from bot.search.engines.postings.scoring import Search

_WORTH_COMPILING = 1_000
"""Passages from which the compiled search saves enough to be worth its memory, some eighty megabytes."""

_SEARCHES_BEFORE_COMPILING = 3


class Kernel:
    """Searches segments. Engines that come of one another share one; any thread may use it.

    A process that asks more than a few questions of many passages gets the compiled search, where numba is
    installed: compiling takes seconds the first time and a fraction of one from then on, which no question
    waits for. Both searches find the same.

    Args:
        compiles: Whether to get the compiled search without being told to.

    Attributes:
        search: The search to use now.
    """

    def __init__(self, *, compiles: bool = True) -> None:
        self.search: Search = numpy_search.search
        self._until_compiled = _SEARCHES_BEFORE_COMPILING if compiles else 0
        self._counting = threading.Lock()

    def count_search(self, passages: int) -> None:
        """Note that so many passages are searched, and see to it that the compiled search comes in time."""
        if self._until_compiled <= 0 or passages < _WORTH_COMPILING:
            return
        with self._counting:
            self._until_compiled -= 1
            is_time = self._until_compiled == 0
        if is_time and importlib.util.find_spec("numba") is not None:
            threading.Thread(target=self._compile_quietly, name="compile-search", daemon=True).start()

    def compile(self) -> None:
        """Have the compiled search ready from now on.

        Raises:
            ImportError: numba is not installed.
            Exception: Whatever numba raises where it does not work here.
        """
        self.search = compiled_search()

    def _compile_quietly(self) -> None:
        # Whatever is wrong with the compiler (a version that does not fit, say), numpy goes on answering.
        with contextlib.suppress(Exception):
            self.compile()


def compiled_search() -> Search:
    """Return the search of `maxscore`, compiled now or from numba's cache."""
    import numba

    from bot.search.engines.postings.kernel_cache import cache_folder

    folder = cache_folder()
    config: Any = numba.config
    before = config.CACHE_DIR
    try:
        from bot.search.engines.postings.maxscore import search

        if folder is not None and not search.signatures:
            # What `cache=True` does, were it known when the module is imported that there is a place for it.
            config.CACHE_DIR = str(folder)
            search.enable_caching()
    finally:
        config.CACHE_DIR = before
    segment = merge([], Bm25(k1=1, b=0))
    example = (
        Lists.of(segment, Bm25(k1=1, b=0), mean_length=1),
        Query(np.zeros(0, dtype=np.int64), np.zeros(0)),
        Scope.of(np.zeros(0, dtype=np.bool_)),
        Best.room(1),
    )
    search.compile(tuple(map(numba.typeof, example)))
    compiled: Search = search
    return compiled
