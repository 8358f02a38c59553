"""Mentions, replies, direct messages, their edits and deletions, by a real client against the stand-in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import discord
import pytest

from tests.discord_bot.hostility import HOSTILE
from tests.discord_bot.logs import facts
from tests.discord_bot.standin.faults import Cut, Hold, Respond, broken, rate_limited
from tests.discord_bot.standin.people import PlaceKind

if TYPE_CHECKING:
    from bot.discord_bot.client import MeetingClient
    from tests.discord_bot.standin.server import StandIn

pytestmark = pytest.mark.usefixtures("bot")
QUESTION = "Who proposed the lighthouse?"


async def test_a_mention_is_replied_to_without_a_ping(standin: StandIn) -> None:
    asked = standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    answer = await standin.answered_in(standin.channel)
    assert "Captain" in answer.text
    assert answer.referenced is asked
    assert not answer.pinged


async def test_in_a_thread(standin: StandIn) -> None:
    standin.say(standin.member, standin.thread, f"{QUESTION} {standin.mention}")
    assert "Captain" in (await standin.answered_in(standin.thread)).text


async def test_a_direct_message_needs_no_mention(standin: StandIn) -> None:
    place = standin.direct(standin.member)
    standin.say(standin.member, place, QUESTION)
    assert "Captain" in (await standin.answered_in(place)).text


async def test_a_reply_to_an_answer_asks_on(standin: StandIn) -> None:
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    answer = await standin.answered_in(standin.channel)
    standin.say(standin.other, standin.channel, "When is the whale museum closed?", reply_to=answer)
    assert "winter" in (await standin.answered_in(standin.channel, count=2)).text


async def test_only_people_are_answered(standin: StandIn) -> None:
    machine = standin.person("Robot", bot=True)
    standin.say(machine, standin.channel, f"{standin.mention} {QUESTION}")
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}", webhook=True)
    standin.say(standin.world.bot, standin.channel, f"{standin.mention} {QUESTION}")
    standin.say(standin.member, standin.channel, QUESTION)
    standin.say(standin.member, standin.channel, f"@everyone {QUESTION}")
    # Events come in order: when this one is answered, those before it never will be.
    last = standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    assert (await standin.answered_in(standin.channel, count=2)).referenced is last
    # What it said itself, and one answer.
    assert len(standin.answers_in(standin.channel)) == 2


@pytest.mark.parametrize("content", ["", "hi", *HOSTILE])
async def test_whatever_is_said_pings_nobody(standin: StandIn, content: str) -> None:
    standin.say(standin.member, standin.channel, f"{standin.mention} {content}"[:2000])
    answer = await standin.answered_in(standin.channel)
    assert answer.text
    assert not answer.pinged


async def test_an_edit_of_the_question_edits_the_answer(standin: StandIn) -> None:
    asked = standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    answer = await standin.answered_in(standin.channel)
    standin.edit(asked, f"{standin.mention} When is the whale museum closed?")
    await standin.edited(answer)
    assert "winter" in answer.text
    assert standin.answers_in(standin.channel) == [answer]


async def test_an_edit_that_changes_nothing_or_comes_late(
    standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    await standin.answered_in(standin.channel)
    standin.edit(asked, f"{standin.mention} {QUESTION}")
    six_minutes_on = discord.utils.utcnow() + dt.timedelta(minutes=6)
    monkeypatch.setattr(discord.utils, "utcnow", lambda: six_minutes_on)
    standin.edit(asked, f"{standin.mention} something else")
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    await standin.answered_in(standin.channel, count=2)
    assert standin.requests("PATCH", "/messages/") == []


async def test_an_edit_waits_for_the_answer_that_it_changes(standin: StandIn) -> None:
    hold = Hold()
    standin.fail("POST", "/messages", hold)
    asked = standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    await hold.arrived.wait()
    standin.edit(asked, f"{standin.mention} When is the whale museum closed?")
    hold.released.set()
    answer = await standin.edited(await standin.answered_in(standin.channel))
    assert "winter" in answer.text


async def test_a_deletion_takes_the_answer_back(standin: StandIn) -> None:
    asked = standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    answer = await standin.answered_in(standin.channel)
    standin.delete(asked)
    await standin.deleted(answer)
    assert standin.seen_in(standin.channel) == []


async def test_a_question_that_is_deleted_while_it_is_answered(standin: StandIn) -> None:
    hold = Hold()
    standin.fail("POST", "/messages", hold)
    asked = standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    await hold.arrived.wait()
    standin.delete(asked)
    hold.released.set()
    await standin.deleted(await standin.answered_in(standin.channel))


@pytest.mark.settings(questions_at_once=1, questions_per_minute=1)
async def test_too_many_questions_are_put_off_by_one_direct_message(standin: StandIn) -> None:
    for _ in range(4):
        standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    notice = await standin.answered_in(standin.direct(standin.member))
    assert "60" in notice.text
    standin.say(standin.other, standin.channel, f"{standin.mention} {QUESTION}")
    await standin.answered_in(standin.channel, count=2)
    assert len(standin.answers_in(standin.direct(standin.member))) == 1


@pytest.mark.settings(public_answers="nobody")
async def test_who_may_not_answer_publicly_is_told_alone(standin: StandIn) -> None:
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    notice = await standin.answered_in(standin.direct(standin.member))
    assert "Captain" not in notice.text
    assert standin.answers_in(standin.channel) == []


@pytest.mark.settings(direct_messages=False)
async def test_direct_messages_can_be_closed(standin: StandIn) -> None:
    place = standin.direct(standin.member)
    standin.say(standin.member, place, QUESTION)
    assert "Captain" not in (await standin.answered_in(place)).text


@pytest.mark.settings(search_aside_from=0)
@pytest.mark.parametrize("works", [True, False])
async def test_typing_is_shown_if_that_works(standin: StandIn, *, works: bool) -> None:
    if not works:
        standin.fail("POST", "/typing", broken(503))
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    assert "Captain" in (await standin.answered_in(standin.channel)).text
    await standin.wait_for("POST", "/typing")


@pytest.mark.parametrize(
    "fault",
    [
        broken(503),
        Cut(applied=False),
        Cut(applied=True),
        rate_limited(0.01),
        rate_limited(0.01, via=False),
    ],
    ids=str,
)
async def test_no_answer_is_lost_or_given_twice(standin: StandIn, fault: object) -> None:
    standin.fail("POST", "/messages", fault)  # type: ignore[arg-type]
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    await standin.wait_for("POST", "/messages", count=2)
    answer = await standin.answered_in(standin.channel)
    assert "Captain" in answer.text
    assert standin.answers_in(standin.channel) == [answer]


async def test_where_the_bot_may_not_write(
    standin: StandIn, bot: MeetingClient, caplog: pytest.LogCaptureFixture
) -> None:
    hall = standin.add(PlaceKind.TEXT, guild=standin.guild, name="hall", bot_may_send=False)
    caplog.set_level("INFO", "meeting_bot")
    standin.say(standin.member, hall, f"{standin.mention} {QUESTION}")
    await standin.wait_for("POST", "/messages")
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    await standin.answered_in(standin.channel)
    await bot.services.in_flight.none_left()
    assert [one["sent"] for one in facts(caplog)] == ["forbidden", "sent"]


async def test_a_failure_reaches_the_author_with_its_number(
    standin: StandIn, bot: MeetingClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken_down(*_: object, **__: object) -> None:
        raise RuntimeError(QUESTION)

    monkeypatch.setattr(bot.services.assistant, "ask", broken_down)
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    notice = await standin.answered_in(standin.direct(standin.member))
    failures = [record.facts for record in caplog.records if hasattr(record, "facts")]
    assert failures[0]["event"] == "failure"
    assert str(failures[0]["reference"]) in notice.text
    assert standin.answers_in(standin.channel) == []


@pytest.mark.settings(public_answers="nobody")
async def test_who_takes_no_messages_is_spared(standin: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    closed = {"message": "Cannot send messages to this user", "code": 50007}
    standin.fail("POST", "/channels/[0-9]+/messages", Respond(status=403, body=closed))
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    await standin.wait_for("POST", "/channels/[0-9]+/messages")
    place = standin.direct(standin.other)
    standin.say(standin.other, place, QUESTION)
    await standin.answered_in(place)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
