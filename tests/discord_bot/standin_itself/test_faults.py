"""Faults that the stand-in can be told to have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import discord
import pytest

from tests.discord_bot.standin.faults import Cut, Delay, Hold, broken, rate_limited

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.discord_bot.standin.sample import SampleBot
    from tests.discord_bot.standin.server import StandIn

    Handler = Callable[[discord.Interaction[SampleBot], str], Awaitable[None]]


class TestFaults:
    @pytest.mark.parametrize("status", [500, 503])
    async def test_a_broken_callback_is_tried_again(
        self, standin: StandIn, bot: SampleBot, status: int
    ) -> None:
        standin.fail("POST", "/callback", broken(status))
        asked = standin.does.slash(standin.member, standin.channel, "say", text="x")
        await asked.answered()
        await standin.wait_for("POST", "/callback", count=2)
        assert [received.status for received in standin.requests("POST", "/callback")] == [status, 200]
        assert bot.failures == []

    async def test_a_callback_broken_twice_comes_too_late(self, standin: StandIn, bot: SampleBot) -> None:
        standin.fail("POST", "/callback", broken(503), times=2)
        asked = standin.does.slash(standin.member, standin.channel, "say", text="x")
        failure = await bot.failure()
        assert isinstance(failure, discord.NotFound)
        assert failure.code == 10062
        assert asked.failed

    async def test_a_proxy_in_trouble_on_the_bots_own_routes(self, standin: StandIn, bot: SampleBot) -> None:
        standin.fail("POST", "/messages", broken(503))
        channel = bot.get_partial_messageable(int(standin.channel.id))
        with pytest.raises(discord.DiscordServerError):
            await channel.send("x")

    async def test_a_limited_rate(self, standin: StandIn, bot: SampleBot) -> None:
        channel = bot.get_partial_messageable(int(standin.channel.id))
        standin.fail("POST", "/messages", rate_limited(0.01))
        await channel.send("after a while")
        standin.fail("POST", "/messages", rate_limited(0.01, via=False))
        with pytest.raises(discord.HTTPException) as limited:
            await channel.send("never")
        assert limited.value.status == 429
        assert [message.text for message in standin.seen_in(standin.channel)] == ["after a while"]

    @pytest.mark.parametrize("applied", [True, False])
    async def test_a_cut_connection(self, standin: StandIn, bot: SampleBot, *, applied: bool) -> None:
        standin.fail("POST", "/callback", Cut(applied=applied))
        asked = standin.does.slash(standin.member, standin.channel, "say", text="x")
        assert isinstance(await bot.failure(), aiohttp.ClientError)
        await standin.wait_for("POST", "/callback")
        assert [message.text for message in asked.messages] == (["x"] if applied else [])

    async def test_held_and_delayed(self, standin: StandIn, bot: SampleBot) -> None:
        hold = Hold()
        standin.fail("POST", "/callback", hold)
        asked = standin.does.slash(standin.member, standin.channel, "say", text="x")
        await hold.arrived.wait()
        assert asked.messages == []
        hold.released.set()
        await asked.answered()
        standin.fail("POST", "/callback", Delay(seconds=0.01))
        await standin.does.slash(standin.member, standin.channel, "say", text="x").answered()
        assert bot.failures == []

    async def test_typing_can_fail(self, standin: StandIn, bot: SampleBot) -> None:
        channel = bot.get_partial_messageable(int(standin.channel.id))
        standin.fail("POST", "/typing", broken(503))
        with pytest.raises(discord.DiscordServerError):
            await channel.typing()
        await channel.typing()
        assert standin.typing == [standin.channel.id]
