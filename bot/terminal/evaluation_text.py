"""What an evaluation found, as lines of text. Pure: a report in, lines out."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from bot.terminal.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.evaluation.comparison import Comparison
    from bot.evaluation.failures import Failure
    from bot.evaluation.question_set import Question
    from bot.evaluation.report import KindReport

_KIND_COLUMNS = (
    ("hit_at_1", "hit@1"),
    ("mrr", "mrr"),
    ("sentence_hit_at_1", "sentence"),
    ("answered_of_covered", "answered"),
    ("refused_of_not_covered", "refused"),
)
_LONGEST_TEXT = 160
_LONGEST_KIND = 24


def figures(values: Mapping[str, object]) -> Iterator[str]:
    """Yield a line for each figure."""
    for name, value in values.items():
        yield f"{name:<24} {readable(value)}"


def kinds(found: Mapping[str, KindReport]) -> Iterator[str]:
    """Yield a table of the figures of each kind of question, if kinds are told apart."""
    if not found:
        return
    names = [_shortened(kind, _LONGEST_KIND) for kind in found]
    width = max(map(len, names))
    yield ""
    yield f"{'kind':<{width}}  questions{''.join(f'  {title:>8}' for _, title in _KIND_COLUMNS)}"
    for name, report in zip(names, found.values(), strict=True):
        shown = (_share(report.figures[column]) for column, _ in _KIND_COLUMNS)
        yield f"{name:<{width}}  {report.questions:>9}{''.join(f'  {share:>8}' for share in shown)}"


def failures(found: Sequence[Failure], *, of: int, limit: int | None) -> Iterator[str]:
    """Yield how many questions fail and how, and of each what was wanted and what came.

    Args:
        found: The failures, the worst first.
        of: How many questions were asked.
        limit: How many are shown, or None for all.
    """
    if not found:
        return
    yield ""
    yield f"Questions that fail: {len(found)} of {of}{_bounded(len(found), limit)}"
    for fault, count in Counter(failure.fault.value for failure in found).items():
        yield f"    {count:>4} {fault}"
    for failure in islice(found, limit):
        question = failure.question
        wanted = " | ".join(question.gold) if question.gold else "a refusal"
        yield f"line {question.line}: {_shortened(question.text, _LONGEST_TEXT)}"
        yield f"    {failure.fault.value}{_found_at(failure)}"
        yield f"    wanted: {_shortened(wanted, _LONGEST_TEXT)}"
        yield f"    came:   {_shortened(_came(failure), _LONGEST_TEXT)}"


def comparison(found: Comparison, *, against: str, limit: int | None) -> Iterator[str]:
    """Yield how the figures differ from those of another configuration, and the questions that do."""
    yield ""
    yield f"{'Against ' + one_line(against):<24}  {'here':>7}  {'there':>7}  {'difference':>10}  95% interval"
    for name, difference in found.differences.items():
        low, high = difference.interval
        here, there = f"{difference.here:>7.4f}", f"{difference.there:>7.4f}"
        yield f"{name:<24}  {here}  {there}  {difference.difference:>+10.4f}  {low:+.4f} to {high:+.4f}"
    yield from _changed("Better here", found.better, limit)
    yield from _changed("Worse here", found.worse, limit)


def readable(figure: object) -> str:
    """Return a figure as a person reads it."""
    match figure:
        case None:
            return "no such questions"
        case dict():
            return "  ".join(f"{name} {value}" for name, value in figure.items())
        case _:
            return str(figure)


def _changed(heading: str, questions: Sequence[Question], limit: int | None) -> Iterator[str]:
    if questions:
        yield f"{heading}: {len(questions)}{_bounded(len(questions), limit)}"
    for question in islice(questions, limit):
        yield f"    line {question.line}: {_shortened(question.text, _LONGEST_TEXT)}"


def _found_at(failure: Failure) -> str:
    if failure.rank is None or failure.rank == 1:
        return ""
    return f"; the right one is number {failure.rank}"


def _came(failure: Failure) -> str:
    refused = f"not covered: {failure.refusal}" if failure.refusal else None
    return " | ".join(part for part in (refused, failure.came) if part) or "nothing"


def _bounded(count: int, limit: int | None) -> str:
    return f" ({limit} shown; --all-failures shows all)" if limit is not None and count > limit else ""


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _shortened(text: str, most: int) -> str:
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"
