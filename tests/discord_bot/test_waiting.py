"""Questions that have to wait for a thread, by a real client against the stand-in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.discord_bot import delivery
from tests.discord_bot.processes import QUESTION
from tests.discord_bot.searches import HeldSearches
from tests.discord_bot.standin.interactions import Reply
from tests.discord_bot.standin.people import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.discord_bot.client import MeetingClient
    from tests.discord_bot.processes import Start
    from tests.discord_bot.standin.interactions import Interaction
    from tests.discord_bot.standin.people import Person, Place
    from tests.discord_bot.standin.server import StandIn
    from tests.discord_bot.standin.world import Message

ONE_THREAD = pytest.mark.settings(search_aside_from=0, search_threads=1)
HARDLY_ANY_PLACE = pytest.mark.settings(search_aside_from=0, search_threads=1, questions_waiting=1)


@pytest.fixture
def searches(bot: MeetingClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldSearches]:
    held = HeldSearches(bot.services.assistant, monkeypatch)
    yield held
    held.let_go(100)


async def asked(standin: StandIn, person: Person, question: str, place: Place | None = None) -> Interaction:
    """Ask, and wait until it is acknowledged: Discord's events come in order, their handlers at once."""
    asking = standin.does.slash(person, place or standin.channel, "ask", question=question)
    await asking.acknowledged()
    return asking


async def told_alone(asking: Interaction) -> Message:
    """What the person alone is told after all, in place of an answer for everyone."""

    def look() -> Message | None:
        return next((message for message in asking.messages if message.visible_to == asking.person), None)

    return await asking.changes.until(look, "a private message")


@ONE_THREAD
async def test_people_and_servers_take_turns(standin: StandIn, searches: HeldSearches) -> None:
    elsewhere = standin.server("Elsewhere", standin.person("Joan"))
    hall = standin.add(PlaceKind.TEXT, guild=elsewhere, name="hall")
    questions = [
        await asked(standin, standin.member, f"{QUESTION} First"),
        await asked(standin, standin.member, f"{QUESTION} Second"),
        await asked(standin, standin.member, f"{QUESTION} Third"),
        await asked(standin, standin.other, f"{QUESTION} By another"),
        await asked(standin, elsewhere.members[0], f"{QUESTION} Elsewhere", hall),
    ]
    searches.let_go(len(questions))
    for question in questions:
        assert "Captain" in (await question.answered()).text
    assert searches.begun == [
        f"{QUESTION} First",
        f"{QUESTION} Second",
        f"{QUESTION} Elsewhere",
        f"{QUESTION} By another",
        f"{QUESTION} Third",
    ]


@HARDLY_ANY_PLACE
@pytest.mark.parametrize(("locale", "words"), [("en-US", "try again in a moment"), ("ja", "少し待って")])
async def test_past_the_bound_one_is_told_so_alone_and_at_once(
    standin: StandIn, searches: HeldSearches, locale: str, words: str
) -> None:
    first, second = [await asked(standin, standin.member, QUESTION) for _ in range(2)]
    person = standin.person("Hanako", locale=locale)
    refused = standin.does.slash(person, standin.channel, "ask", question=QUESTION)
    notice = await refused.answered()
    assert refused.reply is Reply.MESSAGE
    assert notice.visible_to == person
    assert words in notice.text
    searches.let_go(2)
    for question in (first, second):
        assert "Captain" in (await question.answered()).text
    assert "Captain" in (await (await asked_now(standin, searches, person)).answered()).text


async def asked_now(standin: StandIn, searches: HeldSearches, person: Person) -> Interaction:
    searches.let_go()
    return await asked(standin, person, QUESTION)


@pytest.mark.settings(search_aside_from=0, search_threads=1, questions_waiting=2)
async def test_who_has_most_waiting_gives_up_a_place_and_is_told_alone(
    standin: StandIn, searches: HeldSearches
) -> None:
    questions = [await asked(standin, standin.member, QUESTION) for _ in range(3)]
    graces = await asked(standin, standin.other, QUESTION)
    notice = await told_alone(questions[2])
    assert "try again" in notice.text
    searches.let_go(3)
    for question in (*questions[:2], graces):
        assert "Captain" in (await question.answered()).text
    assert len([one for one in standin.seen_in(standin.channel) if not one.thinking]) == 3


