from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord_bot.commands import commands
from bot.discord_bot.texts.commands import JAPANESE, Translator
from tests.discord_bot.logs import events
from tests.discord_bot.processes import QUESTION
from tests.discord_bot.standin.faults import broken

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.discord_bot.client import MeetingClient
    from bot.discord_bot.services import Services
    from bot.store.cited import StateStore
    from tests.discord_bot.conftest import Running
    from tests.discord_bot.standin.server import StandIn


async def test_synced_when_the_payload_changed(
    standin: StandIn, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running():
        pass
    async with running():
        assert standin.commands.syncs == 1
    monkeypatch.setitem(JAPANESE, "ask", "聞く")
    async with running():
        assert standin.commands.syncs == 2


async def test_each_application_by_itself(standin: StandIn, running: Running, state: StateStore) -> None:
    async with running():
        pass
    key = f"commands of {standin.world.application_id}"
    assert state.get(key) is not None
    state.put(key, "another")
    async with running():
        assert standin.commands.syncs == 2


async def test_a_state_folder_that_cannot_be_written(
    standin: StandIn, running: Running, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file where a folder should be", encoding="utf-8")
    async with running():
        asked = standin.does.slash(standin.member, standin.channel, "about")
        await asked.answered()


async def test_commands_that_go_elsewhere_are_pointed_out(
    standin: StandIn, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    standin.account.interactions_endpoint_url = "https://example.org/interactions"
    async with running():
        assert "commands_go_elsewhere" in events(caplog)


async def test_commands_that_cannot_be_synced_stop_nothing(
    standin: StandIn, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    standin.fail("PUT", "/commands", broken(503))
    async with running():
        place = standin.direct(standin.member)
        standin.say(standin.member, place, QUESTION)
        await standin.answered_in(place)
        assert "commands_not_synced" in events(caplog)
    async with running():
        await standin.ready(connections=2)
    assert standin.commands.syncs == 1


async def test_what_is_synced(bot: MeetingClient, standin: StandIn) -> None:
    del bot
    payload = standin.requests("PUT", "/commands")[0].body
    assert [command["name"] for command in payload if command.get("type", 1) == 1] == [
        "ask",
        "documents",
        "cite",
        "about",
    ]
    assert [command["name"] for command in payload if command.get("type", 1) == 3] == ["Answer this"]
    for command in payload:
        assert command["integration_types"] == [0, 1]
        assert command["contexts"] == [0, 1, 2]
        assert command["name_localizations"]["ja"]
    passages = next(one for one in payload[0]["options"] if one["name"] == "passages")
    assert (passages["min_value"], passages["max_value"]) == (1, 10)


async def test_everything_has_a_translation_within_the_limits(services: Services) -> None:
    """Names have 32 characters, descriptions 100:
    https://discord.com/developers/docs/interactions/application-commands#application-command-object
    """
    translator = Translator()
    context: app_commands.TranslationContext[Any, Any] = app_commands.TranslationContext(
        app_commands.TranslationContextLocation.other, None
    )
    for command in commands(services):
        names = [command.name]
        descriptions = []
        if isinstance(command, app_commands.Command):
            descriptions = [command.description, *(option.description for option in command.parameters)]
            names += [str(option.display_name) for option in command.parameters]
        for text, longest in [*((name, 32) for name in names), *((one, 100) for one in descriptions)]:
            translated = await translator.translate(
                app_commands.locale_str(str(text)), discord.Locale.japanese, context
            )
            assert translated is not None
            assert len(translated) <= longest
            assert len(str(text)) <= longest
