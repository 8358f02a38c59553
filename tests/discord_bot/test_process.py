"""The real command as a process: how it starts, stays connected and stops."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from bot.discord_bot.pulse import has_pulse
from tests.discord_bot.standin.faults import Cut, Delay, Hold, Respond, broken, rate_limited
from tests.discord_bot.standin.interactions import Reply
from tests.discord_bot.standin.process import bot_process

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.discord_bot.standin.process import BotProcess
    from tests.discord_bot.standin.server import StandIn

    Start = Callable[..., AbstractAsyncContextManager[BotProcess]]

QUESTION = "Who proposed the lighthouse?"
LINE = re.compile(r'time=\S+ level=\w+ event=\w+( \w+=("([^"\\]|\\.)*"|[\w.:@/+-]+))*')


@pytest.fixture
def start(standin: StandIn, corpus: Path, tmp_path: Path) -> Start:
    """Start ``meeting-bot discord``; arguments are variables of its environment."""

    def start_(**environment: str) -> AbstractAsyncContextManager[BotProcess]:
        variables = {
            "DISCORD_TOKEN": standin.token,
            "MEETING_BOT__DOCUMENTS__FOLDER": str(corpus),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            **environment,
        }
        return bot_process(standin, "discord", env=variables, cwd=tmp_path)

    return start_


async def stopped(process: BotProcess, number: signal.Signals = signal.SIGTERM) -> str:
    """Stop the bot; all it wrote is one line an event."""
    process.interrupt(number)
    assert await process.ended(patience=5) == 0
    lines = process.stderr.splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert process.stdout == ""
    return process.stderr


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
    assert not has_pulse(folder)
    async with start() as process:
        await standin.ready()
        while not has_pulse(folder):  # noqa: ASYNC110 - the bot is another process
            await asyncio.sleep(0.02)
        await stopped(process)
    assert not has_pulse(folder)


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


class TestStaysConnected:
    async def test_resumes_after_a_drop(self, standin: StandIn, start: Start) -> None:
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

    async def test_reconnects_when_asked(self, standin: StandIn, start: Start) -> None:
        async with start() as process:
            await standin.ready()
            standin.gateway.ask_to_reconnect()
            assert (await standin.ready(connections=2)).resumed
            await stopped(process)

    async def test_an_invalid_session_is_begun_anew(self, standin: StandIn, start: Start) -> None:
        async with start() as process:
            await standin.ready()
            standin.gateway.invalidate()
            assert not (await standin.ready(connections=2)).resumed
            asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
            await asked.answered()
            await stopped(process)
        assert standin.commands.syncs == 1

    async def test_a_silent_gateway_is_noticed(self, standin: StandIn, start: Start) -> None:
        standin.gateway.heartbeat_interval = 0.2
        async with start(MEETING_BOT__DISCORD__HEARTBEAT_TIMEOUT="0.6") as process:
            await standin.ready()
            standin.gateway.go_silent()
            assert (await standin.ready(connections=2)).resumed
            await stopped(process)

    async def test_an_event_that_cannot_be_parsed(self, standin: StandIn, start: Start) -> None:
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
        self, standin: StandIn, start: Start, tmp_path: Path, compression: str
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

    async def test_without_compression(self, standin: StandIn, start: Start) -> None:
        standin.gateway.compression = False
        async with start() as process:
            await standin.ready()
            asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
            await asked.answered()
            await stopped(process)

    async def test_more_than_one_shard(self, standin: StandIn, start: Start) -> None:
        standin.account.shards = 2
        async with start() as process:
            await standin.ready(connections=2)
            asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
            await asked.answered()
            await stopped(process)


class TestCallbacks:
    @pytest.mark.parametrize(
        "fault",
        [
            [broken(500)],
            [broken(503)],
            [broken(503), broken(503)],
            [rate_limited(0.05)],
            [rate_limited(0.05, via=False)],
            [Cut(applied=False)],
            [Cut(applied=False), Cut(applied=False)],
            [Cut(applied=True)],
        ],
        ids=lambda faults: "+".join(str(fault).partition(",")[0] for fault in faults),
    )
    async def test_no_answer_is_lost_or_given_twice(
        self, standin: StandIn, start: Start, fault: list[object]
    ) -> None:
        async with start() as process:
            await standin.ready()
            for one in fault:
                standin.fail("POST", "/callback", one)  # type: ignore[arg-type]
            asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
            answer = await asked.answered()
            await standin.wait_for("POST", "/callback", count=len(fault) + 1)
            log = await stopped(process)
        assert "Captain" in answer.text
        assert asked.messages == [answer]
        assert not asked.failed
        assert "undelivered" not in log
        assert "failure" not in log

    async def test_a_slow_line(self, standin: StandIn, start: Start) -> None:
        async with start() as process:
            await standin.ready()
            standin.fail("POST", "/callback", Delay(seconds=1.4), times=3)
            asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
            answer = await asked.answered()
            log = await stopped(process)
        assert asked.messages == [answer]
        assert "failure" not in log
        assert "undelivered" not in log

    async def test_an_answer_that_comes_too_late_is_noted(self, standin: StandIn, start: Start) -> None:
        async with start() as process:
            await standin.ready()
            unknown = {"message": "Unknown interaction", "code": 10062}
            standin.fail("POST", "/callback", Respond(status=404, body=unknown))
            standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
            await standin.wait_for("POST", "/callback")
            log = await stopped(process)
        assert 'event=undelivered reason="too late"' in log
        assert "failure" not in log

    async def test_another_has_answered_already(self, standin: StandIn, start: Start) -> None:
        async with start() as process:
            await standin.ready()
            taken = {"message": "Interaction has already been acknowledged.", "code": 40060}
            standin.fail("POST", "/callback", Respond(status=400, body=taken))
            standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
            await standin.wait_for("POST", "/callback")
            log = await stopped(process)
        assert "event=undelivered reason=taken" in log

    async def test_an_expired_token(self, standin: StandIn, start: Start) -> None:
        async with start(MEETING_BOT__DISCORD__SEARCH_ASIDE_FROM="0") as process:
            await standin.ready()
            hold = Hold()
            standin.fail("PATCH", "/@original", hold)
            asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
            await hold.arrived.wait()
            asked.grow_older(15 * 60)
            hold.released.set()
            await standin.wait_for("PATCH", "/@original")
            log = await stopped(process)
        assert "event=undelivered reason=expired" in log

    @pytest.mark.parametrize(
        "fault", [broken(503), Cut(applied=False), Cut(applied=True), rate_limited(0.05, via=False)], ids=str
    )
    async def test_an_edit_after_a_deferral_is_tried_again(
        self, standin: StandIn, start: Start, fault: object
    ) -> None:
        async with start(MEETING_BOT__DISCORD__SEARCH_ASIDE_FROM="0") as process:
            await standin.ready()
            standin.fail("PATCH", "/@original", fault)  # type: ignore[arg-type]
            asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
            await standin.wait_for("PATCH", "/@original", count=2)
            assert asked.reply is Reply.DEFERRED_MESSAGE
            assert "Captain" in (await asked.answered()).text
            await stopped(process)


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


class TestRefused:
    async def refused(self, process: BotProcess, *names: str) -> None:
        assert await process.ended(patience=20) == 2
        lines = process.stderr.splitlines()
        assert 1 <= len(lines) <= 3
        assert "Traceback" not in process.stderr
        assert process.stdout == ""
        for name in names:
            assert name in lines[-1]

    @pytest.mark.parametrize("token", ["", "  ", "another.token", "Bot stand-in.token", "two words"])
    async def test_a_bad_token(self, start: Start, token: str) -> None:
        async with start(DISCORD_TOKEN=token) as process:
            await self.refused(process, "DISCORD_TOKEN")
        if token.strip():
            assert token not in process.stderr

    async def test_a_token_that_the_gateway_refuses(self, standin: StandIn, start: Start) -> None:
        async with start() as process:
            await standin.ready()
            await standin.gateway.refuse_from_now_on(4004)
            assert await process.ended(patience=10) == 2
        assert "DISCORD_TOKEN" in process.stderr.splitlines()[-1]
        assert "Traceback" not in process.stderr

    async def test_intents_that_are_not_granted(self, standin: StandIn, start: Start) -> None:
        async with start() as process:
            await standin.ready()
            await standin.gateway.refuse_from_now_on(4014)
            assert await process.ended(patience=10) == 2
        assert "intents" in process.stderr.splitlines()[-1]

    async def test_an_unreachable_discord(self, standin: StandIn, start: Start) -> None:
        base = standin.base_url
        standin.base_url = "http://127.0.0.1:9/api/v10"
        async with start() as process:
            standin.base_url = base
            await self.refused(process, "Discord cannot be reached")

    async def test_a_discord_in_trouble(self, standin: StandIn, start: Start) -> None:
        standin.fail("GET", "/users/@me", broken(503))
        async with start() as process:
            await self.refused(process, "Discord cannot be reached", "503")

    async def test_an_unreachable_gateway(self, standin: StandIn, start: Start) -> None:
        standin.gateway.accept_connections = False
        async with start(MEETING_BOT__DISCORD__START_TIMEOUT="1") as process:
            await self.refused(process, "Discord cannot be reached")

    async def test_bad_documents(self, start: Start, tmp_path: Path) -> None:
        async with start(MEETING_BOT__DOCUMENTS__FOLDER=str(tmp_path / "nowhere")) as process:
            await self.refused(process, "nowhere")
