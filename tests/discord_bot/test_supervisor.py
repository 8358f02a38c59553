"""How the bot stays connected, and what ends it, by real clients against the stand-in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.discord_bot import supervisor
from bot.discord_bot.heartbeat import is_beating
from bot.discord_bot.supervisor import RefusedError, UnreachableError
from tests.discord_bot.logs import events, facts
from tests.discord_bot.processes import QUESTION
from tests.discord_bot.standin.faults import Hold, broken

if TYPE_CHECKING:
    from pathlib import Path

    from tests.discord_bot.conftest import Supervised
    from tests.discord_bot.standin.server import StandIn


async def assert_answers(standin: StandIn) -> None:
    asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
    assert "Captain" in (await asked.answered()).text


async def test_resumes_after_a_drop(
    standin: StandIn, supervised: Supervised, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "meeting_bot")
    async with supervised():
        await standin.ready()
        standin.gateway.cut()
        place = standin.direct(standin.member)
        standin.say(standin.member, place, QUESTION)
        assert (await standin.ready(connections=2)).resumed
        assert "Captain" in (await standin.answered_in(place)).text
    assert "resumed" in events(caplog)
    assert standin.commands.syncs == 1


async def test_reconnects_when_asked(standin: StandIn, supervised: Supervised) -> None:
    async with supervised():
        await standin.ready()
        standin.gateway.ask_to_reconnect()
        assert (await standin.ready(connections=2)).resumed


async def test_an_invalid_session_is_begun_anew(standin: StandIn, supervised: Supervised) -> None:
    async with supervised():
        await standin.ready()
        standin.gateway.invalidate()
        assert not (await standin.ready(connections=2)).resumed
        await assert_answers(standin)
    assert standin.commands.syncs == 1


@pytest.mark.settings(heartbeat_timeout=0.6)
async def test_a_silent_gateway_is_noticed(standin: StandIn, supervised: Supervised) -> None:
    standin.gateway.heartbeat_interval = 0.2
    async with supervised():
        await standin.ready()
        standin.gateway.go_silent()
        assert (await standin.ready(connections=2)).resumed


async def test_an_event_that_cannot_be_parsed(
    standin: StandIn,
    supervised: Supervised,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(supervisor, "_PAUSES", (0.01,))
    async with supervised():
        await standin.ready()
        standin.gateway.publish("MESSAGE_CREATE", {"id": "1"})
        await standin.ready(connections=2)
        await assert_answers(standin)
    assert "died" in events(caplog)
    assert "KeyError" in [one.get("error") for one in facts(caplog)]


async def test_without_compression(standin: StandIn, supervised: Supervised) -> None:
    standin.gateway.compression = False
    async with supervised():
        await standin.ready()
        await assert_answers(standin)


async def test_more_than_one_shard(standin: StandIn, supervised: Supervised) -> None:
    standin.account.shards = 2
    async with supervised():
        await standin.ready(connections=2)
        await assert_answers(standin)


async def test_the_heart_beats_while_it_is_connected(
    standin: StandIn, supervised: Supervised, tmp_path: Path
) -> None:
    folder = tmp_path / "heartbeat"
    assert not is_beating(folder)
    async with supervised():
        await standin.ready()
        while not is_beating(folder):  # noqa: ASYNC110 - a file tells nobody that it is touched
            await asyncio.sleep(0.01)
    assert not is_beating(folder)


@pytest.mark.parametrize(("code", "names"), [(4004, "DISCORD_TOKEN"), (4014, "intents")])
async def test_what_the_gateway_refuses_later_ends_it_too(
    standin: StandIn, supervised: Supervised, code: int, names: str
) -> None:
    async with supervised() as bot:
        await standin.ready()
        await standin.gateway.refuse_from_now_on(code)
        with pytest.raises(RefusedError, match=names):
            await bot.ended


async def test_a_token_that_discord_does_not_accept(standin: StandIn, supervised: Supervised) -> None:
    standin.token = "another.token"  # noqa: S105 - worth nothing anywhere
    async with supervised() as bot:
        with pytest.raises(RefusedError, match="DISCORD_TOKEN"):
            await bot.ended


async def test_a_discord_in_trouble(standin: StandIn, supervised: Supervised) -> None:
    standin.fail("GET", "/users/@me", broken(503))
    async with supervised() as bot:
        with pytest.raises(UnreachableError, match=r"Discord cannot be reached: .*503"):
            await bot.ended


@pytest.mark.settings(start_timeout=0.5)
async def test_an_unreachable_gateway(standin: StandIn, supervised: Supervised) -> None:
    standin.gateway.accept_connections = False
    async with supervised() as bot:
        with pytest.raises(UnreachableError, match="Discord cannot be reached"):
            await bot.ended


class TestStops:
    async def test_a_question_under_way_is_answered(self, standin: StandIn, supervised: Supervised) -> None:
        hold = Hold()
        async with supervised() as bot:
            connection = await standin.ready()
            standin.fail("POST", "/callback", hold)
            asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
            await hold.arrived.wait()
            bot.stop.set()
            await standin.until_closed(connection)
            hold.released.set()
            assert "Captain" in (await asked.answered()).text
            await bot.ended

    async def test_an_answer_that_does_not_get_through_holds_nothing_up(
        self, standin: StandIn, supervised: Supervised, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(supervisor, "_ANSWERS_WITHIN", 0.05)
        monkeypatch.setattr(supervisor, "_REFUSALS_WITHIN", 0.05)
        hold = Hold()
        async with supervised() as bot:
            await standin.ready()
            standin.fail("POST", "/messages", hold)
            standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
            await hold.arrived.wait()
            bot.stop.set()
            await bot.ended

    async def test_while_it_starts(self, standin: StandIn, supervised: Supervised) -> None:
        hold = Hold()
        standin.fail("GET", "/users/@me", hold)
        async with supervised() as bot:
            await hold.arrived.wait()
            bot.stop.set()
            await bot.ended

    async def test_a_half_open_connection_holds_nothing_up(
        self, standin: StandIn, supervised: Supervised
    ) -> None:
        async with supervised() as bot:
            await standin.ready()
            standin.gateway.go_silent()
            bot.stop.set()
            await bot.ended
