"""Where questions are answered: at once, or aside where that could take long enough to be noticed."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from bot.discord_bot.fair_queue import FairQueue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

    from bot.answers.model import Answer
    from bot.config import DiscordSettings
    from bot.discord_bot.limits import Asker
    from bot.live import State

_LONG = 200
_LONG_ASIDE = 10
"""Characters from which a question is long, and how many times sooner such a one is answered aside.

One of a few hundred characters takes some ten times as long to answer as one of a line.
"""


class Declined(Enum):
    """Why a question is not answered; nothing is wrong with it."""

    BUSY = "busy"  # too many wait already
    STOPPING = "stopping"  # the process ends
    UNWANTED = "unwanted"  # nobody is left to read the answer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Ticket:
    """A question that waits, or is being looked up."""

    work: Callable[[], Answer]
    wanted: Callable[[], bool]
    asker: Asker
    outcome: asyncio.Future[Answer | Declined]


class Desk:
    """Puts questions to the assistant without ever holding up the event loop.

    A small index answers sooner than a thread could be woken. A large one answers in a few threads, which may
    ask one assistant at the same time; before them people and servers take turns, and of too many at a time
    the last are turned away. It belongs to one event loop.

    Args:
        settings: From which size on an index is large, how many threads there are, and how many may wait.
    """

    def __init__(self, settings: DiscordSettings) -> None:
        self._aside_from = settings.search_aside_from
        self._free = settings.search_threads
        self._pool = ThreadPoolExecutor(settings.search_threads, thread_name_prefix="search")
        self._queue: FairQueue[_Ticket] = FairQueue(
            most=settings.questions_waiting,
            most_of_a_person=settings.questions_at_once,
            most_of_a_server=settings.server_questions_at_once,
        )
        self._stopping = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def waiting(self) -> int:
        """How many questions wait for a thread."""
        return len(self._queue)

    async def ask(
        self,
        question: str,
        *,
        state: State,
        asker: Asker,
        passages: int,
        acknowledge: Callable[[], Awaitable[bool]],
        wanted: Callable[[], bool],
        document: str | None = None,
        after: str | None = None,
    ) -> Answer | Declined:
        """Answer a question, taken with what was asked before where it needs that.

        Args:
            question: As a person wrote it.
            state: What to answer from.
            asker: Whose turn it uses.
            passages: How many quotes at most.
            acknowledge: Tells the asker that the answer may take a while, before it does; returns whether
                there is anybody left to answer.
            wanted: Returns whether there still is, when the question's turn has come.
            document: The identifier of the only document to look in, or None for all.
            after: What the same person asked before.

        Raises:
            UnknownDocumentError: There is no such document.
        """
        work = partial(state.assistant.ask, question, passages=passages, document=document, after=after)
        if not self._may_be_slow(question, state):
            return work()
        outcome: asyncio.Future[Answer | Declined] = asyncio.get_running_loop().create_future()
        ticket = _Ticket(work=work, wanted=wanted, asker=asker, outcome=outcome)
        self._enter(ticket)
        try:
            # Who is turned away at once is told so in place of an acknowledgement.
            if not outcome.done() and not await acknowledge():
                return Declined.UNWANTED
            return await outcome
        finally:
            self._leave(ticket)

    def turn_away(self) -> None:
        """Turn away who waits for a turn, and who comes from now on; what is being looked up is answered."""
        self._stopping = True
        while ticket := self._queue.take():
            _settle(ticket, Declined.STOPPING)

    def close(self) -> None:
        """End the threads; whoever still waits for one is not answered."""
        self._stopping = True
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _may_be_slow(self, question: str, state: State) -> bool:
        passages = len(state.library.passages)
        return passages * (_LONG_ASIDE if len(question) > _LONG else 1) >= self._aside_from

    def _enter(self, ticket: _Ticket) -> None:
        if self._stopping:
            _settle(ticket, Declined.STOPPING)
            return
        turned_away = self._queue.put(ticket, ticket.asker)
        if turned_away is not None:
            _settle(turned_away, Declined.BUSY)
        self._advance()

    def _leave(self, ticket: _Ticket) -> None:
        self._queue.remove(ticket, ticket.asker)
        # Where it is done, too: asyncio would make a fault of a failure that nobody waited for.
        ticket.outcome.cancel()

    def _advance(self) -> None:
        """Give the free threads what is next."""
        while self._free and not self._stopping and (ticket := self._queue.take()):
            if not ticket.wanted():
                _settle(ticket, Declined.UNWANTED)
                continue
            self._free -= 1
            loop = asyncio.get_running_loop()
            self._pool.submit(ticket.work).add_done_callback(partial(self._told, loop, ticket))

    def _told(self, loop: asyncio.AbstractEventLoop, ticket: _Ticket, found: Future[Answer]) -> None:
        """Hand on from a thread what it found."""
        # The loop may have ended meanwhile, and with it whoever waited.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(self._found, ticket, found)

    def _found(self, ticket: _Ticket, found: Future[Answer]) -> None:
        self._free += 1
        if not ticket.outcome.done() and not found.cancelled():
            error = found.exception()
            if error is None:
                ticket.outcome.set_result(found.result())
            else:
                ticket.outcome.set_exception(error)
        self._advance()


def _settle(ticket: _Ticket, declined: Declined) -> None:
    if not ticket.outcome.done():
        ticket.outcome.set_result(declined)
