"""No answer is lost, whatever happens on the way, by a real client against the stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.discord_bot.logs import events, facts
from tests.discord_bot.processes import QUESTION
from tests.discord_bot.standin.faults import Cut, Delay, Hold, Respond, broken, rate_limited
from tests.discord_bot.standin.interactions import Reply

if TYPE_CHECKING:
    from bot.discord_bot.client import MeetingClient
    from tests.discord_bot.standin.interactions import Interaction
    from tests.discord_bot.standin.server import StandIn

ASIDE = pytest.mark.settings(search_aside_from=0)


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "meeting_bot")


def ask(standin: StandIn) -> Interaction:
    return standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)


async def noted(bot: MeetingClient, caplog: pytest.LogCaptureFixture) -> list[object]:
    """The events that were noted, once nothing is under way any more."""
    await bot.services.in_flight.none_left()
    return events(caplog)


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
    standin: StandIn, bot: MeetingClient, caplog: pytest.LogCaptureFixture, fault: list[object]
) -> None:
    for one in fault:
        standin.fail("POST", "/callback", one)  # type: ignore[arg-type]
    asked = ask(standin)
    answer = await asked.answered()
    await standin.wait_for("POST", "/callback", count=len(fault) + 1)
    assert "Captain" in answer.text
    assert asked.messages == [answer]
    assert not asked.failed
    assert {"undelivered", "failure"}.isdisjoint(await noted(bot, caplog))


async def test_a_slow_line(
    standin: StandIn, bot: MeetingClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord_bot.delivery._ACKNOWLEDGE_ATTEMPT", 0.2)
    standin.fail("POST", "/callback", Delay(seconds=0.3), times=3)
    asked = ask(standin)
    answer = await asked.answered()
    assert {"undelivered", "failure"}.isdisjoint(await noted(bot, caplog))
    assert asked.messages == [answer]


@pytest.mark.parametrize(("code", "reason"), [(10062, "too late"), (40060, "taken"), (50001, "forbidden")])
async def test_an_answer_that_nobody_takes_is_noted(
    standin: StandIn, bot: MeetingClient, caplog: pytest.LogCaptureFixture, code: int, reason: str
) -> None:
    refusal = {"message": "No.", "code": code}
    standin.fail("POST", "/callback", Respond(status=403, body=refusal))
    ask(standin)
    await standin.wait_for("POST", "/callback")
    assert "failure" not in await noted(bot, caplog)
    assert {"event": "undelivered", "reason": reason} in facts(caplog)


@ASIDE
async def test_an_expired_token(
    standin: StandIn, bot: MeetingClient, caplog: pytest.LogCaptureFixture
) -> None:
    hold = Hold()
    standin.fail("PATCH", "/@original", hold)
    asked = ask(standin)
    await hold.arrived.wait()
    asked.grow_older(15 * 60)
    hold.released.set()
    await standin.wait_for("PATCH", "/@original")
    await noted(bot, caplog)
    assert {"event": "undelivered", "reason": "expired"} in facts(caplog)


@ASIDE
@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "fault", [broken(503), Cut(applied=False), Cut(applied=True), rate_limited(0.05, via=False)], ids=str
)
async def test_an_edit_after_a_deferral_is_tried_again(standin: StandIn, fault: object) -> None:
    standin.fail("PATCH", "/@original", fault)  # type: ignore[arg-type]
    asked = ask(standin)
    await standin.wait_for("PATCH", "/@original", count=2)
    assert asked.reply is Reply.DEFERRED_MESSAGE
    assert "Captain" in (await asked.answered()).text
