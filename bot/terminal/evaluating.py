"""``eval``: measures retrieval and coverage on a question set."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evaluation.question_set import read
from bot.evaluation.run import DEPTH, evaluate
from bot.terminal.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.evaluation.run import Report
    from bot.terminal.invocation import Invocation

_DECIMALS = 4


def print_evaluation(invocation: Invocation, path: str, floors: Mapping[str, float]) -> bool:
    """Run a question set and print its figures; return whether none lies below its floor."""
    questions = read(Path(path))
    started = time.perf_counter()
    assistant = invocation.assistant
    build_seconds = time.perf_counter() - started
    report = evaluate(assistant, questions, depth=invocation.passages or DEPTH)
    figures = _figures(report, build_seconds)
    if invocation.json:
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        for name, figure in figures.items():
            sys.stdout.write(f"{name:<24} {_readable(figure)}\n")
    if report.unknown_gold:
        lines = ", ".join(map(str, report.unknown_gold[:10]))
        _say(f"{path}: no passage holds the gold text of line {lines}; it counts as not found")
    below = [name for name, floor in floors.items() if _below(figures[name], floor)]
    for name in below:
        _say(f"{name} is {_readable(figures[name])}, below {floors[name]:g}")
    return not below


def _figures(report: Report, build_seconds: float) -> dict[str, object]:
    figures: dict[str, object] = dataclasses.asdict(report) | {"build_seconds": build_seconds}
    del figures["unknown_gold"]
    return {name: _rounded(figure) for name, figure in figures.items()}


def _rounded(figure: object) -> object:
    match figure:
        case float():
            return round(figure, _DECIMALS)
        case dict():
            return {name: _rounded(value) for name, value in figure.items()}
        case _:
            return figure


def _below(figure: object, floor: float) -> bool:
    """Whether a figure misses its floor; one that the set cannot give does."""
    return not isinstance(figure, float) or figure < floor


def _readable(figure: object) -> str:
    match figure:
        case None:
            return "no such questions"
        case dict():
            return "  ".join(f"{name} {value}" for name, value in figure.items())
        case _:
            return str(figure)


def _say(message: str) -> None:
    sys.stderr.write(f"meeting-bot: {one_line(message)}\n")
