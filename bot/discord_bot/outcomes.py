"""What may be logged of an answer: how it went, never what it was about."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.answers.model import Answered, NotCovered, NothingAsked

if TYPE_CHECKING:
    from bot.answers.model import Answer
    from bot.discord_bot.event_log import Fact


def outcome_facts(answer: Answer) -> dict[str, Fact]:
    """Return how a question was answered."""
    match answer:
        case Answered():
            return {
                "outcome": "answered",
                "coverage": round(answer.coverage, 2),
                "passages": len(answer.quotes),
            }
        case NotCovered():
            return {"outcome": "not_covered", "coverage": round(answer.coverage, 2)}
        case NothingAsked():
            return {"outcome": "nothing_asked"}
        case _:
            assert_never(answer)
