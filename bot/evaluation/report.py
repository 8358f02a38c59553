"""The report of a run: figures, kinds of questions and failures, as JSON and as lines of text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from bot.answers.model import NotCovered, quotes
from bot.answers.reasons import in_english
from bot.evaluation.metrics import by_kind, figures, holds, percentile
from bot.evaluation.run import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.answers.assistant import Assistant
    from bot.evaluation.comparison import Comparison
    from bot.evaluation.question_set import Question
    from bot.evaluation.run import Outcome

_DECIMALS = 4
_KIND_COLUMNS = {
    "hit_at_1": "hit@1",
    "mrr": "mrr",
    "sentence_hit_at_1": "sentence",
    "answered_of_covered": "answered",
    "refused_of_not_covered": "refused",
}
_LONGEST_TEXT = 160
_LONGEST_KIND = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class KindReport:
    """The figures of the questions of one kind."""

    questions: int
    figures: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A question that fails.

    Attributes:
        rank: The rank of the right passage, None where it was not found or there is none.
        came: The best sentence of the first passage, None where nothing was found.
        refusal: Why it was refused, None where it was answered.
    """

    question: Question
    mistake: Mistake
    rank: int | None
    came: str | None
    refusal: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of one run.

    Attributes:
        figures: By name; see `bot.evaluation.metrics.figures`.
        latency_ms: 50th and 99th percentile of the time that an answer takes.
        index: The fingerprint of the documents and settings.
        kinds: The figures of each kind of question, where the set tells kinds apart.
        failures: The questions that fail, the worst first.
        unknown_gold: Lines of the set whose gold text no passage holds.
        build_seconds: The time that it took to load and index the documents.
    """

    questions: int
    passages: int
    figures: Mapping[str, float | None]
    latency_ms: Mapping[str, float]
    index: str
    kinds: Mapping[str, KindReport]
    failures: tuple[Failure, ...]
    unknown_gold: tuple[int, ...]
    build_seconds: float = 0.0

    def contract(self) -> dict[str, object]:
        """Return the figures that other programs read, by name."""
        return {
            "questions": self.questions,
            "passages": self.passages,
            **_rounded(self.figures),
            "latency_ms": _rounded(self.latency_ms),
            "index": self.index,
            "build_seconds": round(self.build_seconds, _DECIMALS),
        }


def report(assistant: Assistant, outcomes: Sequence[Outcome], *, build_seconds: float = 0.0) -> Report:
    """Return the report of a run of a question set, which is not empty."""
    times = [outcome.milliseconds for outcome in outcomes]
    return Report(
        questions=len(outcomes),
        passages=assistant.library.engine.count,
        figures=figures(outcomes),
        latency_ms={"p50": percentile(times, 50), "p99": percentile(times, 99)},
        index=assistant.fingerprint,
        kinds={
            kind: KindReport(questions=len(found), figures=figures(found))
            for kind, found in by_kind(outcomes).items()
        },
        failures=failures(outcomes),
        unknown_gold=tuple(_unknown_gold(assistant, outcomes)),
        build_seconds=build_seconds,
    )


def failures(outcomes: Iterable[Outcome]) -> tuple[Failure, ...]:
    """Return the questions that fail, the worst mistake first and then in the order of the set."""
    order = list(Mistake)
    found = [_failure(outcome, outcome.mistake) for outcome in outcomes if outcome.mistake is not None]
    return tuple(sorted(found, key=lambda failure: order.index(failure.mistake)))


def _failure(outcome: Outcome, mistake: Mistake) -> Failure:
    first = next(iter(quotes(outcome.answer)), None)
    return Failure(
        question=outcome.question,
        mistake=mistake,
        rank=outcome.rank,
        came=first.best_sentence.of(first.passage.text) if first else None,
        refusal=in_english(outcome.answer.reason) if isinstance(outcome.answer, NotCovered) else None,
    )


def _unknown_gold(assistant: Assistant, outcomes: Iterable[Outcome]) -> Iterator[int]:
    """Yield the lines of questions that were missed and whose gold text no passage holds."""
    missed = [one.question for one in outcomes if one.question.covered and one.rank is None]
    unseen = {question.line: question.gold for question in missed}
    library = assistant.library
    for batch in library.store.indexed() if unseen else ():
        for passage in library.passages(batch.numbers.tolist()):
            unseen = {line: gold for line, gold in unseen.items() if not holds(passage.text, gold)}
    yield from sorted(unseen)


def to_facts(
    report: Report,
    *,
    shown: int | None,
    comparison: Comparison | None = None,
    against: str = "",
) -> dict[str, object]:
    """Return a report as values of JSON.

    Args:
        report: The report.
        shown: How many failures at most; None for all.
        comparison: How the figures differ from those of another configuration, if there is one.
        against: The name of that configuration.
    """
    facts = report.contract() | {
        "kinds": {
            kind: {"questions": one.questions, **_rounded(one.figures)} for kind, one in report.kinds.items()
        },
        "failing": len(report.failures),
        "failures": [
            {
                **_question_facts(failure.question),
                "fault": failure.mistake.name.lower(),
                "wanted": list(failure.question.gold),
                "came": failure.came,
                "refusal": failure.refusal,
                "rank": failure.rank,
            }
            for failure in islice(report.failures, shown)
        ],
    }
    if comparison is not None:
        facts["against"] = _comparison_facts(comparison, against)
    return facts


def _comparison_facts(comparison: Comparison, against: str) -> dict[str, object]:
    return {
        "config": against,
        "figures": {
            name: {
                "here": round(found.here, _DECIMALS),
                "there": round(found.there, _DECIMALS),
                "difference": round(found.difference, _DECIMALS),
                "interval": [round(bound, _DECIMALS) for bound in found.interval],
            }
            for name, found in comparison.differences.items()
        },
        "better": [_question_facts(question) for question in comparison.better],
        "worse": [_question_facts(question) for question in comparison.worse],
    }


def _question_facts(question: Question) -> dict[str, object]:
    return {"line": question.line, "question": question.text, "kind": question.kind}


def _rounded(values: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(value, _DECIMALS) for name, value in values.items()}


def to_lines(
    report: Report,
    *,
    shown: int | None,
    comparison: Comparison | None = None,
    against: str = "",
) -> Iterator[str]:
    """Yield a report as lines of text; the arguments are those of `to_facts`."""
    for name, value in report.contract().items():
        yield f"{name:<24} {readable(value)}"
    yield from _kind_lines(report.kinds)
    yield from _failure_lines(report.failures, of=report.questions, shown=shown)
    if comparison is not None:
        yield from _comparison_lines(comparison, against=against, shown=shown)


def readable(figure: object) -> str:
    """Return a figure as a person reads it."""
    match figure:
        case None:
            return "no such questions"
        case dict():
            return "  ".join(f"{name} {value}" for name, value in figure.items())
        case _:
            return str(figure)


def _kind_lines(kinds: Mapping[str, KindReport]) -> Iterator[str]:
    """Yield a table of the figures of each kind of question, if kinds are told apart."""
    if not kinds:
        return
    names = [_shortened(kind, _LONGEST_KIND) for kind in kinds]
    width = max(map(len, names))
    yield ""
    yield f"{'kind':<{width}}  questions{''.join(f'  {title:>8}' for title in _KIND_COLUMNS.values())}"
    for name, one in zip(names, kinds.values(), strict=True):
        shares = (one.figures[column] for column in _KIND_COLUMNS)
        cells = "".join(f"  {'-' if share is None else f'{share:.3f}':>8}" for share in shares)
        yield f"{name:<{width}}  {one.questions:>9}{cells}"


def _failure_lines(failures: Sequence[Failure], *, of: int, shown: int | None) -> Iterator[str]:
    """Yield how many questions fail and how, and of each what was wanted and what came."""
    if not failures:
        return
    yield ""
    yield f"Questions that fail: {len(failures)} of {of}{_bounded(len(failures), shown)}"
    for mistake, count in Counter(failure.mistake.value for failure in failures).items():
        yield f"    {count:>4} {mistake}"
    for failure in islice(failures, shown):
        question = failure.question
        wanted = " | ".join(question.gold) if question.gold else "a refusal"
        found_at = f"; the right one is number {failure.rank}" if (failure.rank or 1) > 1 else ""
        yield f"line {question.line}: {_shortened(question.text)}"
        yield f"    {failure.mistake.value}{found_at}"
        yield f"    wanted: {_shortened(wanted)}"
        yield f"    came:   {_shortened(_came(failure))}"


def _came(failure: Failure) -> str:
    refused = f"not covered: {failure.refusal}" if failure.refusal else None
    return " | ".join(part for part in (refused, failure.came) if part) or "nothing"


def _comparison_lines(comparison: Comparison, *, against: str, shown: int | None) -> Iterator[str]:
    """Yield how the figures differ from those of another configuration, and the questions that do."""
    yield ""
    title = f"Against {_shortened(against)}"
    yield f"{title:<24}  {'here':>7}  {'there':>7}  {'difference':>10}  95% interval"
    for name, difference in comparison.differences.items():
        low, high = difference.interval
        here, there = f"{difference.here:>7.4f}", f"{difference.there:>7.4f}"
        yield f"{name:<24}  {here}  {there}  {difference.difference:>+10.4f}  {low:+.4f} to {high:+.4f}"
    for heading, questions in (("Better here", comparison.better), ("Worse here", comparison.worse)):
        if questions:
            yield f"{heading}: {len(questions)}{_bounded(len(questions), shown)}"
        for question in islice(questions, shown):
            yield f"    line {question.line}: {_shortened(question.text)}"


def _bounded(count: int, shown: int | None) -> str:
    return f" ({shown} shown; --all-failures shows all)" if shown is not None and count > shown else ""


def _shortened(text: str, most: int = _LONGEST_TEXT) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
