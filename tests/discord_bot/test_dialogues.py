"""Questions that go on from another, by a real client against the stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.discord_bot.conversation import begins_anew
from bot.discord_bot.texts.catalogue import ENGLISH
from tests.discord_bot.standin.interactions import Reply

if TYPE_CHECKING:
    from bot.discord_bot.client import MeetingClient
    from tests.discord_bot.conftest import Running
    from tests.discord_bot.standin.people import Place
    from tests.discord_bot.standin.server import StandIn
    from tests.discord_bot.standin.world import Message

QUESTION = "Who proposed the lighthouse?"
FOLLOW_UP = "And what will it cost?"
TAKEN_WITH = f"-# Taken with: “{QUESTION}”"


async def said(standin: StandIn, place: Place, content: str) -> Message:
    """Say something in direct messages, and wait for what the bot says to it."""
    answers = len(standin.answers_in(place))
    standin.say(standin.member, place, content)
    return await standin.answered_in(place, count=answers + 1)


async def asked_and_replied(standin: StandIn, *, ping: bool = True) -> Message:
    """Ask in the channel, reply to the answer, and wait for the answer to that."""
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    answer = await standin.answered_in(standin.channel)
    standin.say(standin.other, standin.channel, FOLLOW_UP, reply_to=answer, ping=ping)
    return await standin.answered_in(standin.channel, count=2)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "aside", [False, pytest.param(True, marks=pytest.mark.settings(search_aside_from=0))]
)
async def test_direct_messages_go_on(standin: StandIn, *, aside: bool) -> None:
    del aside
    place = standin.direct(standin.member)
    assert "Taken with" not in (await said(standin, place, QUESTION)).text
    follow_up = await said(standin, place, FOLLOW_UP)
    assert TAKEN_WITH in follow_up.text
    assert "two million" in follow_up.text
    assert "Taken with" not in (await said(standin, place, "When does the whale museum close?")).text
    assert "Taken with: “When does the whale museum close?”" in (await said(standin, place, "And why?")).text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("word", ["new", "/new", " /New "])
async def test_a_word_begins_anew(standin: StandIn, word: str) -> None:
    place = standin.direct(standin.member)
    await said(standin, place, QUESTION)
    assert (await said(standin, place, word)).text == ENGLISH.new_subject
    assert "Taken with" not in (await said(standin, place, FOLLOW_UP)).text


@pytest.mark.usefixtures("bot")
async def test_each_person_has_a_dialogue_of_their_own(standin: StandIn) -> None:
    await said(standin, standin.direct(standin.member), QUESTION)
    place = standin.direct(standin.other)
    standin.say(standin.other, place, FOLLOW_UP)
    assert "Taken with" not in (await standin.answered_in(place)).text


@pytest.mark.usefixtures("bot")
async def test_an_edit_is_taken_with_what_came_before_it(standin: StandIn) -> None:
    place = standin.direct(standin.member)
    await said(standin, place, QUESTION)
    asked = standin.say(standin.member, place, FOLLOW_UP)
    answer = await standin.answered_in(place, count=2)
    standin.edit(asked, "And when does its construction begin?")
    await standin.edited(answer)
    assert TAKEN_WITH in answer.text
    assert "September" in answer.text
    # What is asked next goes on from the question as it reads now.
    assert "construction begin" in (await said(standin, place, "And why?")).text


@pytest.mark.usefixtures("bot")
async def test_a_reply_goes_on_from_the_answer(standin: StandIn) -> None:
    follow_up = await asked_and_replied(standin)
    assert TAKEN_WITH in follow_up.text
    assert "two million" in follow_up.text
    standin.say(standin.member, standin.channel, "And why?", reply_to=follow_up)
    third = await standin.answered_in(standin.channel, count=3)
    assert f"Taken with: “{QUESTION} {FOLLOW_UP}”" in third.text


@pytest.mark.usefixtures("bot")
async def test_a_mention_that_replies_to_nobody_stands_alone(standin: StandIn) -> None:
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    await standin.answered_in(standin.channel)
    asked = standin.say(standin.member, standin.channel, f"{standin.mention} {FOLLOW_UP}")
    assert "Taken with" not in (await standin.answered_in(standin.channel, count=2)).text
    standin.say(standin.member, standin.channel, f"{standin.mention} {FOLLOW_UP}", reply_to=asked)
    assert "Taken with" not in (await standin.answered_in(standin.channel, count=3)).text


@pytest.mark.usefixtures("bot")
async def test_a_reply_to_an_answer_that_is_gone_stands_alone(standin: StandIn) -> None:
    asked = standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    answer = await standin.answered_in(standin.channel)
    standin.delete(asked)
    await standin.deleted(answer)
    standin.say(standin.member, standin.channel, f"{standin.mention} {FOLLOW_UP}", reply_to=answer)
    assert "Taken with" not in (await standin.answered_in(standin.channel)).text


@pytest.mark.usefixtures("bot")
async def test_buttons_ask_the_follow_up_again(standin: StandIn) -> None:
    message = await asked_and_replied(standin)
    before = message.text
    for label in ("Why this?", "Back to the quote"):
        assert await standin.does.press(standin.other, message, label).acknowledged() is Reply.UPDATE
        assert TAKEN_WITH in message.text
    assert message.text == before
    copy = await standin.does.press(standin.member, message, "Context").answered()
    assert TAKEN_WITH in copy.text


async def test_buttons_and_replies_outlive_the_process_and_direct_messages_do_not(
    standin: StandIn, running: Running
) -> None:
    place = standin.direct(standin.member)
    async with running():
        message = await asked_and_replied(standin)
        await said(standin, place, QUESTION)
    async with running() as client:
        await standin.ready(connections=2)
        forget(client)
        assert await standin.does.press(standin.other, message, "Why this?").acknowledged() is Reply.UPDATE
        assert TAKEN_WITH in message.text
        standin.say(standin.member, standin.channel, "And why?", reply_to=message)
        assert "Taken with" in (await standin.answered_in(standin.channel, count=3)).text
        assert "Taken with" not in (await said(standin, place, FOLLOW_UP)).text


def forget(client: MeetingClient) -> None:
    """Let a client forget what a new process would not know; a test's clients share their services."""
    for stranger in range(1001):
        client.services.memory.dialogue(stranger)


def test_only_the_word_alone_begins_anew() -> None:
    assert begins_anew("NEW")
    assert not begins_anew("What is new?")
