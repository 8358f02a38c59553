"""How a client connects to the stand-in, and stays connected."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import pytest

from tests.discord_bot.standin.faults import Respond
from tests.discord_bot.standin.framing import ZstdStream
from tests.discord_bot.standin.sample import SampleBot, running

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.discord_bot.standin.server import StandIn

    Handler = Callable[[discord.Interaction[SampleBot], str], Awaitable[None]]


class TestConnection:
    async def test_starts_syncs_and_answers(self, standin: StandIn, bot: SampleBot) -> None:
        assert standin.commands.syncs == 1
        asked = standin.does.slash(standin.member, standin.channel, "say", text="hello")
        message = await asked.answered()
        assert message.text == "hello"
        assert standin.seen_in(standin.channel) == [message]
        assert asked.acknowledged_after is not None
        assert asked.answered_after is not None
        assert not asked.failed
        assert bot.failures == []

    @pytest.mark.parametrize("compression", [True, False])
    async def test_compressed_or_not(self, standin: StandIn, *, compression: bool) -> None:
        standin.gateway.compression = compression
        async with running(standin, SampleBot()):
            asked = standin.does.slash(standin.member, standin.channel, "say", text="hello")
            await asked.answered()

    async def test_every_shard_gets_its_own(self, standin: StandIn) -> None:
        standin.account.shards = 2
        async with running(standin, SampleBot()):
            await standin.ready(connections=2)
            asked = standin.does.slash(standin.member, standin.channel, "say", text="hello")
            direct = standin.does.slash(standin.member, standin.direct(standin.member), "say", text="hi")
            await asked.answered()
            await direct.answered()

    @pytest.mark.usefixtures("standin")
    async def test_a_bad_token_is_refused_by_rest(self) -> None:
        async with SampleBot() as bot:
            with pytest.raises(discord.LoginFailure):
                await bot.start("another.token")

    async def test_a_bad_token_is_refused_by_the_gateway(self, standin: StandIn) -> None:
        async with SampleBot() as bot:
            await bot.login(standin.token)
            bot.http.token = "another.token"  # noqa: S105
            where = {"url": standin.gateway.url, "shards": 1, "session_start_limit": {}}
            standin.fail("GET", "/gateway/bot", Respond(status=200, body=where))
            with pytest.raises(discord.ConnectionClosed) as closed:
                await bot.connect()
            assert closed.value.code == 4004

    async def test_an_intent_that_was_not_granted_ends_the_client(self, standin: StandIn) -> None:
        async with SampleBot(intents=discord.Intents(message_content=True)) as bot:
            with pytest.raises(discord.PrivilegedIntentsRequired):
                await bot.start(standin.token)

    async def test_resumes_after_a_cut_and_hears_what_it_missed(
        self, standin: StandIn, bot: SampleBot
    ) -> None:
        standin.gateway.accept_connections = False
        standin.gateway.cut()
        await standin.until_closed(standin.gateway.connections[0])
        message = standin.say(standin.member, standin.direct(standin.member), "still there?")
        standin.gateway.accept_connections = True
        connection = await standin.ready(connections=2)
        assert connection.resumed
        assert connection.path.startswith("/gateway/resume")
        answer = await standin.answered_in(message.place)
        assert answer.text == "heard: still there?"
        assert standin.commands.syncs == 1
        await bot.changes.until(lambda: bot.resumes or None, "a resumed session")

    async def test_an_invalid_session_is_begun_anew(self, standin: StandIn, bot: SampleBot) -> None:
        standin.gateway.invalidate()
        connection = await standin.ready(connections=2)
        assert not connection.resumed
        assert bot.resumes == 0

    async def test_a_resume_can_be_refused(self, standin: StandIn, bot: SampleBot) -> None:
        standin.gateway.forget_sessions()
        await standin.gateway.close(4000)
        connection = await standin.ready(connections=2)
        assert not connection.resumed
        assert bot.resumes == 0

    async def test_reconnects_when_asked(self, standin: StandIn, bot: SampleBot) -> None:
        standin.gateway.ask_to_reconnect()
        connection = await standin.ready(connections=2)
        assert connection.resumed
        assert not bot.is_closed()

    async def test_heartbeats_are_counted_and_asked_for(self, standin: StandIn, bot: SampleBot) -> None:
        connection = standin.gateway.alive[0]
        standin.gateway.ask_for_heartbeat()
        await standin.changes.until(lambda: connection.heartbeats > 1 or None, "a heartbeat")
        assert not bot.is_closed()

    async def test_a_silent_gateway_is_noticed(self, standin: StandIn) -> None:
        standin.gateway.heartbeat_interval = 0.1
        async with running(standin, SampleBot(heartbeat_timeout=0.4)):
            standin.gateway.go_silent()
            connection = await standin.ready(connections=2)
            assert connection.resumed

    async def test_an_event_that_cannot_be_parsed_ends_the_client(self, standin: StandIn) -> None:
        async with SampleBot() as bot:
            task = asyncio.create_task(bot.start(standin.token))
            await standin.ready()
            standin.gateway.publish("MESSAGE_CREATE", {"id": "1"})
            with pytest.raises(KeyError):
                await task

    def test_zstd_is_spoken_where_it_is_installed(self) -> None:
        import zstandard

        framing, decompressor = ZstdStream(), zstandard.ZstdDecompressor().decompressobj()
        assert [decompressor.decompress(framing.frame({"op": n})) for n in (1, 2)] == [
            b'{"op": 1}',
            b'{"op": 2}',
        ]
