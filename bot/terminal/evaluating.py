"""``eval``: measures retrieval and coverage on a question set."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evaluation.question_set import read
from bot.evaluation.report import readable, report, to_facts, to_lines
from bot.evaluation.run import DEPTH, ask_all
from bot.terminal.output import printable, warn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.evaluation.comparison import Comparison
    from bot.evaluation.question_set import Question
    from bot.evaluation.run import Outcome
    from bot.terminal.invocation import Invocation

_FEW_FAILURES = 10
_FEW_LINES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of an evaluation besides its figures.

    Attributes:
        floors: The least value of each figure that has one.
        against: The file of another configuration to compare with, if any.
        plot: Where to write a picture, if anywhere.
        all_failures: Whether all questions that fail are shown, not only the first.
    """

    floors: Mapping[str, float]
    against: str | None = None
    plot: str | None = None
    all_failures: bool = False


def print_evaluation(invocation: Invocation, path: str, wanted: Wanted) -> bool:
    """Run a question set and print what came of it; return whether no figure lies below its floor."""
    questions = read(Path(path))
    other = _prepared(invocation, wanted)
    started = time.perf_counter()
    assistant = invocation.assistant
    build_seconds = time.perf_counter() - started
    outcomes = _asked(invocation, questions)
    found = report(assistant, outcomes, build_seconds=build_seconds)
    comparison = _compared(outcomes, other, questions) if other else None
    shown = None if wanted.all_failures else _FEW_FAILURES
    against = wanted.against or ""
    if invocation.json:
        facts = to_facts(found, shown=shown, comparison=comparison, against=against)
        sys.stdout.write(json.dumps(facts) + "\n")
    else:
        lines = to_lines(found, shown=shown, comparison=comparison, against=against)
        sys.stdout.writelines(f"{printable(line)}\n" for line in lines)
    if wanted.plot is not None:
        from bot.evaluation.plot import write_plot

        write_plot(Path(wanted.plot), outcomes)
    if found.unknown_gold:
        unknown = ", ".join(map(str, found.unknown_gold[:_FEW_LINES]))
        more = ", …" if found.unknown_gold[_FEW_LINES:] else ""
        warn(f"{path}: no passage holds the gold text of line {unknown}{more}; it counts as not found")
    return not _below(found.contract(), wanted.floors)


def _prepared(invocation: Invocation, wanted: Wanted) -> Invocation | None:
    """Return what runs the other configuration, if there is one.

    What is wrong with it, or with the file for the plot, is said before any question is asked.
    """
    if wanted.plot is not None:
        from bot.evaluation.plot import check_path

        check_path(Path(wanted.plot))
    if wanted.against is None:
        return None
    other = dataclasses.replace(invocation, config_path=wanted.against)
    other.settings  # noqa: B018 - reads them
    return other


def _asked(invocation: Invocation, questions: Sequence[Question]) -> tuple[Outcome, ...]:
    assistant, within = invocation.assistant, invocation.within
    shown = invocation.track(questions, doing="asking questions", total=len(questions))
    return ask_all(assistant, shown, depth=invocation.passages or DEPTH, within=within)


def _compared(here: Sequence[Outcome], other: Invocation, questions: Sequence[Question]) -> Comparison:
    from bot.evaluation.comparison import compare

    return compare(here, _asked(other, questions))


def _below(figures: Mapping[str, object], floors: Mapping[str, float]) -> bool:
    """Name the figures below their floors, as are those that the set cannot give; return whether any is."""
    below = False
    for name, floor in floors.items():
        figure = figures[name]
        if not isinstance(figure, float):
            warn(f"{name} has a floor, and the set has no questions for it")
        elif figure < floor:
            warn(f"{name} is {readable(figure)}, below {floor:g}")
        else:
            continue
        below = True
    return below
