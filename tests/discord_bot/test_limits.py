from __future__ import annotations

import pytest
from pyrate_limiter.clocks import AbstractClock

from bot.config import DiscordSettings
from bot.discord_bot import limits
from bot.discord_bot.limits import Asker, Kind, Limits

ADA = Asker(person=1, server=7)
GRACE = Asker(person=2, server=7)


class Clock(AbstractClock):
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> int:
        return round(self.seconds * 1000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def limited(clock: Clock, **settings: int) -> Limits:
    return Limits(settings=DiscordSettings(**settings), clock=clock)  # type: ignore[arg-type]


def test_a_burst_then_the_wait_for_one_more(clock: Clock) -> None:
    questions = limited(clock, questions_per_minute=6, questions_at_once=3)
    assert [questions.wait(Kind.QUESTION, ADA) for _ in range(4)] == [0, 0, 0, pytest.approx(10, abs=0.01)]
    clock.seconds += 4
    assert questions.wait(Kind.QUESTION, ADA) == pytest.approx(6, abs=0.01)
    clock.seconds += 6
    assert questions.wait(Kind.QUESTION, ADA) == 0


def test_each_person_has_a_bucket(clock: Clock) -> None:
    questions = limited(clock, questions_at_once=1)
    assert questions.wait(Kind.QUESTION, ADA) == 0
    assert questions.wait(Kind.QUESTION, ADA) > 0
    assert questions.wait(Kind.QUESTION, GRACE) == 0


def test_a_server_shares_one(clock: Clock) -> None:
    questions = limited(clock, server_questions_at_once=1)
    assert questions.wait(Kind.QUESTION, ADA) == 0
    assert questions.wait(Kind.QUESTION, GRACE) > 0
    assert questions.wait(Kind.QUESTION, Asker(person=2, server=8)) == 0
    assert questions.wait(Kind.QUESTION, Asker(person=2, server=None)) == 0


def test_typing_and_pressing_use_up_no_questions(clock: Clock) -> None:
    questions = limited(clock, questions_at_once=1, suggestions_per_minute=2, presses_per_minute=2)
    for kind in (Kind.SUGGESTION, Kind.PRESS):
        assert [bool(questions.wait(kind, ADA)) for _ in range(3)] == [False, False, True]
    assert questions.wait(Kind.QUESTION, ADA) == 0


def test_memory_is_bounded(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_REMEMBERED", 10)
    questions = limited(clock, questions_at_once=1, questions_per_minute=1)
    for person in range(100):
        questions.wait(Kind.QUESTION, Asker(person=person, server=None))
    assert len(questions._buckets) == 10  # noqa: SLF001 - what it keeps is what is tested
