"""Asking a whole question set."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.model import Answered, NothingAsked, quotes
from bot.evaluation.relevance import rank_of_right, right_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answers.assistant import Assistant
    from bot.answers.model import Answer
    from bot.evaluation.question_set import Question

DEPTH = 10
"""Ranks that are looked at: a right passage further down counts as not found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one question."""

    question: Question
    answer: Answer
    answered: bool
    coverage: float
    rank: int | None
    right_sentence: bool
    milliseconds: float


def ask(assistant: Assistant, question: Question, *, depth: int = DEPTH) -> Outcome:
    """Ask one question of a set, and return what came of it."""
    started = time.perf_counter()
    answer = assistant.ask(question.text, passages=depth)
    elapsed = time.perf_counter() - started
    found = quotes(answer)
    return Outcome(
        question=question,
        answer=answer,
        answered=isinstance(answer, Answered),
        coverage=0.0 if isinstance(answer, NothingAsked) else answer.coverage,
        rank=rank_of_right(question, found),
        right_sentence=right_sentence(question, found),
        milliseconds=elapsed * 1000,
    )


def ask_all(
    assistant: Assistant, questions: Iterable[Question], *, depth: int = DEPTH
) -> tuple[Outcome, ...]:
    """Ask every question of a set, and return what came of each, in the same order."""
    return tuple(ask(assistant, question, depth=depth) for question in questions)
