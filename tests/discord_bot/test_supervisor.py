"""The real command as a process: how it stays connected."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.discord_bot.processes import QUESTION, stopped

if TYPE_CHECKING:
    from pathlib import Path

    from tests.discord_bot.processes import Start
    from tests.discord_bot.standin.server import StandIn


async def test_resumes_after_a_drop(standin: StandIn, start: Start) -> None:
    async with start() as process:
        await standin.ready()
        standin.gateway.cut()
        place = standin.direct(standin.member)
        standin.say(standin.member, place, QUESTION)
        assert (await standin.ready(connections=2)).resumed
        assert "Captain" in (await standin.answered_in(place)).text
        log = await stopped(process)
    assert "event=resumed" in log
    assert standin.commands.syncs == 1


async def test_reconnects_when_asked(standin: StandIn, start: Start) -> None:
    async with start() as process:
        await standin.ready()
        standin.gateway.ask_to_reconnect()
        assert (await standin.ready(connections=2)).resumed
        await stopped(process)


async def test_an_invalid_session_is_begun_anew(standin: StandIn, start: Start) -> None:
    async with start() as process:
        await standin.ready()
        standin.gateway.invalidate()
        assert not (await standin.ready(connections=2)).resumed
        asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
        await asked.answered()
        await stopped(process)
    assert standin.commands.syncs == 1


async def test_a_silent_gateway_is_noticed(standin: StandIn, start: Start) -> None:
    standin.gateway.heartbeat_interval = 0.2
    async with start(MEETING_BOT__DISCORD__HEARTBEAT_TIMEOUT="0.6") as process:
        await standin.ready()
        standin.gateway.go_silent()
        assert (await standin.ready(connections=2)).resumed
        await stopped(process)


async def test_an_event_that_cannot_be_parsed(standin: StandIn, start: Start) -> None:
    async with start() as process:
        await standin.ready()
        standin.gateway.publish("MESSAGE_CREATE", {"id": "1"})
        await standin.ready(connections=2)
        asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
        await asked.answered()
        log = await stopped(process)
    assert "event=died" in log
    assert "error=KeyError" in log


@pytest.mark.parametrize("compression", ["zlib-stream", "zstd-stream"])
async def test_with_each_compression(
    standin: StandIn, start: Start, tmp_path: Path, compression: str
) -> None:
    """discord.py takes zstandard where that is installed, without a word."""
    hiding = tmp_path / "hiding"
    hiding.mkdir()
    if compression == "zstd-stream":
        pytest.importorskip("zstandard")
    else:
        if sys.version_info >= (3, 14):
            pytest.skip("Python itself has the other compression")
        (hiding / "zstandard.py").write_text("raise ImportError", encoding="utf-8")
    async with start(PYTHONPATH=str(hiding)) as process:
        connection = await standin.ready()
        assert connection.compress == compression
        asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
        await asked.answered()
        await stopped(process)


async def test_without_compression(standin: StandIn, start: Start) -> None:
    standin.gateway.compression = False
    async with start() as process:
        await standin.ready()
        asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
        await asked.answered()
        await stopped(process)


async def test_more_than_one_shard(standin: StandIn, start: Start) -> None:
    standin.account.shards = 2
    async with start() as process:
        await standin.ready(connections=2)
        asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
        await asked.answered()
        await stopped(process)
