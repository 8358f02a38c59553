"""One engine in a process of its own: built, then asked; prints what it finds as JSON, a line a phase.

python -m tests.benchmarks.speed.searching WORK ENGINE SIZE
"""

from __future__ import annotations

import json
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.speed.engines import ENGINES
from tests.benchmarks.speed.memory import settled
from tests.benchmarks.speed.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROUND = 20.0
"""Seconds that each of the rounds but the last takes at most."""

LAST_ROUND = 60.0
"""Seconds that the last round takes at most; what was asked until then counts."""

ASKED_BEFORE_WEIGHING = 300
"""Questions after which an index holds what it needs in memory."""

_ROUNDS = 3


def main() -> None:
    """Measure one engine."""
    folder, name, size = sys.argv[1:]
    work, engine = Work(Path(folder)), ENGINES[name]
    texts, questions = list(islice(work.texts(), int(size))), work.questions()
    before = settled()
    engine.prepare()
    say(phase="build", before=before)
    started = time.perf_counter()
    search = engine.build(texts)
    say(phase="ask", build=time.perf_counter() - started)
    rounds(search, questions, before)


def say(**facts: str | float) -> None:
    """Tell the process that watches this one."""
    print(json.dumps(facts), flush=True)


def rounds(search: Callable[[str], object], questions: Sequence[str], before: float) -> None:
    """Ask in rounds; say how long each question took at least, in milliseconds, and what memory was added.

    The least of several times is what a search takes when nothing else is done on the machine.

    Args:
        search: Is asked.
        questions: What is asked.
        before: The megabytes that this process held without what is asked.
    """
    stop = time.perf_counter() + ROUND
    asked_for(search, questions[:ASKED_BEFORE_WEIGHING], stop)
    say(memory=settled() - before)
    asked_for(search, questions[ASKED_BEFORE_WEIGHING:], stop)
    each = [asked_for(search, questions, time.perf_counter() + ROUND) for _ in range(_ROUNDS - 1)]
    each.append(asked_for(search, questions, time.perf_counter() + LAST_ROUND))
    # Those that a slow engine did not come to are not measured.
    least = sorted(map(min, zip(*each, strict=False)))
    say(p50=quantile(least, 0.5), p99=quantile(least, 0.99), asked=len(least))


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


if __name__ == "__main__":
    main()
