from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
from typing import TYPE_CHECKING

import pytest

from bot.answers.model import Answered, NotCovered
from bot.config import DiscordSettings
from bot.discord_bot.access import Asker
from bot.discord_bot.executor import Declined, Executor
from bot.errors import DamagedStoreError, UnknownDocumentError
from tests.discord_bot.searches import HeldSearches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.answers.model import Answer
    from bot.app import Service

    Ask = Callable[..., asyncio.Task[Answer | Declined]]

QUESTION = "Who proposed the lighthouse?"
ADA, GRACE = Asker(person=1, server=7), Asker(person=2, server=7)


@pytest.fixture
def searches(service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldSearches]:
    held = HeldSearches(service.current, monkeypatch)
    yield held
    held.let_go(100)


@pytest.fixture
def settings() -> DiscordSettings:
    return DiscordSettings(search_aside_from=0, search_threads=1, questions_waiting=2)


@pytest.fixture
def executor(settings: DiscordSettings, service: Service) -> Iterator[Executor]:
    with contextlib.closing(Executor(settings, service)) as executor:
        yield executor


@pytest.fixture
def ask(executor: Executor, service: Service) -> Ask:
    async def there() -> bool:
        await asyncio.sleep(0)
        return True

    def ask_(
        question: str = QUESTION,
        asker: Asker = ADA,
        *,
        there: object = there,
        wanted: object = lambda: True,
        document: str | None = None,
    ) -> asyncio.Task[Answer | Declined]:
        asking = executor.ask(
            question,
            assistant=service.current,
            asker=asker,
            passages=2,
            document=document,
            acknowledge=there,  # type: ignore[arg-type]
            wanted=wanted,  # type: ignore[arg-type]
        )
        return asyncio.create_task(asking)

    return ask_


class TestAtOnce:
    @pytest.fixture
    def settings(self) -> DiscordSettings:
        return DiscordSettings(search_aside_from=1000)

    async def test_a_small_index_answers_where_it_is_asked(self, ask: Ask, searches: HeldSearches) -> None:
        searches.let_go()
        assert isinstance(await ask(there=None), Answered)
        assert searches.threads == {threading.get_ident()}

    async def test_an_executor_that_stops_answers_what_takes_no_time(
        self, ask: Ask, executor: Executor, searches: HeldSearches
    ) -> None:
        searches.let_go()
        executor.turn_away()
        assert isinstance(await ask(), Answered)


@pytest.mark.parametrize("aside", [False, True])
async def test_a_long_question_is_answered_aside_sooner(
    service: Service, searches: HeldSearches, *, aside: bool
) -> None:
    async def there() -> bool:
        return True

    passages = service.current.library.engine.count
    searches.let_go()
    with contextlib.closing(Executor(DiscordSettings(search_aside_from=passages * 10), service)) as executor:
        await executor.ask(
            QUESTION * (20 if aside else 1),
            assistant=service.current,
            asker=ADA,
            passages=1,
            acknowledge=there,
            wanted=lambda: True,
        )
    assert (threading.get_ident() in searches.threads) is not aside


async def test_a_failure_comes_out_where_it_is_waited_for(ask: Ask) -> None:
    with pytest.raises(UnknownDocumentError):
        await ask(document="nowhere")
    assert isinstance(await ask(), Answered)


class TestSeveralThreads:
    @pytest.fixture
    def settings(self) -> DiscordSettings:
        return DiscordSettings(search_aside_from=0, search_threads=3, questions_at_once=10)

    async def test_so_many_search_at_a_time(
        self, ask: Ask, executor: Executor, searches: HeldSearches
    ) -> None:
        asked = [ask() for _ in range(5)]
        await searches.until_begun(3)
        assert executor.waiting == 2
        searches.let_go(5)
        assert all(isinstance(found, Answered) for found in await asyncio.gather(*asked))
        assert len(searches.threads) == 3
        assert threading.get_ident() not in searches.threads


async def test_people_take_turns(ask: Ask, searches: HeldSearches) -> None:
    first = ask("lighthouse 1")
    await searches.until_begun(1)
    others = [ask("lighthouse 2"), ask("lighthouse 3", GRACE)]
    await asyncio.sleep(0)
    searches.let_go(3)
    await asyncio.gather(first, *others)
    assert searches.begun == ["lighthouse 1", "lighthouse 2", "lighthouse 3"]


