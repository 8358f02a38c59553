"""Asking a whole question set."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from bot.answers.model import Answered, NothingAsked, quotes
from bot.evaluation.metrics import rank_of_right, right_sentence
from bot.search.filters import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answers.assistant import Assistant
    from bot.answers.model import Answer
    from bot.evaluation.question_set import Question
    from bot.search.filters import Filter

DEPTH = 10
"""Ranks that are looked at: a right passage further down counts as not found."""


class Mistake(Enum):
    """How an answer can be wrong, the worst first; the values are the words for it."""

    ANSWERED = "answered, though the documents do not cover it"
    OTHER_PASSAGE = "another passage came first"
    REFUSED = "refused, though the right passage came first"
    OTHER_SENTENCE = "the right passage, but another sentence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A question of a set with its answer.

    Attributes:
        rank: The rank of the first right passage, None where none is right.
        right_sentence: Whether the best sentence of the first passage holds the gold text.
        milliseconds: The time that the answer took.
    """

    question: Question
    answer: Answer
    answered: bool
    coverage: float
    rank: int | None
    right_sentence: bool
    milliseconds: float

    @property
    def mistake(self) -> Mistake | None:
        """How the answer is wrong, None where it is right."""
        if not self.question.covered:
            return Mistake.ANSWERED if self.answered else None
        if self.rank != 1:
            return Mistake.OTHER_PASSAGE
        if not self.answered:
            return Mistake.REFUSED
        return None if self.right_sentence else Mistake.OTHER_SENTENCE


def ask(
    assistant: Assistant, question: Question, *, depth: int = DEPTH, within: Filter = EVERYTHING
) -> Outcome:
    """Ask one question of a set."""
    started = time.perf_counter()
    answer = assistant.ask(question.text, passages=depth, within=within)
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
    assistant: Assistant,
    questions: Iterable[Question],
    *,
    depth: int = DEPTH,
    within: Filter = EVERYTHING,
) -> tuple[Outcome, ...]:
    """Ask every question of a set, in order.

    Args:
        assistant: Answers them.
        questions: The set.
        depth: How many passages are looked at for the right one.
        within: Which passages may be found.
    """
    return tuple(ask(assistant, question, depth=depth, within=within) for question in questions)
