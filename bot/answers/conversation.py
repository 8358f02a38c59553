"""Questions one after another: what the next one may be taken with."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.answers.followup import is_bare
from bot.answers.model import Answered, NotCovered, NothingAsked

if TYPE_CHECKING:
    from bot.answers.model import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What has been asked so far, as far as it matters to what is asked next.

    Attributes:
        subject: The last question that could stand alone.
        latest: The last question that was taken with it and named something of its own.
    """

    subject: str | None = None
    latest: str | None = None

    @property
    def before(self) -> str | None:
        """The text that the next question may be taken with: `after` for `Assistant.ask`."""
        return " ".join(part for part in (self.subject, self.latest) if part) or None

    def then(self, answer: Answer) -> Conversation:
        """Return the conversation after a further question; one that can stand alone begins it anew."""
        match answer:
            case NothingAsked():
                return self
            case Answered(taken_with=None) | NotCovered(taken_with=None):
                return Conversation(subject=answer.question)
            case Answered() | NotCovered():
                bare = is_bare(answer.question)
                return self if bare else dataclasses.replace(self, latest=answer.question)
            case _:
                assert_never(answer)
