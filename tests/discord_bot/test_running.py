"""The real command as a process: how it starts, syncs and stops."""

from __future__ import annotations

import asyncio
import re
import signal
from typing import TYPE_CHECKING

from bot.discord_bot.heartbeat import is_beating
from tests.discord_bot.processes import QUESTION, stopped
from tests.discord_bot.standin.faults import Hold, broken

if TYPE_CHECKING:
    from pathlib import Path

    from tests.discord_bot.processes import Start
    from tests.discord_bot.standin.server import StandIn


async def test_starts_answers_and_stops(standin: StandIn, start: Start) -> None:
    async with start() as process:
        connection = await standin.ready()
        asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
        assert "Captain" in (await asked.answered()).text
        log = await stopped(process)
    identify = next(one["d"] for one in connection.received if one["op"] == 2)
    # Guilds, guild messages, direct messages: https://discord.com/developers/docs/events/gateway#gateway-intents
    assert identify["intents"] == 1 << 0 | 1 << 9 | 1 << 12
    assert "/ask" in identify["presence"]["game"]["state"]
    assert connection.close_code == 1000
    events = re.findall(r"event=(\w+)", log)
    assert {"commands", "connected", "answered", "stopping", "stopped"} <= set(events)
    for secret in (standin.token, asked.token, "lighthouse", standin.member.id, standin.member.name):
        assert secret not in log


async def test_shows_a_sign_of_life_while_it_is_connected(
    standin: StandIn, start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "state" / "meeting-bot" / "discord"
    assert not is_beating(folder)
    async with start() as process:
        await standin.ready()
        while not is_beating(folder):  # noqa: ASYNC110 - the bot is another process
            await asyncio.sleep(0.02)
        await stopped(process)
    assert not is_beating(folder)


async def test_ends_on_an_interrupt_too(standin: StandIn, start: Start) -> None:
    async with start() as process:
        await standin.ready()
        await stopped(process, signal.SIGINT)


async def test_commands_are_synced_once(standin: StandIn, start: Start) -> None:
    for _ in range(2):
        connections = len(standin.gateway.connections)
        async with start() as process:
            await standin.ready(connections=connections + 1)
            log = await stopped(process)
    assert standin.commands.syncs == 1
    assert "synced=False" in log


async def test_commands_that_go_elsewhere_are_pointed_out(standin: StandIn, start: Start) -> None:
    standin.account.interactions_endpoint_url = "https://example.org/interactions"
    async with start() as process:
        await standin.ready()
        assert "event=commands_go_elsewhere" in await stopped(process)


async def test_commands_that_cannot_be_synced_stop_nothing(standin: StandIn, start: Start) -> None:
    standin.fail("PUT", "/commands", broken(503))
    async with start() as process:
        await standin.ready()
        place = standin.direct(standin.member)
        standin.say(standin.member, place, QUESTION)
        await standin.answered_in(place)
        assert "event=commands_not_synced" in await stopped(process)
    async with start() as process:
        await standin.ready(connections=2)
        await stopped(process)
    assert standin.commands.syncs == 1


class TestStops:
    async def test_a_question_under_way_is_answered(self, standin: StandIn, start: Start) -> None:
        async with start() as process:
            connection = await standin.ready()
            hold = Hold()
            standin.fail("POST", "/callback", hold)
            asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
            await hold.arrived.wait()
            process.interrupt()
            await standin.until_closed(connection)
            hold.released.set()
            assert "Captain" in (await asked.answered()).text
            assert await process.ended(patience=5) == 0

    async def test_an_answer_that_does_not_get_through_holds_nothing_up(
        self, standin: StandIn, start: Start
    ) -> None:
        async with start() as process:
            await standin.ready()
            hold = Hold()
            standin.fail("POST", "/messages", hold)
            standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
            await hold.arrived.wait()
            process.interrupt()
            assert await process.ended(patience=5) == 0

    async def test_while_it_starts(self, standin: StandIn, start: Start) -> None:
        hold = Hold()
        standin.fail("GET", "/users/@me", hold)
        async with start() as process:
            await hold.arrived.wait()
            process.interrupt()
            assert await process.ended(patience=5) == 0

    async def test_a_half_open_connection_holds_nothing_up(self, standin: StandIn, start: Start) -> None:
        async with start() as process:
            await standin.ready()
            standin.gateway.go_silent()
            await stopped(process)
