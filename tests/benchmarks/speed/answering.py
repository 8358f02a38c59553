"""Whole answers in a process of their own: coverage, quotes, citations and marks, not the search alone.

python -m tests.benchmarks.speed.answering WORK SIZE
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot import app
from bot.search.engines.postings.engine import PostingsEngine
from tests.benchmarks.speed.memory import settled
from tests.benchmarks.speed.searching import asked_for, quantile, rounds, say
from tests.benchmarks.speed.work import Work

if TYPE_CHECKING:
    from bot.answers.assistant import Assistant

_QUESTIONS_OF_ARTICLE = "us-japan-2plus2.questions.jsonl"
_ROUNDS_OF_ARTICLE = 10


def main() -> None:
    """Measure answers from a library whose index was kept or, with a size of 0, from the shipped article."""
    folder, size = Path(sys.argv[1]), int(sys.argv[2])
    if size == 0:
        article()
        return
    work = Work(folder)
    questions = work.questions()
    before = settled()
    say(phase="open")
    started = time.perf_counter()
    assistant = answering(work.library(size))
    say(phase="ask", opened=time.perf_counter() - started)
    engine = assistant.library.engine
    if isinstance(engine, PostingsEngine) and importlib.util.find_spec("numba") is not None:
        engine.kernel.compile()  # as in any process after the first few seconds on a machine
    rounds(assistant.ask, questions, before)


def answering(folder: Path) -> Assistant:
    """Return what answers from a folder of documents."""
    return app.open_service(Work.settings(folder)).current


def article() -> None:
    """Ask the shipped article its own questions."""
    ask = answering(app.shipped_corpus()).ask
    lines = (app.shipped_corpus() / _QUESTIONS_OF_ARTICLE).read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    best = []
    for number in range(1, _ROUNDS_OF_ARTICLE + 1):
        times = asked_for(ask, questions, float("inf"))
        if number > 1:
            best.append(times)
    # Of each question its least: how long it takes when nothing else is done on the machine.
    least = sorted(map(min, zip(*best, strict=True)))
    say(p50=quantile(least, 0.5), p99=quantile(least, 0.99), asked=len(questions))


if __name__ == "__main__":
    main()
