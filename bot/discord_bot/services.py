"""Everything that the features share: built once, passed in, and never looked up."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.answers.model import NothingAsked, quotes
from bot.discord_bot.access import Limits
from bot.discord_bot.document_names import LatestNames
from bot.discord_bot.error_handler import ErrorHandler
from bot.discord_bot.memory import Memory
from bot.discord_bot.suggestions import Suggestions, sample_questions

if TYPE_CHECKING:
    from types import TracebackType

    from bot.answers.assistant import Assistant
    from bot.answers.model import Answer
    from bot.app import Service
    from bot.config import DiscordSettings
    from bot.discord_bot.event_log import EventLog
    from bot.discord_bot.executor import Executor
    from bot.store.cited import CitedTexts


class InFlight:
    """Counts answers under way, each a ``with`` block, so that a stop can wait for them."""

    def __init__(self) -> None:
        self._count = 0
        self._none = asyncio.Event()
        self._none.set()

    def __len__(self) -> int:
        return self._count

    def __enter__(self) -> None:
        self._count += 1
        self._none.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._count -= 1
        if not self._count:
            self._none.set()

    async def none_left(self) -> None:
        """Wait until nothing is under way."""
        await self._none.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that answering on Discord needs, but for Discord; it outlives a client that is built anew.

    Attributes:
        service: Answers from the documents, which change: whoever handles an event takes the `assistant`
            once, and keeps to it.
        cited: Keeps the texts that were quoted.
        errors: Where failures end.
    """

    settings: DiscordSettings
    service: Service
    executor: Executor
    cited: CitedTexts
    log: EventLog
    limits: Limits
    errors: ErrorHandler
    memory: Memory
    suggestions: Suggestions
    names: LatestNames = field(default_factory=LatestNames)
    in_flight: InFlight = field(default_factory=InFlight)

    @property
    def assistant(self) -> Assistant:
        """The assistant that answers now."""
        return self.service.current

    async def remember(self, answer: Answer, *, asker: int | None = None) -> None:
        """Keep what an answer leaves behind, once it was given.

        Its quotes are kept on disk, so that they can be found again when the documents change; the question
        in memory, to be suggested to its asker.
        """
        if asker is not None and not isinstance(answer, NothingAsked):
            self.memory.add_question(asker, answer.question)
        cited = [(quote.passage.citation, quote.passage.text) for quote in quotes(answer)]
        if cited:
            await asyncio.to_thread(self.cited.remember, cited)


def build_services(
    settings: DiscordSettings, *, service: Service, executor: Executor, cited: CitedTexts, log: EventLog
) -> Services:
    """Build everything that the features share."""
    memory = Memory()
    return Services(
        settings=settings,
        service=service,
        executor=executor,
        cited=cited,
        log=log,
        limits=Limits(settings=settings),
        errors=ErrorHandler(log),
        memory=memory,
        suggestions=Suggestions(memory, samples=sample_questions(service.current.library.folder)),
    )
