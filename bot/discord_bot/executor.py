"""Answers questions at once, or in threads where that could take long enough to be noticed.

Before the threads waits a bounded queue in which servers take turns, and in each server the people: nobody
holds up the others.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, OrderedDict, deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.errors import DamagedStoreError
from bot.search.filters import EVERYTHING, Filter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from concurrent.futures import Future

    from bot.answers.assistant import Assistant
    from bot.answers.model import Answer
    from bot.app import Service
    from bot.config import DiscordSettings
    from bot.discord_bot.access import Asker

T = TypeVar("T")

_Group = tuple[str, int]

_LONG = 200
_LONG_SOONER = 10
"""Characters from which a question is long, and how many times sooner such a one is answered in a thread.

One of a few hundred characters takes some ten times as long to answer as one of a line.
"""


class Declined(Enum):
    """Why a question is not answered; nothing is wrong with it."""

    BUSY = "busy"  # too many wait already
    STOPPING = "stopping"  # the process ends
    UNWANTED = "unwanted"  # nobody is left to read the answer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Waiting:
    """A question that waits for a thread, or has one."""

    work: Callable[[], Answer]
    wanted: Callable[[], bool]
    asker: Asker
    outcome: asyncio.Future[Answer | Declined]


class Executor:
    """Puts questions to an assistant without ever holding up the event loop.

    A small index answers sooner than a thread could be woken. A large one answers in a few threads, which may
    ask one assistant at the same time; before them people and servers take turns, and of too many at a time
    the last are turned away. It belongs to one event loop.
    """

    def __init__(self, settings: DiscordSettings, service: Service) -> None:
        self._service = service
        self._threads_from = settings.search_aside_from
        self._free = settings.search_threads
        self._pool = ThreadPoolExecutor(settings.search_threads, thread_name_prefix="search")
        self._queue: FairQueue[_Waiting] = FairQueue(
            most=settings.questions_waiting,
            most_of_a_person=settings.questions_at_once,
            most_of_a_server=settings.server_questions_at_once,
        )
        self._stopping = False

    @property
    def waiting(self) -> int:
        """The number of questions that wait for a thread."""
        return len(self._queue)

    async def ask(
        self,
        question: str,
        *,
        assistant: Assistant,
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
            assistant: Answers it.
            asker: Whose turn it uses.
            passages: How many quotes at most.
            acknowledge: Tells the asker that the answer may take a while, before it does; returns whether
                there is anybody left to answer.
            wanted: Returns whether there still is, when the question's turn has come.
            document: The identifier of the only document to look in, or None for all.
            after: The question that the same person asked before.

        Raises:
            UnknownDocumentError: There is no such document.
        """
        within = EVERYTHING if document is None else Filter(documents=frozenset({document}))
        work = partial(self._answer, assistant, question, passages=passages, within=within, after=after)
        if not self._may_be_slow(question, assistant):
            return work()
        outcome: asyncio.Future[Answer | Declined] = asyncio.get_running_loop().create_future()
        asked = _Waiting(work=work, wanted=wanted, asker=asker, outcome=outcome)
        self._enter(asked)
        try:
            # Who is turned away at once is told so in place of an acknowledgement.
            if not outcome.done() and not await acknowledge():
                return Declined.UNWANTED
            return await outcome
        finally:
            self._leave(asked)

    def turn_away(self) -> None:
        """Turn away who waits for a turn, and who comes from now on; what is being looked up is answered."""
        self._stopping = True
        while asked := self._queue.take():
            _settle(asked, Declined.STOPPING)

    def close(self) -> None:
        """End the threads; whoever still waits for one is not answered."""
        self._stopping = True
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _answer(
        self, assistant: Assistant, question: str, *, passages: int, within: Filter, after: str | None
    ) -> Answer:
        """Answer a question; documents of which a damaged copy was kept are read again first."""
        try:
            return assistant.ask(question, passages=passages, within=within, after=after)
        except DamagedStoreError as damage:
            self._service.recover(damage)
            return self._service.current.ask(question, passages=passages, within=within, after=after)

    def _may_be_slow(self, question: str, assistant: Assistant) -> bool:
        passages = assistant.library.engine.count
        return passages * (_LONG_SOONER if len(question) > _LONG else 1) >= self._threads_from

    def _enter(self, asked: _Waiting) -> None:
        if self._stopping:
            _settle(asked, Declined.STOPPING)
            return
        turned_away = self._queue.put(asked, asked.asker)
        if turned_away is not None:
            _settle(turned_away, Declined.BUSY)
        self._advance()

    def _leave(self, asked: _Waiting) -> None:
        self._queue.remove(asked, asked.asker)
        # Where it is done, too: asyncio would make a fault of a failure that nobody waited for.
        asked.outcome.cancel()

    def _advance(self) -> None:
        """Give the free threads the next questions."""
        while self._free and not self._stopping and (asked := self._queue.take()):
            if not asked.wanted():
                _settle(asked, Declined.UNWANTED)
                continue
            self._free -= 1
            loop = asyncio.get_running_loop()
            self._pool.submit(asked.work).add_done_callback(partial(self._told, loop, asked))

    def _told(self, loop: asyncio.AbstractEventLoop, asked: _Waiting, found: Future[Answer]) -> None:
        """Hand an answer on from a thread to the event loop."""
        # The loop may have ended meanwhile, and with it whoever waited.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(self._found, asked, found)

    def _found(self, asked: _Waiting, found: Future[Answer]) -> None:
        self._free += 1
        if not asked.outcome.done() and not found.cancelled():
            error = found.exception()
            if error is None:
                asked.outcome.set_result(found.result())
            else:
                asked.outcome.set_exception(error)
        self._advance()


