"""Where the bot may answer, and whom for everyone to see: what moderators decide in the settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.config import DiscordSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something was asked.

    Attributes:
        channels: The channel, and what it stands in: a thread's parent, a channel's category.
        server: The server, or None in direct and group messages.
        direct: Whether it is a direct message with the bot.
    """

    channels: tuple[int, ...]
    server: int | None
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asked, and what gives them rights there."""

    id: int
    roles: Collection[int] = ()
    moderates: bool = False


class Permit(Enum):
    """How a question may be answered."""

    PUBLICLY = "publicly"
    PRIVATELY = "privately"
    NOT_HERE = "not here"


def permit(settings: DiscordSettings, place: Place, person: Person) -> Permit:
    """Return how a person may be answered in a place."""
    if not _open(settings, place):
        return Permit.NOT_HERE
    if place.direct or _may_be_public(settings, person):
        return Permit.PUBLICLY
    return Permit.PRIVATELY


def _open(settings: DiscordSettings, place: Place) -> bool:
    if place.direct:
        return settings.direct_messages
    if not set(settings.deny_channels).isdisjoint(place.channels):
        return False
    # The lists are a server's: a group of friends has no moderator who could have written it into them.
    if place.server is None or not settings.allow_channels:
        return True
    return not set(settings.allow_channels).isdisjoint(place.channels)


def _may_be_public(settings: DiscordSettings, person: Person) -> bool:
    match settings.public_answers:
        case "everyone":
            return True
        case "listed":
            listed = person.id in settings.public_people
            return listed or person.moderates or not set(settings.public_roles).isdisjoint(person.roles)
        case "nobody":
            return False
