from __future__ import annotations

import pytest

from bot.config import DiscordSettings
from bot.discord_bot.permits import Permit, Person, Place, permit

CHANNEL, PARENT, CATEGORY = 11, 12, 13
THREAD = Place(channels=(CHANNEL, PARENT, CATEGORY), server=7)
DIRECT = Place(channels=(99,), server=None, direct=True)
GROUP = Place(channels=(98,), server=None)
ADA = Person(id=1)


def test_by_default_everyone_everywhere() -> None:
    settings = DiscordSettings()
    assert {permit(settings, place, ADA) for place in (THREAD, DIRECT, GROUP)} == {Permit.PUBLICLY}


@pytest.mark.parametrize("listed", [CHANNEL, PARENT, CATEGORY])
def test_a_list_names_a_channel_or_what_it_stands_in(listed: int) -> None:
    assert permit(DiscordSettings(allow_channels=(listed,)), THREAD, ADA) is Permit.PUBLICLY
    assert permit(DiscordSettings(deny_channels=(listed,)), THREAD, ADA) is Permit.NOT_HERE


def test_other_channels_than_the_allowed_are_closed() -> None:
    settings = DiscordSettings(allow_channels=(1,))
    assert permit(settings, THREAD, ADA) is Permit.NOT_HERE
    assert permit(settings, GROUP, ADA) is Permit.PUBLICLY
    assert permit(settings, DIRECT, ADA) is Permit.PUBLICLY


def test_denied_wins_over_allowed() -> None:
    settings = DiscordSettings(allow_channels=(CHANNEL,), deny_channels=(CATEGORY,))
    assert permit(settings, THREAD, ADA) is Permit.NOT_HERE


def test_direct_messages_can_be_closed() -> None:
    assert permit(DiscordSettings(direct_messages=False), DIRECT, ADA) is Permit.NOT_HERE


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (ADA, Permit.PRIVATELY),
        (Person(id=1, roles=[21]), Permit.PUBLICLY),
        (Person(id=2), Permit.PUBLICLY),
        (Person(id=1, moderates=True), Permit.PUBLICLY),
    ],
)
def test_public_answers_for_those_listed(person: Person, expected: Permit) -> None:
    settings = DiscordSettings(public_answers="listed", public_roles=(21,), public_people=(2,))
    assert permit(settings, THREAD, person) is expected


def test_public_answers_for_nobody() -> None:
    settings = DiscordSettings(public_answers="nobody", public_people=(1,))
    assert permit(settings, THREAD, Person(id=1, moderates=True)) is Permit.PRIVATELY
    # Between a person and the bot there is no public.
    assert permit(settings, DIRECT, ADA) is Permit.PUBLICLY
