"""Asking a whole question set, and reckoning up."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.model import Answered, NothingAsked, quotes
from bot.evaluation.metrics import auroc, mean_reciprocal_rank, percentile, share
from bot.evaluation.relevance import holds, rank_of_right, right_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answers.assistant import Assistant
    from bot.evaluation.question_set import Question

DEPTH = 10
"""Ranks that are looked at: a right passage further down counts as not found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of one run. Shares lie in 0..1 and are None where the set has no such questions.

    Attributes:
        hit_at_1: Share of covered questions whose first passage is right.
        sentence_hit_at_1: Share of them whose first passage's best sentence holds the gold text.
        coverage_auroc: How well coverage tells covered from not covered questions.
        latency_ms: 50th and 99th percentile of the time an answer takes.
        unknown_gold: Lines of the set whose gold text no passage holds.
    """

    questions: int
    passages: int
    hit_at_1: float | None
    hit_at_3: float | None
    mrr: float | None
    sentence_hit_at_1: float | None
    coverage_auroc: float | None
    answered_of_covered: float | None
    refused_of_not_covered: float | None
    latency_ms: dict[str, float]
    index: str
    unknown_gold: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one question."""

    question: Question
    answered: bool
    coverage: float
    rank: int | None
    right_sentence: bool
    milliseconds: float


def evaluate(assistant: Assistant, questions: Sequence[Question], *, depth: int = DEPTH) -> Report:
    """Ask every question of a set, which is not empty, and return the figures."""
    outcomes = [ask(assistant, question, depth=depth) for question in questions]
    covered = [outcome for outcome in outcomes if outcome.question.covered]
    uncovered = [outcome for outcome in outcomes if not outcome.question.covered]
    ranks = [outcome.rank for outcome in covered]
    times = [outcome.milliseconds for outcome in outcomes]
    return Report(
        questions=len(questions),
        passages=len(assistant.library.passages),
        hit_at_1=share(rank == 1 for rank in ranks),
        hit_at_3=share(rank is not None and rank <= 3 for rank in ranks),  # noqa: PLR2004 - as named
        mrr=mean_reciprocal_rank(ranks),
        sentence_hit_at_1=share(outcome.right_sentence for outcome in covered),
        coverage_auroc=auroc((o.coverage for o in covered), (o.coverage for o in uncovered)),
        answered_of_covered=share(outcome.answered for outcome in covered),
        refused_of_not_covered=share(not outcome.answered for outcome in uncovered),
        latency_ms={"p50": percentile(times, 50), "p99": percentile(times, 99)},
        index=assistant.fingerprint,
        unknown_gold=tuple(_unknown_gold(assistant, covered)),
    )


def ask(assistant: Assistant, question: Question, *, depth: int = DEPTH) -> Outcome:
    """Ask one question of a set, and return what came of it."""
    started = time.perf_counter()
    answer = assistant.ask(question.text, passages=depth)
    elapsed = time.perf_counter() - started
    found = quotes(answer)
    return Outcome(
        question=question,
        answered=isinstance(answer, Answered),
        coverage=0.0 if isinstance(answer, NothingAsked) else answer.coverage,
        rank=rank_of_right(question, found),
        right_sentence=right_sentence(question, found),
        milliseconds=elapsed * 1000,
    )


def _unknown_gold(assistant: Assistant, covered: Iterable[Outcome]) -> Iterable[int]:
    for outcome in covered:
        if outcome.rank is None:
            gold = outcome.question.gold
            if not any(holds(passage.text, gold) for passage in assistant.library.passages):
                yield outcome.question.line
