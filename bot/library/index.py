"""The engine beside a store: opened from what was kept, kept in step, and merged in the background."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from bot.search.engines.postings.engine import PostingsEngine
    from bot.search.engines.protocol import Engine
    from bot.store.protocol import Store

EngineName = Literal["memory", "postings"]

POSTINGS_FROM = 200
"""Passages from which postings serve: from there on they are the faster engine in whole answers."""

_KEPT = "postings"
_SEQUENCE = "sequence"


class Index:
    """Holds the engine that finds the passages of a store.

    It is to be asked by one thread at a time; the engines that it gives may be asked by any.

    Args:
        store: Keeps the passages; it may be put elsewhere.
        wanted: The engine; "auto" to choose by the number of passages.
        k1, b: The parameters of BM25.
    """

    def __init__(
        self, store: Store, *, wanted: Literal["auto", "memory", "postings"], k1: float, b: float
    ) -> None:
        self.store = store
        self._wanted = wanted
        self._k1, self._b = k1, b
        self._sequence = 0
        self._merging: threading.Thread | None = None
        self._merged: tuple[PostingsEngine, int] | None = None
        self.engine: Engine = self._opened()

    def update(self) -> Engine:
        """Return the engine of the passages that the store has now."""
        if self._merged is not None:
            self.engine, self._sequence = self._merged
            self._merged = None
        changes = self.store.changes(after=self._sequence)
        if changes is None:
            self.engine = self._opened()
            return self.engine
        if len(changes.added) or changes.removed:
            self.engine = self.engine.changed(changes.added, changes.removed)
            self._sequence = changes.sequence
            if self.name != self._chosen(self.engine.count):
                self.engine = self._built()
            self._merge_if_due()
        return self.engine

    @property
    def name(self) -> EngineName:
        """The name of the engine."""
        from bot.search.engines.memory import MemoryEngine

        return "memory" if isinstance(self.engine, MemoryEngine) else "postings"

    def _chosen(self, passages: int) -> EngineName:
        if self._wanted != "auto":
            return self._wanted
        return "postings" if passages >= POSTINGS_FROM else "memory"

    def _opened(self) -> Engine:
        """Return the engine that was kept, brought up to date, or a new one."""
        arrays = None if self._wanted == "memory" else self.store.load_arrays(_KEPT)
        if arrays is None:
            return self._built()
        from bot.search.engines.postings.engine import PostingsEngine

        engine: Engine = PostingsEngine.from_arrays(arrays, k1=self._k1, b=self._b)
        sequence = int(arrays[_SEQUENCE][0])
        changes = self.store.changes(after=sequence)
        if changes is None:
            return self._built()
        self._sequence = changes.sequence
        if len(changes.added) or changes.removed:
            engine = engine.changed(changes.added, changes.removed)
        return engine if self._chosen(engine.count) == "postings" else self._built()

    def _built(self) -> Engine:
        """Return an engine of all passages; of postings, the segment is kept."""
        sequence = self.store.last_change()
        self._sequence = sequence
        if self._chosen(self.store.count_indexed()) == "memory":
            from bot.search.engines.memory import MemoryEngine

            return MemoryEngine.build(self.store.indexed(), k1=self._k1, b=self._b)
        from bot.search.engines.postings.engine import PostingsEngine

        engine = PostingsEngine.build(self.store.indexed(), k1=self._k1, b=self._b)
        self._keep(engine, sequence)
        return engine

    def _keep(self, engine: PostingsEngine, sequence: int) -> None:
        self.store.keep_arrays(_KEPT, {**engine.to_arrays(), _SEQUENCE: np.array([sequence])})

    def _merge_if_due(self) -> None:
        """Begin to merge the segments of the engine, if it is time and they are not being merged."""
        if self.name != "postings" or self._merging is not None:
            return
        from bot.search.engines.postings.engine import PostingsEngine

        engine, sequence = self.engine, self._sequence
        if not isinstance(engine, PostingsEngine) or not engine.needs_merge:
            return

        def merge() -> None:
            try:
                merged = engine.merged()
                self._keep(merged, sequence)
                self._merged = merged, sequence
            finally:
                self._merging = None

        self._merging = threading.Thread(target=merge, name="merge-segments", daemon=True)
        self._merging.start()
