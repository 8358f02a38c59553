"""Reading many passages on all processors."""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from bot.search.ranking.reading import read
from bot.search.ranking.tables import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from bot.search.analysis import Analyzer
    from bot.search.ranking.passage_terms import PassageText
    from bot.search.ranking.tables import Tables

    Chunk = list[PassageText]

PASSAGES_A_CHUNK = 5_000

WORTH_PROCESSES = 20_000
"""Passages from which starting processes takes less than it saves."""


def read_on_all_processors(
    passages: Iterable[PassageText],
    *,
    size: int,
    analyzer: Callable[[], Analyzer],
    processes: int | None = None,
) -> Tables:
    """Return what `bot.search.ranking.reading.read` does.

    Only so many passages are held as the processes have before them, whatever the number of all.

    Args:
        passages: The passages, taken one by one.
        size: About how many there are.
        analyzer: Makes what makes their terms, once in each process; it must be able to be pickled.
        processes: How many processes; None for one a processor where there are many passages.
    """
    count = processes or (_processors() if size >= WORTH_PROCESSES else 1)
    if count == 1:
        return read(passages, analyzer())
    try:
        # A process that is started anew carries no threads and no locks over, on any system.
        pool = ProcessPoolExecutor(
            count,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(analyzer,),
        )
    except (OSError, NotImplementedError):  # a system without what processes share
        return read(passages, analyzer())
    with pool:
        parts = list(_parts(pool, iter(passages), analyzer, waiting_at_most=count + 2))
    return joined(parts or [read((), analyzer())])


def _parts(
    pool: ProcessPoolExecutor,
    passages: Iterator[PassageText],
    analyzer: Callable[[], Analyzer],
    *,
    waiting_at_most: int,
) -> Iterator[Tables]:
    """Yield the tables of chunks, in order; those that processes die over are read in this one."""
    waiting: deque[tuple[Chunk, Future[Tables] | None]] = deque()
    chunks = _chunks(passages)
    for chunk in itertools.chain(chunks, itertools.repeat(None)):
        if chunk is not None:
            waiting.append((chunk, _submitted(pool, chunk)))
        elif not waiting:
            return
        if chunk is None or len(waiting) >= waiting_at_most:
            yield _result(*waiting.popleft(), analyzer)


def _submitted(pool: ProcessPoolExecutor, chunk: Chunk) -> Future[Tables] | None:
    try:
        return pool.submit(_read, chunk)
    except BrokenProcessPool:
        return None


def _result(chunk: Chunk, future: Future[Tables] | None, analyzer: Callable[[], Analyzer]) -> Tables:
    try:
        return read(chunk, analyzer()) if future is None else future.result()
    except BrokenProcessPool:
        return read(chunk, analyzer())


def _chunks(passages: Iterator[PassageText]) -> Iterator[Chunk]:
    while chunk := list(itertools.islice(passages, PASSAGES_A_CHUNK)):
        yield chunk


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_ANALYZERS: list[Analyzer] = []
"""In a process of the pool: its analyzer."""


def _start(analyzer: Callable[[], Analyzer]) -> None:
    _ANALYZERS.append(analyzer())


def _read(chunk: Chunk) -> Tables:
    return read(chunk, _ANALYZERS[0])
