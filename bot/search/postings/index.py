"""The large index: the small one's scores to the last bit, at the speed of postings."""

from __future__ import annotations

import contextlib
import importlib.util
import threading
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bot.search.index import Hit
from bot.search.postings import walking
from bot.search.postings.compiled import compiled_walk, loaded_walk
from bot.search.postings.part import Scored
from bot.search.postings.sweeping import Question, sweep
from bot.search.postings.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from bot.search.postings.model import Counts, Floats, Mask
    from bot.search.postings.part import Part
    from bot.search.postings.statistics import Statistics
    from bot.search.vocabulary import Vocabulary

_SEARCHES_BEFORE_COMPILING = 3
_WORTH_COMPILING = 1_000
"""Passages from which the compiled kernel saves enough to be worth its memory, fifty megabytes."""

_TERMS, _HITS = 64, 64
"""Terms and hits that every search has room for."""


class PostingsIndex:
    """An index over postings, never changed. See `bot.search.index.Index`.

    It answers by numpy at first. A process that asks more than a few questions of many passages gets the
    compiled kernel as soon as a thread has it ready, where numba is installed: no question ever waits for a
    compiler. Both find the same. Any number of threads may search at once; the kernel leaves them the
    interpreter.

    Args:
        parts: What is searched; numbers of passages are those of the parts.
        vocabulary: The terms by their numbers; it may know terms that no passage has.
        statistics: Facts of the passages that are there.
        k1: BM25's k1.
        b: BM25's b.
        order: For each number of a passage its place among passages of the same score, ascending within a
            part; None where that is the order of the numbers.
        may_compile: Whether to get the compiled kernel without being told to.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        vocabulary: Vocabulary,
        statistics: Statistics,
        k1: float,
        b: float,
        order: Counts | None = None,
        may_compile: bool = True,
    ) -> None:
        self.statistics = statistics
        self._names = vocabulary
        self._parts = [Scored.of(part, statistics, k1=k1, b=b) for part in parts]
        self._order = order
        self._end = max((part.first + part.postings.passages for part in parts), default=0)
        self._everywhere = None, 0, self._end - 1
        self._known: dict[str, tuple[int, float]] = {}
        self._walk: Callable[[Workspace], int] | None = None
        self._workspaces: list[Workspace] = []
        self._may_compile = may_compile
        self._until_compiled = _SEARCHES_BEFORE_COMPILING
        self._counting = threading.Lock()

    def search(
        self, query: Mapping[str, float], *, limit: int, within: Collection[int] | None = None
    ) -> tuple[Hit, ...]:
        """Return the best passages that have a term of the query, best first."""
        asked: list[float] = []
        for term, factor in query.items():
            known = self._known.get(term) or self._find(term)
            if known is not None:
                asked += known
                asked.append(factor)
        limit = min(limit, self.statistics.passages)
        if not asked or limit <= 0 or (within is not None and not within):
            return ()
        allowed, lowest, highest = self._everywhere if within is None else self._filter(within)
        walk = self._walk or self._walk_in_time()
        if walk is not None:
            workspace = self._workspace(len(asked), limit)
            workspace.ask(asked, limit=limit, lowest=lowest, highest=highest, allowed=allowed)
            hits = workspace.hits(walk(workspace))
            self._workspaces.append(workspace)
            if hits is not None:
                return hits
        return self._swept(Question.of(asked, limit=limit), allowed, lowest, highest)

    def compile(self) -> None:
        """Have the compiled kernel ready from now on; without numba, the same functions uncompiled.

        Raises:
            OSError, RuntimeError, subprocess.SubprocessError: There is a compiler that does not work.
        """
        walk = compiled_walk()
        if walk is None:
            self._walk = lambda workspace: walking.walk(*workspace.arrays_of_all_kinds)
        else:
            self._walk = lambda workspace: walk(*workspace.tables)

    def idf(self, term: str) -> float:
        """Return a term's inverse document frequency: greatest for one that no passage has."""
        found = self._find(term)
        return self.statistics.idf(None) if found is None else found[1]

    def vocabulary(self) -> Collection[str]:
        """Return the terms that any passage has, in the order of their numbers."""
        names = self._names.names
        return [names[number] for number in np.flatnonzero(self.statistics.frequencies).tolist()]

    def idfs(self) -> Floats:
        """Return the inverse document frequency of each term by its number."""
        return self._idfs

    @cached_property
    def _idfs(self) -> Floats:
        return self.statistics.idfs()

    def __len__(self) -> int:
        """How many passages there are."""
        return self.statistics.passages

    def __contains__(self, term: str) -> bool:
        """Whether any passage has the term."""
        return self._find(term) is not None

    def _find(self, term: str) -> tuple[int, float] | None:
        """Return the number of a term and its inverse document frequency, or None where no passage has it."""
        number = self._names.numbers.get(term)
        if number is None or not self.statistics.frequency(number):
            return None
        found = self._known[term] = number, self.statistics.idf(number)
        return found

    def _filter(self, within: Collection[int]) -> tuple[Mask | None, int, int]:
        """Return what may be found: a mask, or None for all, and the first and last passage."""
        places = np.fromiter(within, dtype=np.int64, count=len(within))
        lowest, highest = int(places.min()), int(places.max())
        allowed = np.zeros(self._end, dtype=np.bool_)
        allowed[places] = True
        if allowed[lowest : highest + 1].all():
            return None, lowest, highest
        return allowed, lowest, highest

    def _workspace(self, asked: int, limit: int) -> Workspace:
        """Return room for a question: what another one is done with, or new."""
        try:
            workspace = self._workspaces.pop()
        except IndexError:
            pass
        else:
            if asked <= workspace.room and limit <= workspace.limit:
                return workspace
        return Workspace(self._parts, self._order, terms=max(asked, _TERMS), limit=max(limit, _HITS))

    def _swept(self, question: Question, allowed: Mask | None, lowest: int, highest: int) -> tuple[Hit, ...]:
        found, scores = np.zeros(0, dtype=np.int64), np.zeros(0)
        for part in self._parts:
            first = max(0, lowest - part.first)
            last = min(part.postings.passages - 1, highest - part.first)
            if first > last:
                continue
            own, own_scores = sweep(
                part,
                question,
                allowed=part.allowed(allowed),
                first=first,
                last=last,
                reached=float(scores[-1]) if len(scores) == question.limit else 0.0,
            )
            found = np.concatenate([found, own + np.int64(part.first)])
            scores = np.concatenate([scores, own_scores])
            keys = found if self._order is None else self._order[found]
            best = np.lexsort((keys, -scores))[: question.limit]
            found, scores = found[best], scores[best]
        return tuple(map(Hit, found.tolist(), scores.tolist()))

    def _walk_in_time(self) -> Callable[[Workspace], int] | None:
        """Return the compiled kernel if it is loaded; see to it that it soon is where that is worth it."""
        if not self._may_compile or len(self) < _WORTH_COMPILING:
            return None
        if loaded_walk() is not None:
            self.compile()
            return self._walk
        with self._counting:
            self._until_compiled -= 1
            is_time = self._until_compiled == 0
        if is_time and importlib.util.find_spec("numba") is not None:
            threading.Thread(target=self._compile_quietly, name="compile-search", daemon=True).start()
        return None

    def _compile_quietly(self) -> None:
        # Whatever is wrong with the compiler (a version that does not fit, say), numpy goes on answering.
        with contextlib.suppress(Exception):
            self.compile()