@HARDLY_ANY_PLACE
async def test_a_press_is_put_off_in_private_and_changes_nothing(
    standin: StandIn, searches: HeldSearches
) -> None:
    searches.let_go()
    message = await (await asked(standin, standin.member, QUESTION)).answered()
    before = message.text
    for _ in range(2):
        await asked(standin, standin.member, QUESTION)
    pressed = standin.does.press(standin.member, message, "Context")
    notice = await pressed.answered()
    assert pressed.reply is Reply.MESSAGE
    assert notice.visible_to == standin.member
    assert "try again" in notice.text
    assert message.text == before


@HARDLY_ANY_PLACE
async def test_a_mention_is_put_off_by_a_direct_message(
    standin: StandIn, searches: HeldSearches, bot: MeetingClient
) -> None:
    questions = [await asked(standin, standin.member, QUESTION) for _ in range(2)]
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    notice = await standin.answered_in(standin.direct(standin.member))
    assert "try again" in notice.text
    searches.let_go(2)
    for question in questions:
        await question.answered()
    await bot.services.in_flight.none_left()
    assert len(searches.begun) == 2


@ONE_THREAD
async def test_a_question_that_is_deleted_while_it_waits_is_not_looked_up(
    standin: StandIn, searches: HeldSearches, bot: MeetingClient
) -> None:
    question = await asked(standin, standin.member, QUESTION)
    message = standin.say(standin.other, standin.channel, f"{standin.mention} lantern")
    await until(lambda: bot.services.executor.waiting == 1)
    standin.delete(message)
    await until(lambda: bot.services.memory.exchanges.get(int(message.id)) is None)
    searches.let_go()
    await question.answered()
    await bot.services.in_flight.none_left()
    assert searches.begun == [QUESTION]
    assert standin.requests("POST", "/channels/[0-9]+/messages") == []


@ONE_THREAD
async def test_a_question_whose_interaction_expires_while_it_waits_is_not_looked_up(
    standin: StandIn, searches: HeldSearches, bot: MeetingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = await asked(standin, standin.member, QUESTION)
    monkeypatch.setattr(delivery, "_LIFE", 0)
    await asked(standin, standin.other, "lantern")
    searches.let_go()
    assert "Captain" in (await question.answered()).text
    await bot.services.in_flight.none_left()
    assert searches.begun == [QUESTION]


@ONE_THREAD
async def test_direct_messages_wait_too_and_go_on_from_each_other(
    standin: StandIn, searches: HeldSearches
) -> None:
    place = standin.direct(standin.member)
    standin.say(standin.member, place, QUESTION)
    standin.say(standin.member, place, "And why?")
    searches.let_go(2)
    assert "Taken with" in (await standin.answered_in(place, count=2)).text


@ONE_THREAD
async def test_at_the_end_who_waits_is_told_and_who_is_looked_up_is_answered(
    standin: StandIn, searches: HeldSearches, bot: MeetingClient
) -> None:
    first, second = [await asked(standin, standin.member, QUESTION) for _ in range(2)]
    bot.services.executor.turn_away()
    notice = await told_alone(second)
    assert "restarted" in notice.text
    searches.let_go()
    assert "Captain" in (await first.answered()).text


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the bot's own state tells nobody that it changes
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("in_time", [True, False])
async def test_nothing_that_waits_is_lost_when_the_process_stops(
    standin: StandIn, start: Start, tmp_path: Path, *, in_time: bool
) -> None:
    go_on = tmp_path / "go-on"
    environment = {
        "MEETING_BOT__DISCORD__SEARCH_ASIDE_FROM": "0",
        "MEETING_BOT__DISCORD__SEARCH_THREADS": "1",
        "GO_ON": str(go_on),
    }
    async with start(entry="tests.discord_bot.held_command:main", **environment) as process:
        connection = await standin.ready()
        questions = [await asked(standin, standin.member, QUESTION) for _ in range(3)]
        process.interrupt()
        await standin.until_closed(connection)
        if not in_time:
            for question in questions[1:]:
                assert "restarted" in (await told_alone(question)).text
        go_on.touch()
        for question in questions if in_time else ():
            assert "Captain" in (await question.answered()).text
        assert await process.ended(patience=5) == 0
