"""What each person asked before in direct messages: in memory, bounded, and forgotten with the process."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.answers.conversation import Conversation
from bot.answers.followup import is_bare

if TYPE_CHECKING:
    from bot.discord_bot.messages.reading import ReadBack

_PEOPLE = 1000


@dataclass(slots=True, kw_only=True)
class Dialogue:
    """One person's direct messages with the bot.

    Attributes:
        asked: What was asked so far, as far as it matters to what is asked next.
        latest: The message that it is up to.
        turn: Held while a question is looked up: the next one may need it.
    """

    asked: Conversation = field(default_factory=Conversation)
    latest: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def begin_anew(self, *, message: int) -> None:
        """Forget what was asked before a message."""
        self.go_on(Conversation(), message=message)

    def go_on(self, asked: Conversation, *, message: int) -> None:
        """Go on from a message; the edit of one before the latest changes nothing."""
        if message >= self.latest:
            self.asked, self.latest = asked, message


class Dialogues:
    """The dialogues of the last people who wrote; of too many the oldest is forgotten."""

    def __init__(self) -> None:
        self._people: OrderedDict[int, Dialogue] = OrderedDict()

    def of(self, person: int) -> Dialogue:
        """Return a person's dialogue, begun where there is none."""
        dialogue = self._people.pop(person, None) or Dialogue()
        self._people[person] = dialogue
        if len(self._people) > _PEOPLE:
            self._people.popitem(last=False)
        return dialogue


def shown_before(read: ReadBack) -> Conversation | None:
    """Return what a message of the bot's own shows was asked: a reply to it may go on from there."""
    if read.question is None:
        return None
    if read.taken_with is None:
        return Conversation(subject=read.question)
    latest = None if is_bare(read.question) else read.question
    return Conversation(subject=read.taken_with, latest=latest)
