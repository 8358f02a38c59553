from __future__ import annotations

import dataclasses

import pytest
from pyrate_limiter.clocks import AbstractClock

from bot.config import DiscordSettings
from bot.discord_bot import access
from bot.discord_bot.access import Asker, Kind, Limits, Permit, permit

CHANNEL, PARENT, CATEGORY = 11, 12, 13
THREAD = Asker(person=1, channels=(CHANNEL, PARENT, CATEGORY), server=7)
DIRECT = Asker(person=1, channels=(99,), server=None, direct=True)
GROUP = Asker(person=1, channels=(98,), server=None)
ADA = Asker(person=1, server=7)
GRACE = Asker(person=2, server=7)


class Clock(AbstractClock):
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> int:
        return round(self.seconds * 1000)


def test_by_default_everyone_everywhere() -> None:
    settings = DiscordSettings()
    assert {permit(settings, asker) for asker in (THREAD, DIRECT, GROUP)} == {Permit.PUBLICLY}


@pytest.mark.parametrize("listed", [CHANNEL, PARENT, CATEGORY])
def test_a_list_names_a_channel_or_what_it_stands_in(listed: int) -> None:
    assert permit(DiscordSettings(allow_channels=(listed,)), THREAD) is Permit.PUBLICLY
    assert permit(DiscordSettings(deny_channels=(listed,)), THREAD) is Permit.NOT_HERE


def test_other_channels_than_the_allowed_are_closed() -> None:
    settings = DiscordSettings(allow_channels=(1,))
    assert permit(settings, THREAD) is Permit.NOT_HERE
    assert permit(settings, GROUP) is Permit.PUBLICLY
    assert permit(settings, DIRECT) is Permit.PUBLICLY


def test_denied_wins_over_allowed() -> None:
    settings = DiscordSettings(allow_channels=(CHANNEL,), deny_channels=(CATEGORY,))
    assert permit(settings, THREAD) is Permit.NOT_HERE


def test_direct_messages_can_be_closed() -> None:
    assert permit(DiscordSettings(direct_messages=False), DIRECT) is Permit.NOT_HERE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Permit.PRIVATELY),
        ({"roles": [21]}, Permit.PUBLICLY),
        ({"person": 2}, Permit.PUBLICLY),
        ({"moderates": True}, Permit.PUBLICLY),
    ],
)
def test_public_answers_for_those_listed(changes: dict[str, object], expected: Permit) -> None:
    settings = DiscordSettings(public_answers="listed", public_roles=(21,), public_people=(2,))
    assert permit(settings, dataclasses.replace(THREAD, **changes)) is expected  # type: ignore[arg-type]


def test_public_answers_for_nobody() -> None:
    settings = DiscordSettings(public_answers="nobody", public_people=(1,))
    assert permit(settings, dataclasses.replace(THREAD, moderates=True)) is Permit.PRIVATELY
    # Between a person and the bot there is no public.
    assert permit(settings, DIRECT) is Permit.PUBLICLY


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


def test_limits_take_bounded_memory(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_BUCKETS", 10)
    questions = limited(clock, questions_at_once=1, questions_per_minute=1)
    for person in range(100):
        questions.wait(Kind.QUESTION, Asker(person=person, server=None))
    assert len(questions._buckets) == 10  # noqa: SLF001 - what it keeps is what is tested
