"""The real command as a process: how it starts and stops, and the lines that it writes."""

from __future__ import annotations

import re
import signal
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from bot import app
from bot.config import DocumentSettings, Settings
from bot.discord_bot import running
from bot.discord_bot.running import open_patiently
from bot.errors import DocumentError, LibraryError
from tests.discord_bot.processes import QUESTION, stopped

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import Service
    from bot.progress import Track
    from tests.discord_bot.processes import Start
    from tests.discord_bot.standin.process import BotProcess
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


async def test_ends_on_an_interrupt_too_and_syncs_commands_once(standin: StandIn, start: Start) -> None:
    for _ in range(2):
        connections = len(standin.gateway.connections)
        async with start() as process:
            await standin.ready(connections=connections + 1)
            log = await stopped(process, signal.SIGINT)
    assert standin.commands.syncs == 1
    assert "synced=False" in log


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


class TestRefusals:
    """A start that fails is told in three lines at most, the last of which names what is wrong."""

    async def test_no_token(self, start: Start) -> None:
        async with start(DISCORD_TOKEN="") as process:
            await refused(process, "DISCORD_TOKEN")

    async def test_a_token_that_discord_does_not_accept(self, start: Start) -> None:
        async with start(DISCORD_TOKEN="another.token") as process:  # noqa: S106 - worth nothing anywhere
            await refused(process, "DISCORD_TOKEN")
        assert "another.token" not in process.stderr

    async def test_an_unreachable_discord(self, standin: StandIn, start: Start) -> None:
        with socket.socket() as taken:
            # Nobody listens at a port that is taken and not listened at.
            taken.bind(("127.0.0.1", 0))
            base, standin.base_url = standin.base_url, f"http://127.0.0.1:{taken.getsockname()[1]}/api/v10"
            async with start() as process:
                standin.base_url = base
                await refused(process, "Discord cannot be reached")

    async def test_no_documents(self, start: Start, tmp_path: Path) -> None:
        async with start(MEETING_BOT__DOCUMENTS__FOLDER=str(tmp_path / "nowhere")) as process:
            await refused(process, "nowhere")


async def refused(process: BotProcess, name: str) -> None:
    assert await process.ended() == 2
    lines = process.stderr.splitlines()
    assert 1 <= len(lines) <= 3
    assert "Traceback" not in process.stderr
    assert process.stdout == ""
    assert name in lines[-1]


class TestOpening:
    """Documents that cannot be read for the moment are opened again; those that are wrong are not."""

    @pytest.fixture(autouse=True)
    def _at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(running, "_BETWEEN_ATTEMPTS", lambda _: 0)

    @pytest.fixture
    def attempts(self, monkeypatch: pytest.MonkeyPatch) -> list[LibraryError]:
        """Errors that opening meets, one after the other, before it succeeds."""
        to_come: list[LibraryError] = []
        open_service = app.open_service

        def opened(settings: Settings, *, track: Track) -> Service:
            if to_come:
                raise to_come.pop(0)
            return open_service(settings, track=track)

        monkeypatch.setattr(app, "open_service", opened)
        return to_come

    def test_trouble_that_passes(self, attempts: list[LibraryError], corpus: Path) -> None:
        attempts += [error(OSError(5, "Input/output error")), of_a_file(BlockingIOError(11, "busy"))]
        service = open_patiently(settings(corpus))
        assert "minutes" in service.current.library
        assert attempts == []

    def test_trouble_that_stays(self, attempts: list[LibraryError], corpus: Path) -> None:
        attempts += [error(OSError(5, "Input/output error"))] * 9
        with pytest.raises(LibraryError, match="cannot be read"):
            open_patiently(settings(corpus))
        assert len(attempts) == 9 - 5

    @pytest.mark.parametrize("cause", [None, FileNotFoundError(2, "nowhere"), PermissionError(13, "no")])
    def test_what_is_wrong_is_said_at_once(
        self, attempts: list[LibraryError], corpus: Path, cause: OSError | None
    ) -> None:
        attempts += [error(cause)] * 2
        with pytest.raises(LibraryError, match="cannot be read"):
            open_patiently(settings(corpus))
        assert len(attempts) == 1


def settings(corpus: Path) -> Settings:
    return Settings(documents=DocumentSettings(folder=str(corpus)))


def error(cause: OSError | None) -> LibraryError:
    made = LibraryError("the folder cannot be read")
    made.__cause__ = cause
    return made


def of_a_file(cause: OSError) -> LibraryError:
    problem = DocumentError("minutes.md: cannot be read")
    problem.__cause__ = cause
    return LibraryError("no document can be read", problems=(problem,))
