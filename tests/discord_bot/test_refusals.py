"""The real command as a process: what ends its start, in a line that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.discord_bot.standin.faults import broken

if TYPE_CHECKING:
    from pathlib import Path

    from tests.discord_bot.processes import Start
    from tests.discord_bot.standin.process import BotProcess
    from tests.discord_bot.standin.server import StandIn


async def refused(process: BotProcess, *names: str) -> None:
    assert await process.ended(patience=20) == 2
    lines = process.stderr.splitlines()
    assert 1 <= len(lines) <= 3
    assert "Traceback" not in process.stderr
    assert process.stdout == ""
    for name in names:
        assert name in lines[-1]


@pytest.mark.parametrize("token", ["", "  ", "another.token", "Bot stand-in.token", "two words"])
async def test_a_bad_token(start: Start, token: str) -> None:
    async with start(DISCORD_TOKEN=token) as process:
        await refused(process, "DISCORD_TOKEN")
    if token.strip():
        assert token not in process.stderr


async def test_a_token_that_the_gateway_refuses(standin: StandIn, start: Start) -> None:
    async with start() as process:
        await standin.ready()
        await standin.gateway.refuse_from_now_on(4004)
        assert await process.ended(patience=10) == 2
    assert "DISCORD_TOKEN" in process.stderr.splitlines()[-1]
    assert "Traceback" not in process.stderr


async def test_intents_that_are_not_granted(standin: StandIn, start: Start) -> None:
    async with start() as process:
        await standin.ready()
        await standin.gateway.refuse_from_now_on(4014)
        assert await process.ended(patience=10) == 2
    assert "intents" in process.stderr.splitlines()[-1]


async def test_an_unreachable_discord(standin: StandIn, start: Start) -> None:
    base = standin.base_url
    standin.base_url = "http://127.0.0.1:9/api/v10"
    async with start() as process:
        standin.base_url = base
        await refused(process, "Discord cannot be reached")


async def test_a_discord_in_trouble(standin: StandIn, start: Start) -> None:
    standin.fail("GET", "/users/@me", broken(503))
    async with start() as process:
        await refused(process, "Discord cannot be reached", "503")


async def test_an_unreachable_gateway(standin: StandIn, start: Start) -> None:
    standin.gateway.accept_connections = False
    async with start(MEETING_BOT__DISCORD__START_TIMEOUT="1") as process:
        await refused(process, "Discord cannot be reached")


async def test_bad_documents(start: Start, tmp_path: Path) -> None:
    async with start(MEETING_BOT__DOCUMENTS__FOLDER=str(tmp_path / "nowhere")) as process:
        await refused(process, "nowhere")
