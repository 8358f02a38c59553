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
from bot.evaluation.report import report
from bot.evaluation.run import DEPTH, ask_all
from bot.terminal import evaluation_json, evaluation_text
from bot.terminal.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.evaluation.comparison import Comparison
    from bot.evaluation.question_set import Question
    from bot.evaluation.report import Report
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
    found = report(assistant, outcomes)
    compared = _compared(outcomes, other, questions) if other else None
    figures = evaluation_json.report_facts(found, build_seconds)
    if invocation.json:
        _print_json(figures, found, compared, wanted)
    else:
        _print_text(figures, found, compared, wanted)
    if wanted.plot is not None:
        from bot.evaluation.plot import write_plot

        write_plot(Path(wanted.plot), outcomes)
    if found.unknown_gold:
        lines = ", ".join(map(str, found.unknown_gold[:_FEW_LINES]))
        _say(f"{path}: no passage holds the gold text of line {lines}; it counts as not found")
    return not _say_what_is_below(figures, wanted.floors)


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


def _asked(invocation: Invocation, questions: tuple[Question, ...]) -> tuple[Outcome, ...]:
    assistant = invocation.assistant
    shown = invocation.track(questions, doing="asking questions", total=len(questions))
    return ask_all(assistant, shown, depth=invocation.passages or DEPTH)


def _compared(
    outcomes: tuple[Outcome, ...], other: Invocation, questions: tuple[Question, ...]
) -> Comparison:
    from bot.evaluation.comparison import compare

    return compare(outcomes, _asked(other, questions))


def _print_json(
    figures: dict[str, object], found: Report, compared: Comparison | None, wanted: Wanted
) -> None:
    facts = figures | {
        "kinds": evaluation_json.kind_facts(found),
        "failing": len(found.failures),
        "failures": evaluation_json.failure_facts(found.failures, _limit(wanted)),
    }
    if compared is not None and wanted.against is not None:
        facts["against"] = evaluation_json.comparison_facts(compared, wanted.against)
    sys.stdout.write(json.dumps(facts) + "\n")


def _print_text(
    figures: dict[str, object], found: Report, compared: Comparison | None, wanted: Wanted
) -> None:
    limit = _limit(wanted)
    lines = [
        *evaluation_text.figures(figures),
        *evaluation_text.kinds(found.kinds),
        *evaluation_text.failures(found.failures, of=found.questions, limit=limit),
    ]
    if compared is not None and wanted.against is not None:
        lines += evaluation_text.comparison(compared, against=wanted.against, limit=limit)
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _limit(wanted: Wanted) -> int | None:
    return None if wanted.all_failures else _FEW_FAILURES


def _say_what_is_below(figures: Mapping[str, object], floors: Mapping[str, float]) -> bool:
    """Name the figures below their floors, as are those that the set cannot give; return whether any is."""
    below = [name for name, floor in floors.items() if _below(figures[name], floor)]
    for name in below:
        if figures[name] is None:
            _say(f"{name} has a floor, and the set has no questions for it")
        else:
            _say(f"{name} is {evaluation_text.readable(figures[name])}, below {floors[name]:g}")
    return bool(below)


def _below(figure: object, floor: float) -> bool:
    return not isinstance(figure, float) or figure < floor


def _say(message: str) -> None:
    sys.stderr.write(f"meeting-bot: {one_line(message)}\n")
