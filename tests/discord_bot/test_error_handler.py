"""Each failure reaches the person once, in private, with its number, whatever was sent before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from discord import app_commands

from bot.discord_bot import delivery
from bot.discord_bot.client import MeetingClient
from bot.discord_bot.views.layout import plain
from tests.discord_bot.standin.faults import Cut

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.discord_bot.client import Interaction
    from bot.discord_bot.services import Services
    from bot.store.cited import StateStore
    from tests.discord_bot.standin.server import StandIn

    Act = Callable[[Interaction], Awaitable[object]]

REFERENCE = re.compile(r"`([0-9a-f]{8,16})`")


async def nothing(_: Interaction) -> None: ...


async def thought_privately(interaction: Interaction) -> None:
    await delivery.defer(interaction, private=True)


async def thought_publicly(interaction: Interaction) -> None:
    await delivery.defer(interaction, private=False)


async def answered(interaction: Interaction) -> None:
    await delivery.show(interaction, plain("answered"), private=False)


async def answered_past_us(interaction: Interaction) -> None:
    await interaction.response.send_message("shared")


async def thought_and_answered(interaction: Interaction) -> None:
    await delivery.defer(interaction, private=False)
    await answered(interaction)


def failing(client: MeetingClient, first: Act, error: Exception) -> None:
    """Let /about do something, and then fail."""

    @app_commands.command(name="about", description="Fails")
    async def about(interaction: Interaction) -> None:
        await first(interaction)
        raise error

    client.tree.remove_command("about")
    client.tree.add_command(about)


@pytest.mark.parametrize(
    ("first", "public"),
    [
        (nothing, 0),
        (thought_privately, 0),
        (thought_publicly, 0),
        (answered, 1),
        (answered_past_us, 1),
        (thought_and_answered, 1),
    ],
)
async def test_once_in_private_with_a_number(
    standin: StandIn, bot: MeetingClient, caplog: pytest.LogCaptureFixture, first: Act, public: int
) -> None:
    failing(bot, first, RuntimeError("what somebody asked"))
    asked = standin.does.slash(standin.member, standin.channel, "about")
    await standin.changes.until(
        lambda: any(REFERENCE.search(message.text) for message in asked.messages) or None, "the notice"
    )
    if first is thought_publicly:
        await standin.wait_for("DELETE", "/@original")
    notice = asked.messages[-1]
    assert notice.visible_to == standin.member
    assert len(asked.messages) == public + 1
    assert len(standin.seen_in(standin.channel, by=standin.other)) == public
    reference = REFERENCE.search(notice.text)
    assert reference is not None
    noted = [record.facts for record in caplog.records if hasattr(record, "facts")]
    assert [facts["reference"] for facts in noted if facts["event"] == "failure"] == [reference[1]]
    assert "somebody" not in str(noted)


async def test_an_acknowledgement_whose_reply_was_lost(standin: StandIn, bot: MeetingClient) -> None:
    failing(bot, answered, RuntimeError())
    standin.fail("POST", "/callback", Cut(applied=True))
    asked = standin.does.slash(standin.member, standin.channel, "about")
    assert (await asked.answered(count=2)).visible_to == standin.member
    assert len(asked.messages) == 2


async def test_a_failing_completion_sends_no_message(
    standin: StandIn, bot: MeetingClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken_down(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(type(bot.services.suggestions), "choices", broken_down)
    typed = standin.does.complete(standin.member, standin.channel, "ask", "question", question="w")
    documents = standin.does.complete(standin.member, standin.channel, "ask", "document", document="m")
    await documents.acknowledged()
    assert typed.messages == []
    assert not standin.requests("POST", "/webhooks/")
    assert [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_failing_event_is_noted(
    standin: StandIn, bot: MeetingClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken_down(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(bot, "on_raw_message_delete", broken_down)
    standin.delete(standin.say(standin.member, standin.channel, "x"))
    asked = standin.does.slash(standin.member, standin.channel, "about")
    await asked.answered()
    assert any("on_raw_message_delete" in str(vars(record)) for record in caplog.records)


async def test_closing_before_the_setup_raises_nothing(services: Services, state: StateStore) -> None:
    client = MeetingClient(services, state=state)
    await client.close()
    async with MeetingClient(services, state=state):
        pass
