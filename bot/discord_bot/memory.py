"""Memory of what people asked: bounded, never on disk, and gone with the process."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.answers.followup import Conversation as Asked, is_bare

if TYPE_CHECKING:
    import discord

    from bot.discord_bot.views.reading import ReadBack

Key = TypeVar("Key")
Value = TypeVar("Value")

_PEOPLE = 1000
_QUESTIONS = 10
_EXCHANGES = 2000


class Latest(Generic[Key, Value]):
    """The entries that were put last; of more than `most`, the oldest is forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[Key, Value] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> Value | None:
        """Return an entry, or None."""
        return self._entries.get(key)

    def put(self, key: Key, value: Value) -> Value:
        """Put an entry, which is the newest now, and return it."""
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self._most:
            self._entries.popitem(last=False)
        return value

    def pop(self, key: Key) -> Value | None:
        """Forget an entry, and return it."""
        return self._entries.pop(key, None)


@dataclass(slots=True, kw_only=True)
class Exchange:
    """A question that was asked in a message, and its answer.

    Attributes:
        question: As it reads now.
        before: The questions before it, the same for each edit; None where they are not known (yet).
        answer: The bot's message, once there is one.
        lock: Held while the answer is worked on, so that an edit waits for the answer that it changes.
    """

    question: str
    before: Asked | None = None
    answer: discord.PartialMessage | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def after(self) -> str | None:
        """The question before, which this one may be taken with."""
        return self.before.before if self.before is not None else None


@dataclass(slots=True, kw_only=True)
class Dialogue:
    """One person's direct messages with the bot.

    Attributes:
        asked: What was asked so far, as far as it matters to what is asked next.
        latest: The message that it is up to.
        turn: Held while a question is looked up: the next one may need it.
    """

    asked: Asked = field(default_factory=Asked)
    latest: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def go_on(self, asked: Asked, *, message: int) -> None:
        """Go on from a message; the edit of one before the latest changes nothing."""
        if message >= self.latest:
            self.asked, self.latest = asked, message


class Memory:
    """The latest questions of each person.

    Attributes:
        exchanges: By the question's message, so that edits and deletions find the answer.
    """

    def __init__(self) -> None:
        self.exchanges: Latest[int, Exchange] = Latest(_EXCHANGES)
        self._dialogues: Latest[int, Dialogue] = Latest(_PEOPLE)
        self._questions: Latest[int, tuple[str, ...]] = Latest(_PEOPLE)

    def dialogue(self, person: int) -> Dialogue:
        """Return a person's direct messages, begun where there are none."""
        return self._dialogues.put(person, self._dialogues.get(person) or Dialogue())

    def questions(self, person: int) -> tuple[str, ...]:
        """Return a person's last questions, newest first, to be suggested to them."""
        return self._questions.get(person) or ()

    def add_question(self, person: int, question: str) -> None:
        """Remember a question."""
        others = (other for other in self.questions(person) if other != question)
        self._questions.put(person, (question, *others)[:_QUESTIONS])


def asked_in(read: ReadBack) -> Asked | None:
    """Read out of a message of the bot's own what was asked: a reply to it may go on from there."""
    if read.question is None:
        return None
    if read.taken_with is None:
        return Asked(subject=read.question)
    latest = None if is_bare(read.question) else read.question
    return Asked(subject=read.taken_with, latest=latest)
