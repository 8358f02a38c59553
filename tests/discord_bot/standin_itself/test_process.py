"""A bot as a process of its own."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import discord

from tests.discord_bot.standin.process import bot_process
from tests.discord_bot.standin.server import StandIn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.discord_bot.standin.sample import SampleBot

    Handler = Callable[[discord.Interaction[SampleBot], str], Awaitable[None]]


SAMPLE = "tests.discord_bot.standin.sample:main"


class TestProcess:
    async def test_the_command_as_a_process(self, standin: StandIn) -> None:
        environment = {"DISCORD_TOKEN": standin.token}
        async with bot_process(standin, env=environment, entry=SAMPLE) as process:
            connection = await standin.ready()
            asked = standin.does.slash(standin.member, standin.channel, "say", text="hello")
            assert (await asked.answered()).text == "hello"
            process.interrupt(signal.SIGTERM)
            assert await process.ended() == 0
            assert await standin.until_closed(connection) == 1000
            assert process.stdout == ""

    async def test_discord_py_is_pointed_back_afterwards(self) -> None:
        before = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
        async with StandIn() as standin:
            assert standin.base_url == discord.http.Route.BASE
        assert before == (discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY)
