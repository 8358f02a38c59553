"""What an evaluation found, as values of JSON."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.comparison import Comparison
    from bot.evaluation.failures import Failure
    from bot.evaluation.question_set import Question
    from bot.evaluation.report import Report

_DECIMALS = 4


def report_facts(report: Report, build_seconds: float) -> dict[str, object]:
    """Return the figures of a run: the contract that other programs read."""
    return {
        "questions": report.questions,
        "passages": report.passages,
        **{name: rounded(figure) for name, figure in report.figures.items()},
        "latency_ms": {name: rounded(value) for name, value in report.latency_ms.items()},
        "index": report.index,
        "build_seconds": rounded(build_seconds),
    }


def kind_facts(report: Report) -> dict[str, object]:
    """Return the figures of each kind of question."""
    return {
        kind: {
            "questions": found.questions,
            **{name: rounded(figure) for name, figure in found.figures.items()},
        }
        for kind, found in report.kinds.items()
    }


def failure_facts(failures: Sequence[Failure], limit: int | None) -> list[dict[str, object]]:
    """Return the first failures, or all where there is no limit."""
    return [
        {
            **_question(failure.question),
            "fault": failure.fault.name.lower(),
            "wanted": list(failure.question.gold),
            "came": failure.came,
            "refusal": failure.refusal,
            "rank": failure.rank,
        }
        for failure in islice(failures, limit)
    ]


def comparison_facts(comparison: Comparison, against: str) -> dict[str, object]:
    """Return how the figures differ from those of another configuration."""
    return {
        "config": against,
        "figures": {
            name: {
                "here": rounded(found.here),
                "there": rounded(found.there),
                "difference": rounded(found.difference),
                "interval": [rounded(bound) for bound in found.interval],
            }
            for name, found in comparison.differences.items()
        },
        "better": [_question(question) for question in comparison.better],
        "worse": [_question(question) for question in comparison.worse],
    }


def rounded(figure: float | None) -> float | None:
    """Return a figure with as many decimals as are worth reading."""
    return None if figure is None else round(figure, _DECIMALS)


def _question(question: Question) -> dict[str, object]:
    return {"line": question.line, "question": question.text, "kind": question.kind}
