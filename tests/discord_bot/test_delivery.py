"""The real command as a process: no answer is lost, whatever happens on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.discord_bot.processes import QUESTION, stopped
from tests.discord_bot.standin.faults import Cut, Delay, Hold, Respond, broken, rate_limited
from tests.discord_bot.standin.interactions import Reply

if TYPE_CHECKING:
    from tests.discord_bot.processes import Start
    from tests.discord_bot.standin.server import StandIn


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
async def test_no_answer_is_lost_or_given_twice(standin: StandIn, start: Start, fault: list[object]) -> None:
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


async def test_a_slow_line(standin: StandIn, start: Start) -> None:
    async with start() as process:
        await standin.ready()
        standin.fail("POST", "/callback", Delay(seconds=1.4), times=3)
        asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
        answer = await asked.answered()
        log = await stopped(process)
    assert asked.messages == [answer]
    assert "failure" not in log
    assert "undelivered" not in log


async def test_an_answer_that_comes_too_late_is_noted(standin: StandIn, start: Start) -> None:
    async with start() as process:
        await standin.ready()
        unknown = {"message": "Unknown interaction", "code": 10062}
        standin.fail("POST", "/callback", Respond(status=404, body=unknown))
        standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
        await standin.wait_for("POST", "/callback")
        log = await stopped(process)
    assert 'event=undelivered reason="too late"' in log
    assert "failure" not in log


async def test_another_has_answered_already(standin: StandIn, start: Start) -> None:
    async with start() as process:
        await standin.ready()
        taken = {"message": "Interaction has already been acknowledged.", "code": 40060}
        standin.fail("POST", "/callback", Respond(status=400, body=taken))
        standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
        await standin.wait_for("POST", "/callback")
        log = await stopped(process)
    assert "event=undelivered reason=taken" in log


async def test_an_expired_token(standin: StandIn, start: Start) -> None:
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
async def test_an_edit_after_a_deferral_is_tried_again(standin: StandIn, start: Start, fault: object) -> None:
    async with start(MEETING_BOT__DISCORD__SEARCH_ASIDE_FROM="0") as process:
        await standin.ready()
        standin.fail("PATCH", "/@original", fault)  # type: ignore[arg-type]
        asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
        await standin.wait_for("PATCH", "/@original", count=2)
        assert asked.reply is Reply.DEFERRED_MESSAGE
        assert "Captain" in (await asked.answered()).text
        await stopped(process)