def _settle(asked: _Waiting, declined: Declined) -> None:
    if not asked.outcome.done():
        asked.outcome.set_result(declined)


class FairQueue(Generic[T]):
    """Items that wait, by who asked for them. Who asks in direct messages is a group as a server is.

    Each turn goes to the group, and in it to the person, whose last turn was longest ago (round robin,
    Nagle 1987, RFC 970). When all places are taken, whoever has most waiting gives one up to those who have
    less (the longest queue's, McKenney 1990, Stochastic fairness queueing).
    """

    def __init__(self, *, most: int, most_of_a_person: int, most_of_a_server: int) -> None:
        self._most = most
        self._most_of_a_person = most_of_a_person
        self._most_of_a_server = most_of_a_server
        self._groups: OrderedDict[_Group, OrderedDict[int, deque[T]]] = OrderedDict()
        self._of_groups: Counter[_Group] = Counter()
        self._of_people: Counter[int] = Counter()

    def __len__(self) -> int:
        return self._of_people.total()

    def put(self, item: T, asker: Asker) -> T | None:
        """Let an item wait.

        Returns:
            The item that must wait no longer: this one, or one that gave up its place to it; or None.
        """
        group, person = _group(asker), asker.person
        if self._of_people[person] >= self._most_of_a_person:
            return item
        given_up = None
        server_is_full = asker.server is not None and self._of_groups[group] >= self._most_of_a_server
        if server_is_full or len(self) >= self._most:
            given_up = self._give_up(group if server_is_full else self._fullest(group), asker)
            if given_up is None:
                return item
        self._groups.setdefault(group, OrderedDict()).setdefault(person, deque()).append(item)
        self._of_groups[group] += 1
        self._of_people[person] += 1
        return given_up

    def take(self) -> T | None:
        """Take the next item out of the queue; None where nothing waits."""
        if not self._groups:
            return None
        group, people = next(iter(self._groups.items()))
        person, items = next(iter(people.items()))
        # Both have had their turn.
        self._groups.move_to_end(group)
        people.move_to_end(person)
        item = items.popleft()
        self._forget(group, person)
        return item

    def remove(self, item: T, asker: Asker) -> None:
        """Take an item out of the queue, if it is still there."""
        group, person = _group(asker), asker.person
        people = self._groups.get(group)
        items = people.get(person) if people is not None else None
        if items is not None and item in items:
            items.remove(item)
            self._forget(group, person)

    def _fullest(self, own: _Group) -> _Group:
        """Return the group with most waiting, or a person's own where that has hardly less."""
        # Of several the one whose turn is last.
        fullest = max(reversed(self._groups), key=self._of_groups.__getitem__)
        return fullest if self._of_groups[fullest] > self._of_groups[own] + 1 else own

    def _give_up(self, group: _Group, newcomer: Asker) -> T | None:
        """Take the last place of whoever of a group has most, if they keep no less than a newcomer gets."""
        people = self._groups.get(group)
        if people is None:
            return None
        person = max(reversed(people), key=lambda person: len(people[person]))
        mine = len(people.get(newcomer.person, ()))
        if group == _group(newcomer) and len(people[person]) <= mine + 1:
            return None
        item = people[person].pop()
        self._forget(group, person)
        return item

    def _forget(self, group: _Group, person: int) -> None:
        """Count one less, and keep nothing of those of whom nothing waits."""
        self._of_groups[group] -= 1
        self._of_people[person] -= 1
        people = self._groups[group]
        if not people[person]:
            del people[person]
        if not people:
            del self._groups[group]
        if not self._of_groups[group]:
            del self._of_groups[group]
        if not self._of_people[person]:
            del self._of_people[person]


def _group(asker: Asker) -> _Group:
    return ("person", asker.person) if asker.server is None else ("server", asker.server)
