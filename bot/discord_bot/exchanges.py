"""Which answer belongs to which question: the latest, in memory, so that edits and deletions find it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import discord

    from bot.answers.conversation import Conversation

_REMEMBERED = 2000


@dataclass(slots=True, kw_only=True)
class Exchange:
    """A question and its answer.

    Attributes:
        question: As it reads now.
        before: What was asked before it, the same for each edit; None where that is not known (yet).
        answer: The bot's message, once there is one.
        lock: Held while the answer is worked on, so that an edit waits for what it changes.
    """

    question: str
    before: Conversation | None = None
    answer: discord.PartialMessage | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def after(self) -> str | None:
        """What the question may be taken with."""
        return self.before.before if self.before is not None else None


class Exchanges:
    """The latest exchanges, by the question's message; of too many the oldest is forgotten."""

    def __init__(self) -> None:
        self._exchanges: OrderedDict[int, Exchange] = OrderedDict()

    def begin(self, message: int, question: str, *, before: Conversation | None = None) -> Exchange:
        """Remember a question, and what was asked before it, where that is known already."""
        exchange = self._exchanges[message] = Exchange(question=question, before=before)
        if len(self._exchanges) > _REMEMBERED:
            self._exchanges.popitem(last=False)
        return exchange

    def of(self, message: int) -> Exchange | None:
        """Return the exchange that a message began."""
        return self._exchanges.get(message)

    def end(self, message: int) -> Exchange | None:
        """Forget an exchange, and return it."""
        return self._exchanges.pop(message, None)
