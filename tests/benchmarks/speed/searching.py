"""One engine in a process of its own: built, then asked; prints what it finds as JSON, a line a phase.

python -m tests.benchmarks.speed.searching WORK ENGINE SIZE [--threads]
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.speed.engines import ENGINES
from tests.benchmarks.speed.memory import settled
from tests.benchmarks.speed.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WARMED_FOR = 20.0
"""Seconds that the first round takes at most: it is for caches, and all are equally warm in the second."""

ASKED_FOR = 60.0
"""Seconds that the second round takes at most; what was asked until then counts."""

ASKED_BEFORE_WEIGHING = 300
"""Questions after which an index holds what it needs in memory."""

THREADS = 8
_THREADS_FOR = 2.0


def main() -> None:
    """Measure one engine."""
    folder, name, size = sys.argv[1:4]
    work, engine = Work(Path(folder)), ENGINES[name]
    texts, questions = list(islice(work.texts(), int(size))), work.questions()
    before = settled()
    engine.prepare()
    say(phase="build", before=before)
    started = time.perf_counter()
    search = engine.build(texts)
    say(phase="ask", build=time.perf_counter() - started)
    rounds(search, questions, before)
    if "--threads" in sys.argv:
        say(**together(search, questions))


def say(**facts: str | float) -> None:
    """Tell the process that watches this one."""
    print(json.dumps(facts), flush=True)


def rounds(search: Callable[[str], object], questions: Sequence[str], before: float) -> None:
    """Ask twice, and say how long the second time took, in milliseconds, and what memory was added.

    Args:
        search: Is asked.
        questions: What is asked.
        before: The megabytes that this process held without what is asked.
    """
    stop = time.perf_counter() + WARMED_FOR
    asked_for(search, questions[:ASKED_BEFORE_WEIGHING], stop)
    say(memory=settled() - before)
    asked_for(search, questions[ASKED_BEFORE_WEIGHING:], stop)
    times = sorted(asked_for(search, questions, time.perf_counter() + ASKED_FOR))
    say(p50=quantile(times, 0.5), p99=quantile(times, 0.99), asked=len(times))


def asked_for(search: Callable[[str], object], questions: Sequence[str], stop: float) -> list[float]:
    """Ask one after the other until all are asked or it is too late; return milliseconds."""
    times: list[float] = []
    for question in questions:
        started = time.perf_counter()
        search(question)
        ended = time.perf_counter()
        times.append(1000 * (ended - started))
        if ended > stop:
            break
    return times


def quantile(times: Sequence[float], share: float) -> float:
    """Return the least of some sorted times that a share of them does not exceed."""
    return times[max(0, -int(-share * len(times) // 1) - 1)]


def together(search: Callable[[str], object], questions: Sequence[str]) -> dict[str, float]:
    """Return the questions a second of one thread and of several, the better of two turns of each."""
    one, several = 0.0, 0.0
    for _ in range(2):
        one = max(one, rate(search, questions, threads=1))
        several = max(several, rate(search, questions, threads=THREADS))
    return {"one": one, "several": several, "threads": THREADS, "cores": len(os.sched_getaffinity(0))}


def rate(search: Callable[[str], object], questions: Sequence[str], *, threads: int) -> float:
    """Return how many questions a second threads get answered, each beginning at another one."""
    counts = [0] * threads
    ready = threading.Barrier(threads + 1)
    stop = threading.Event()

    def ask(number: int) -> None:
        own = islice(cycle(questions), number * len(questions) // threads, None)
        ready.wait()
        while not stop.is_set():
            search(next(own))
            counts[number] += 1

    running = [threading.Thread(target=ask, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    ready.wait()
    started = time.perf_counter()
    stop.wait(_THREADS_FOR)
    total, seconds = sum(counts), time.perf_counter() - started
    stop.set()
    for thread in running:
        thread.join()
    return total / seconds


if __name__ == "__main__":
    main()
