"""People, servers and places, and how Discord writes them in a payload."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

DISCORD_EPOCH_MS = 1_420_070_400_000
EVERY_PERMISSION = str((1 << 53) - 1)


class Snowflakes:
    """Identifiers that hold the time they were made, as Discord's do.

    https://discord.com/developers/docs/reference#snowflakes
    """

    def __init__(self) -> None:
        self._made = 0

    def next(self) -> str:
        self._made += 1
        milliseconds = time.time_ns() // 1_000_000 - DISCORD_EPOCH_MS
        return str((milliseconds << 22) | (self._made & 0x3FFFFF))


class PlaceKind(IntEnum):
    """https://discord.com/developers/docs/resources/channel#channel-object-channel-types."""

    TEXT = 0
    DIRECT = 1
    GROUP = 3
    THREAD = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone with an account; a bot is one too."""

    id: str
    name: str
    bot: bool = False
    locale: str = "en-US"
    permissions: str = EVERY_PERMISSION

    def user(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "username": self.name.lower(),
            "global_name": None if self.bot else self.name,
            "discriminator": "0001" if self.bot else "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }

    def membership(self) -> dict[str, Any]:
        """The member object without its user, as it stands in a message."""
        return {
            "roles": [],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "premium_since": None,
            "nick": None,
            "avatar": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
            "communication_disabled_until": None,
        }

    def member(self) -> dict[str, Any]:
        return {**self.membership(), "user": self.user()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guild:
    """A server; `installed` says whether the bot is a member of it."""

    id: str
    name: str
    owner: Person
    members: tuple[Person, ...] = ()
    installed: bool = True
    locale: str = "en-US"

    def payload(self, places: list[Place], bot: Person) -> dict[str, Any]:
        members = [bot, *self.members]
        everyone = {
            "id": self.id,
            "name": "@everyone",
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "position": 0,
            "permissions": EVERY_PERMISSION,
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }
        return {
            "id": self.id,
            "name": self.name,
            "owner_id": self.owner.id,
            "preferred_locale": self.locale,
            "features": [],
            "roles": [everyone],
            "emojis": [],
            "stickers": [],
            "channels": [place.payload() for place in places if place.kind is PlaceKind.TEXT],
            "threads": [place.payload() for place in places if place.kind is PlaceKind.THREAD],
            # Without the members intent Discord sends the bot's own member only.
            "members": [bot.member()],
            "member_count": len(members),
            "large": False,
            "unavailable": False,
            "joined_at": "2024-01-01T00:00:00+00:00",
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a message stands: a channel or thread of a server, a direct message, a group."""

    id: str
    kind: PlaceKind
    name: str | None = None
    guild: Guild | None = None
    parent: str | None = None
    recipients: tuple[Person, ...] = ()
    # Of a direct message: whether it is the one with the bot.
    with_bot: bool = False
    bot_may_send: bool = True
    bot_may_read: bool = True

    @property
    def bot_is_there(self) -> bool:
        """Elsewhere the bot sees only the interactions of those who brought it along."""
        installed = self.guild.installed if self.guild else self.with_bot
        return installed and self.bot_may_read

    def payload(self) -> dict[str, Any]:
        payload: dict[str, Any] = {"id": self.id, "type": int(self.kind), "last_message_id": None, "flags": 0}
        if self.guild:
            payload |= {"guild_id": self.guild.id, "name": self.name, "parent_id": self.parent}
        if self.kind is PlaceKind.TEXT:
            payload |= {"position": 0, "permission_overwrites": [], "topic": None, "nsfw": False}
        if self.kind is PlaceKind.THREAD:
            payload |= {
                "owner_id": self.guild.owner.id if self.guild else None,
                "message_count": 0,
                "member_count": 1,
                "thread_metadata": {
                    "archived": False,
                    "auto_archive_duration": 1440,
                    "archive_timestamp": "2024-01-01T00:00:00+00:00",
                    "locked": False,
                },
            }
        if self.kind in (PlaceKind.DIRECT, PlaceKind.GROUP):
            payload["recipients"] = [person.user() for person in self.recipients]
        if self.kind is PlaceKind.GROUP:
            payload |= {"name": self.name, "icon": None, "owner_id": self.recipients[0].id}
        return payload
