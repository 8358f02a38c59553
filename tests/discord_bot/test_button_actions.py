"""Buttons, by a real client against the stand-in: after a restart, from other people, forged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.discord_bot.standin.faults import Cut, broken
from tests.discord_bot.standin.interactions import Reply
from tests.discord_bot.standin.reading import button

if TYPE_CHECKING:
    from bot.discord_bot.client import MeetingClient
    from tests.discord_bot.conftest import Running
    from tests.discord_bot.standin.interactions import Interaction
    from tests.discord_bot.standin.server import StandIn
    from tests.discord_bot.standin.world import Message

QUESTION = "What will the lighthouse and the ferry terminal cost?"


async def answered(standin: StandIn, **options: object) -> Message:
    asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION, **options)
    return await asked.answered()


async def own_answer(pressed: Interaction) -> Message:
    """The new message that a press brought."""
    await pressed.acknowledged()
    assert pressed.reply is Reply.MESSAGE
    return await pressed.answered()


@pytest.mark.usefixtures("bot")
async def test_the_askers_press_changes_the_message(standin: StandIn) -> None:
    message = await answered(standin)
    before = message.text
    pressed = standin.does.press(standin.member, message, "Next")
    assert await pressed.acknowledged() is Reply.UPDATE
    assert message.text != before
    assert QUESTION in message.text
    standin.does.press(standin.member, message, "Previous")
    await standin.edited(message, edits=2)
    assert message.text == before


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("label", ["Next", "Context", "Why this?"])
async def test_another_persons_press_brings_a_private_copy(standin: StandIn, label: str) -> None:
    message = await answered(standin)
    before = message.text
    copy = await own_answer(standin.does.press(standin.other, message, label))
    assert copy.visible_to == standin.other
    assert message.text == before
    # The copy is theirs: it turns in place.
    turned = standin.does.press(standin.other, copy, custom_id=_first_custom_id(copy))
    assert await turned.acknowledged() is Reply.UPDATE


@pytest.mark.usefixtures("bot")
async def test_the_author_of_a_mention_owns_its_answer(standin: StandIn) -> None:
    standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
    message = await standin.answered_in(standin.channel)
    theirs = await own_answer(standin.does.press(standin.other, message, "Next"))
    assert theirs.visible_to == standin.other
    assert await standin.does.press(standin.member, message, "Next").acknowledged() is Reply.UPDATE


@pytest.mark.usefixtures("bot")
async def test_a_private_answer_is_shared(standin: StandIn) -> None:
    message = await answered(standin, private=True)
    public = await own_answer(standin.does.press(standin.member, message, "Share"))
    assert public.visible_to is None
    assert f"<@{standin.member.id}>" in public.text
    assert not public.pinged
    # Whoever shared it may turn it, and it still says so.
    assert await standin.does.press(standin.member, public, "Next").acknowledged() is Reply.UPDATE
    assert f"<@{standin.member.id}>" in public.text


@pytest.mark.usefixtures("bot")
@pytest.mark.settings(public_answers="nobody")
async def test_sharing_needs_the_right_to(standin: StandIn) -> None:
    message = await answered(standin)
    refused = await own_answer(standin.does.press(standin.member, message, "Share"))
    assert refused.visible_to == standin.member
    assert "Okafor" not in refused.text


@pytest.mark.usefixtures("bot")
async def test_closest_passages_come_in_private_and_say_so(standin: StandIn) -> None:
    asked = standin.does.slash(
        standin.member, standin.channel, "ask", question="Will sourdough football museum cost quarks?"
    )
    message = await asked.answered()
    assert "`minutes@" not in message.text
    for person in (standin.member, standin.other):
        opened = await own_answer(standin.does.press(person, message, "Show closest passages"))
        assert opened.visible_to == person
        assert "closest" in opened.text.splitlines()[0].casefold()


async def test_buttons_outlive_the_process(standin: StandIn, running: Running) -> None:
    async with running():
        message = await answered(standin)
        private = await answered(standin, private=True)
    before = message.text
    async with running():
        await standin.ready(connections=2)
        assert await standin.does.press(standin.member, message, "Next").acknowledged() is Reply.UPDATE
        assert await standin.does.press(standin.member, private, "Next").acknowledged() is Reply.UPDATE
    assert message.text != before


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "custom_id",
    ["mb1:", "mb1:at", "mb1:d:99999999:1", "mb2:x", "forged:1", "", "x" * 100, "mb1:\n", "mb1:d:1:zzzzzz"],
)
async def test_a_forged_button_is_explained(standin: StandIn, custom_id: str) -> None:
    message = await answered(standin)
    before = message.text
    shown = await own_answer(standin.does.press(standin.other, message, custom_id=custom_id))
    assert shown.visible_to == standin.other
    assert message.text == before


@pytest.mark.usefixtures("bot")
async def test_a_forged_asker_changes_nothing(standin: StandIn) -> None:
    message = await answered(standin)
    custom_id = str(button(message.payload(), "Next")["custom_id"])
    head, _, _ = custom_id.rpartition(":")
    mine = _in_base_36(int(standin.other.id))
    await own_answer(standin.does.press(standin.other, message, custom_id=f"{head}:{mine}"))
    assert message.edits == 0


@pytest.mark.usefixtures("bot")
@pytest.mark.settings(presses_per_minute=1)
async def test_too_many_presses_are_put_off_in_private(standin: StandIn) -> None:
    message = await answered(standin)
    await standin.does.press(standin.member, message, "Next").acknowledged()
    notice = await own_answer(standin.does.press(standin.member, message, "Next"))
    assert notice.visible_to == standin.member
    assert message.edits == 1


@pytest.mark.settings(search_aside_from=0)
@pytest.mark.usefixtures("bot")
async def test_a_large_index_is_searched_after_the_acknowledgement(standin: StandIn) -> None:
    message = await answered(standin)
    mine = standin.does.press(standin.member, message, "Next")
    assert await mine.acknowledged() is Reply.DEFERRED_UPDATE
    theirs = standin.does.press(standin.other, message, "Next")
    assert await theirs.acknowledged() is Reply.DEFERRED_MESSAGE
    assert (await theirs.answered()).visible_to == standin.other
    # Its reply to the answer made one edit, the press another.
    await standin.edited(message, edits=2)


@pytest.mark.parametrize("fault", [broken(500), broken(503), Cut(applied=False), Cut(applied=True)], ids=str)
@pytest.mark.usefixtures("bot")
async def test_no_press_is_lost(standin: StandIn, fault: object) -> None:
    message = await answered(standin)
    standin.fail("POST", "/callback", fault)  # type: ignore[arg-type]
    pressed = standin.does.press(standin.member, message, "Next")
    await pressed.acknowledged()
    await standin.wait_for("POST", "/callback", count=3)
    assert not pressed.failed
    assert message.edits == 1


async def test_a_failure_is_told_with_its_number(
    standin: StandIn, bot: MeetingClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    message = await answered(standin)

    def broken_down(*_: object, **__: object) -> None:
        raise RuntimeError(QUESTION)

    monkeypatch.setattr(bot.services.assistant, "ask", broken_down)
    notice = await own_answer(standin.does.press(standin.member, message, "Next"))
    failure = next(record.facts for record in caplog.records if hasattr(record, "facts"))
    assert str(failure["reference"]) in notice.text
    assert notice.visible_to == standin.member


def _first_custom_id(message: Message) -> str:
    from tests.discord_bot.standin.reading import buttons_of

    return next(
        str(one["custom_id"])
        for one in buttons_of(message.payload())
        if "custom_id" in one and not one.get("disabled")
    )


def _in_base_36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (_in_base_36(number // 36) if number >= 36 else "") + digits[number % 36]
