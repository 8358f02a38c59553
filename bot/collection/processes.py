"""Work on all processors, its results in order, and no more of it in memory than is being worked on."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

_WAITING = 2
"""Results that may wait for an earlier one, beside those that processes are at."""


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worked_on(items: Iterable[T], work: Callable[[T], R], *, processes: int) -> Generator[R, None, None]:
    """Yield what some work makes of each item, in their order.

    What a process dies over is done in this one, as is everything where there is to be one alone. Processes
    end with this one, whatever ends it, and at once when what is returned is closed.

    Args:
        items: What is worked on; taken one by one.
        work: The work; it must be able to be pickled, as must items and results.
        processes: How many processes.
    """
    if processes == 1:
        yield from map(work, items)
        return
    # A process that is started anew carries no threads and no locks over, on any system.
    context = multiprocessing.get_context("spawn")
    lifeline, held = context.Pipe(duplex=False)
    with lifeline, held:
        try:
            pool = ProcessPoolExecutor(
                processes, mp_context=context, initializer=_end_with, initargs=(lifeline,)
            )
        except (OSError, NotImplementedError):  # a system without what processes share
            yield from map(work, items)
            return
        try:
            yield from _in_order(pool, iter(items), work, waiting_at_most=processes + _WAITING)
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
    pool: ProcessPoolExecutor, items: Iterator[T], work: Callable[[T], R], *, waiting_at_most: int
) -> Iterator[R]:
    waiting: deque[tuple[T, Future[R] | None]] = deque()
    for item in items:
        waiting.append((item, _submitted(pool, work, item)))
        if len(waiting) >= waiting_at_most:
            yield _result(*waiting.popleft(), work)
    for item, future in waiting:
        yield _result(item, future, work)


def _submitted(pool: ProcessPoolExecutor, work: Callable[[T], R], item: T) -> Future[R] | None:
    try:
        with _uninterrupted():
            return pool.submit(work, item)
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


def _result(item: T, future: Future[R] | None, work: Callable[[T], R]) -> R:
    try:
        return work(item) if future is None else future.result()
    except BrokenProcessPool:
        return work(item)
