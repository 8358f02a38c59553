"""The questions that fail: what was wanted, and what came."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from bot.answers.model import NotCovered, quotes
from bot.answers.reasons import in_english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.question_set import Question
    from bot.evaluation.run import Outcome


class Fault(Enum):
    """What is wrong with what came, the worst first; the values are the words for it."""

    ANSWERED = "answered, though the documents do not cover it"
    OTHER_PASSAGE = "another passage came first"
    REFUSED = "refused, though the right passage came first"
    OTHER_SENTENCE = "the right passage, but another sentence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A question that fails.

    Attributes:
        rank: The rank of the right passage, or None where it was not found or there is none.
        came: The best sentence of the first passage, or None where nothing was found.
        refusal: Why it was refused, or None where it was answered.
    """

    question: Question
    fault: Fault
    rank: int | None
    came: str | None
    refusal: str | None


def failures(outcomes: Sequence[Outcome]) -> tuple[Failure, ...]:
    """Return the questions that fail, by fault and then in the order of the set."""
    found = [failure for outcome in outcomes for failure in _failure(outcome)]
    faults = list(Fault)
    return tuple(sorted(found, key=lambda failure: faults.index(failure.fault)))


def fault(outcome: Outcome) -> Fault | None:
    """Return what is wrong with what came of a question, or None where all is well."""
    if not outcome.question.covered:
        return Fault.ANSWERED if outcome.answered else None
    if outcome.rank != 1:
        return Fault.OTHER_PASSAGE
    if not outcome.answered:
        return Fault.REFUSED
    return None if outcome.right_sentence else Fault.OTHER_SENTENCE


def _failure(outcome: Outcome) -> tuple[Failure, ...]:
    found = fault(outcome)
    if found is None:
        return ()
    first = next(iter(quotes(outcome.answer)), None)
    return (
        Failure(
            question=outcome.question,
            fault=found,
            rank=outcome.rank,
            came=first.best_sentence.of(first.passage.text) if first else None,
            refusal=in_english(outcome.answer.reason) if isinstance(outcome.answer, NotCovered) else None,
        ),
    )