async def test_past_the_bound_who_has_most_is_turned_away(ask: Ask, searches: HeldSearches) -> None:
    asked = [ask(), ask(), ask()]
    await searches.until_begun(1)
    assert await ask() is Declined.BUSY
    graces = ask(asker=GRACE)
    assert await asked[2] is Declined.BUSY
    searches.let_go(3)
    assert all(isinstance(found, Answered) for found in await asyncio.gather(*asked[:2], graces))


async def test_who_is_turned_away_is_not_acknowledged_first(ask: Ask, searches: HeldSearches) -> None:
    asked = [ask(), ask(), ask()]
    await searches.until_begun(1)
    assert await ask(there=None) is Declined.BUSY
    for one in asked:
        one.cancel()


async def test_who_cannot_be_acknowledged_is_not_searched_for(
    ask: Ask, executor: Executor, searches: HeldSearches
) -> None:
    async def gone() -> bool:
        await asyncio.sleep(0)
        return False

    first = ask()
    await searches.until_begun(1)
    assert await ask("never searched", there=gone) is Declined.UNWANTED
    assert executor.waiting == 0
    searches.let_go()
    assert isinstance(await first, Answered)
    assert searches.begun == [QUESTION]


async def test_a_failure_that_nobody_waits_for_is_dropped(
    ask: Ask, caplog: pytest.LogCaptureFixture, searches: HeldSearches
) -> None:
    hurdle = asyncio.Event()

    async def gone() -> bool:
        await hurdle.wait()
        return False

    asked = ask(document="nowhere", there=gone)
    searches.let_go(2)
    # The next one is answered when the first has failed.
    await ask()
    hurdle.set()
    assert await asked is Declined.UNWANTED
    # What asyncio has to say of it, it says when it is collected.
    gc.collect()
    assert caplog.records == []


async def test_what_nobody_wants_any_more_is_dropped_at_its_turn(ask: Ask, searches: HeldSearches) -> None:
    first = ask()
    await searches.until_begun(1)
    second = ask("never searched", wanted=lambda: False)
    await asyncio.sleep(0)
    searches.let_go()
    assert await second is Declined.UNWANTED
    await first
    assert searches.begun == [QUESTION]


async def test_who_gives_up_leaves_the_queue_and_the_thread_goes_on(
    ask: Ask, executor: Executor, searches: HeldSearches
) -> None:
    first, second = ask(), ask("never searched")
    await searches.until_begun(1)
    for one in (first, second):
        one.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    assert executor.waiting == 0
    third = ask("lighthouse")
    searches.let_go(2)
    assert isinstance(await third, Answered)
    assert searches.begun == [QUESTION, "lighthouse"]


async def test_at_the_end_the_waiting_are_told_and_the_others_answered(
    ask: Ask, executor: Executor, searches: HeldSearches
) -> None:
    first, second = ask(), ask()
    await searches.until_begun(1)
    executor.turn_away()
    assert await second is Declined.STOPPING
    assert await ask() is Declined.STOPPING
    searches.let_go()
    assert isinstance(await first, Answered)


async def test_documents_that_are_gone_meanwhile_are_not_quoted_any_more(
    ask: Ask, service: Service, searches: HeldSearches
) -> None:
    assistant = service.current
    (assistant.library.folder / "minutes.md").unlink()
    asked = ask()
    await searches.until_begun(1)
    await asyncio.to_thread(service.refresh)
    assert service.current is not assistant
    searches.let_go()
    found = await asked
    assert isinstance(found, NotCovered)
    assert found.index == assistant.fingerprint


async def test_documents_are_read_again_where_what_was_kept_of_them_is_damaged(
    ask: Ask, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = service.current

    def damaged(*_: object, **__: object) -> None:
        raise DamagedStoreError("a page of the index says something else")

    monkeypatch.setattr(assistant, "ask", damaged)
    assert isinstance(await ask(), Answered)
    assert service.current is not assistant
    assert "a page of the index says something else" in service.current.notices[0]
