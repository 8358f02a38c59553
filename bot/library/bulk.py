"""Reading many files on all processors, in order, with little of it in memory at a time."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

    from bot.library.file_reader import Asked, FileRead

    Files = Sequence[Asked]

_LEAST_AT_ONCE, _MOST_AT_ONCE = 1 << 19, 4 << 20
"""Bytes of files that a process reads at once."""

_CHUNKS_A_PROCESS = 4
"""So that all processes are done at about the same time."""

_WORTH_PROCESSES = 8 << 20
"""Bytes of files from which on starting processes takes less than it saves."""

_MEGABYTES_A_PROCESS = 200
_WAITING = 2
"""Results that may wait for an earlier one, beside those that processes are at."""


class Reader(Protocol):
    """Reads files; can be pickled."""

    def read(self, files: Files) -> list[FileRead]:
        """Return what came of each file, in order."""
        ...


def read_all(files: Files, reader: Reader, *, megabytes_at_most: int) -> Generator[FileRead, None, None]:
    """Yield what came of each file, in their order.

    What a process dies over is read in this one, as is everything where there is to be one alone. Processes
    end with this one, whatever ends it, and at once when what is returned is closed.

    Args:
        files: The files.
        reader: Reads them.
        megabytes_at_most: How much memory the processes may take together, about.
    """
    size = sum(file.seen[0] for file, _ in files)
    processes = min(_processors(), max(1, megabytes_at_most // _MEGABYTES_A_PROCESS))
    if size < _WORTH_PROCESSES:
        processes = 1
    chunks = _together(files, at_once=size // (processes * _CHUNKS_A_PROCESS))
    if processes == 1:
        for chunk in chunks:
            yield from reader.read(chunk)
        return
    for found in _in_processes(chunks, reader, processes):
        yield from found


def _together(files: Files, *, at_once: int) -> Iterator[Files]:
    """Yield the files in order, about so many bytes of them at once."""
    enough = min(max(at_once, _LEAST_AT_ONCE), _MOST_AT_ONCE)
    together: list[Asked] = []
    size = 0
    for asked in files:
        together.append(asked)
        size += asked[0].seen[0]
        if size >= enough:
            yield together
            together, size = [], 0
    if together:
        yield together


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(chunks: Iterator[Files], reader: Reader, processes: int) -> Iterator[list[FileRead]]:
    # A process that is started anew carries no threads and no locks over, on any system.
    context = multiprocessing.get_context("spawn")
    lifeline, held = context.Pipe(duplex=False)
    with lifeline, held:
        try:
            pool = ProcessPoolExecutor(
                processes, mp_context=context, initializer=_end_with, initargs=(lifeline,)
            )
        except (OSError, NotImplementedError):  # a system without what processes share
            yield from map(reader.read, chunks)
            return
        try:
            yield from _in_order(pool, chunks, reader, waiting_at_most=processes + _WAITING)
        except BaseException:
            held.close()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def _end_with(lifeline: Connection) -> None:
    """End this process when the other end of a pipe is closed, or the process that has it is no more."""

    def wait() -> None:
        with contextlib.suppress(EOFError, OSError):
            lifeline.recv()
        os._exit(1)

    with contextlib.suppress(RuntimeError):  # no more threads may be started
        threading.Thread(target=wait, name="lifeline", daemon=True).start()


def _in_order(
    pool: ProcessPoolExecutor, chunks: Iterator[Files], reader: Reader, *, waiting_at_most: int
) -> Iterator[list[FileRead]]:
    waiting: deque[tuple[Files, Future[list[FileRead]] | None]] = deque()
    for chunk in chunks:
        waiting.append((chunk, _submitted(pool, reader, chunk)))
        if len(waiting) >= waiting_at_most:
            yield _result(*waiting.popleft(), reader)
    while waiting:
        yield _result(*waiting.popleft(), reader)


def _submitted(pool: ProcessPoolExecutor, reader: Reader, chunk: Files) -> Future[list[FileRead]] | None:
    try:
        with _uninterrupted():
            return pool.submit(reader.read, chunk)
    except (OSError, RuntimeError):  # it is broken, or no more processes or threads may be started
        return None


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let a Ctrl-C wait, and never reach the processes that are started meanwhile: this one ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _result(chunk: Files, future: Future[list[FileRead]] | None, reader: Reader) -> list[FileRead]:
    try:
        return reader.read(chunk) if future is None else future.result()
    except BrokenProcessPool:
        return reader.read(chunk)
