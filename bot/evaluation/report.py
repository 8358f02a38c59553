"""All that a run of a question set says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.evaluation.failures import failures
from bot.evaluation.figures import by_kind, figures
from bot.evaluation.metrics import percentile
from bot.evaluation.relevance import holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.answers.assistant import Assistant
    from bot.evaluation.failures import Failure
    from bot.evaluation.run import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class KindReport:
    """The figures of the questions of one kind."""

    questions: int
    figures: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of one run.

    Attributes:
        figures: By name; see `bot.evaluation.figures.figures`.
        latency_ms: 50th and 99th percentile of the time an answer takes.
        kinds: The figures of each kind of question, where the set tells kinds apart.
        failures: The questions that fail, the worst first.
        unknown_gold: Lines of the set whose gold text no passage holds.
    """

    questions: int
    passages: int
    figures: Mapping[str, float | None]
    latency_ms: Mapping[str, float]
    index: str
    kinds: Mapping[str, KindReport]
    failures: tuple[Failure, ...]
    unknown_gold: tuple[int, ...]


def report(assistant: Assistant, outcomes: Sequence[Outcome]) -> Report:
    """Return what the outcomes of a question set, which is not empty, say."""
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
    )


def _unknown_gold(assistant: Assistant, outcomes: Iterable[Outcome]) -> Iterable[int]:
    """Yield the lines of questions that were missed and whose gold text no passage holds."""
    missed = [one.question for one in outcomes if one.question.covered and one.rank is None]
    open_ = {question.line: question.gold for question in missed}
    library = assistant.library
    for batch in library.store.indexed() if open_ else ():
        for passage in library.passages(batch.numbers.tolist()):
            held = [line for line, gold in open_.items() if holds(passage.text, gold)]
            for line in held:
                del open_[line]
    yield from sorted(open_)
