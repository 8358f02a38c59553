"""Who is let through to an answer: where the bot may answer and for whom in public, then how often.

Where and for whom is decided by moderators in the settings; how often by a token bucket for each person, for
each server, and for each kind of asking.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, assert_never

import discord
from pyrate_limiter import Duration, MonotonicClock, Rate, RateItem, StateBucket, TokenBucket

from bot.discord_bot import delivery
from bot.discord_bot.executor import Declined
from bot.discord_bot.memory import Latest
from bot.discord_bot.texts import texts_for
from bot.discord_bot.views.layout import plain
from bot.discord_bot.views.notices import slow_down

if TYPE_CHECKING:
    from collections.abc import Collection

    from discord.ui import LayoutView
    from pyrate_limiter.clocks import AbstractClock

    from bot.config import DiscordSettings
    from bot.discord_bot.client import Interaction
    from bot.discord_bot.services import Services
    from bot.discord_bot.texts.catalogue import Texts

_BUCKETS = 10_000
"""Buckets that are kept; of more, the longest unused is forgotten, which leaves it full."""


class Kind(Enum):
    """Kinds of asking, each limited by buckets of its own: typing must not use up the questions."""

    QUESTION = "question"
    PRESS = "press"
    SUGGESTION = "suggestion"
    NOTICE = "notice"


class Permit(Enum):
    """Permission to ask: for everyone to see, privately only, or not in this place."""

    PUBLICLY = "publicly"
    PRIVATELY = "privately"
    NOT_HERE = "not here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and where.

    Attributes:
        server: The server, or None in direct and group messages.
        channels: The channel, and what it stands in: a thread's parent, a channel's category.
        direct: Whether it is a direct message with the bot.
        moderates: Whether they may manage messages there.
    """

    person: int
    server: int | None
    channels: tuple[int, ...] = ()
    direct: bool = False
    roles: Collection[int] = ()
    moderates: bool = False


@dataclass(frozen=True, slots=True)
class Admitted:
    """Go on; `public` says whether others may see the answer."""

    public: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Go no further, and say why to the person alone."""

    notice: LayoutView


def admit(
    services: Services, event: Interaction | discord.Message, kind: Kind, texts: Texts
) -> Admitted | Refused:
    """Return whether what somebody asks or presses is to be answered, counting it if so."""
    asker = asker_of(event)
    permitted = permit(services.settings, asker)
    if permitted is Permit.NOT_HERE:
        return Refused(plain(texts.direct_messages_off if asker.direct else texts.channel_denied))
    seconds = services.limits.wait(kind, asker)
    if seconds:
        services.log.info("limited", kind=kind.value, server=asker.server, wait=seconds)
        return Refused(slow_down(texts, seconds=math.ceil(seconds)))
    return Admitted(public=permitted is Permit.PUBLICLY)


def permit(settings: DiscordSettings, asker: Asker) -> Permit:
    """Return how a person may be answered in a place."""
    if not _is_open(settings, asker):
        return Permit.NOT_HERE
    match settings.public_answers:
        case "everyone":
            public = True
        case "listed":
            listed = asker.person in settings.public_people or asker.moderates
            public = listed or not set(settings.public_roles).isdisjoint(asker.roles)
        case "nobody":
            public = False
    # Between a person and the bot there is no public.
    return Permit.PUBLICLY if public or asker.direct else Permit.PRIVATELY


def _is_open(settings: DiscordSettings, asker: Asker) -> bool:
    if asker.direct:
        return settings.direct_messages
    if not set(settings.deny_channels).isdisjoint(asker.channels):
        return False
    # The lists are a server's: a group of friends has no moderator who could have written it into them.
    if asker.server is None or not settings.allow_channels:
        return True
    return not set(settings.allow_channels).isdisjoint(asker.channels)


def asker_of(event: Interaction | discord.Message) -> Asker:
    """Return who pressed, invoked or wrote, and where."""
    if isinstance(event, discord.Interaction):
        author, server, direct = event.user, event.guild_id, event.context.dm_channel
        moderates = event.permissions.manage_messages
    else:
        author, server = event.author, event.guild.id if event.guild is not None else None
        direct, moderates = isinstance(event.channel, discord.DMChannel), _moderates(event)
    return Asker(
        person=author.id,
        server=server,
        channels=_channels(event.channel),
        direct=direct,
        roles=[role.id for role in author.roles] if isinstance(author, discord.Member) else [],
        moderates=moderates,
    )


def _channels(channel: object) -> tuple[int, ...]:
    """Return a channel's identifier, and those of what it stands in."""
    found: list[int | None] = [getattr(channel, "id", None)]
    match channel:
        case discord.Thread(parent=None):
            found.append(channel.parent_id)
        case discord.Thread(parent=discord.abc.GuildChannel() as parent):
            found += [channel.parent_id, parent.category_id]
        case discord.abc.GuildChannel():
            found.append(channel.category_id)
        case _:
            pass
    return tuple(identifier for identifier in found if identifier is not None)


def _moderates(message: discord.Message) -> bool:
    author, channel = message.author, message.channel
    if not isinstance(author, discord.Member) or isinstance(channel, discord.PartialMessageable):
        return False
    try:
        return channel.permissions_for(author).manage_messages
    except discord.ClientException:
        # A thread whose parent is not known: nothing says that they may.
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Counts what is asked; answers how long to wait where it is too much."""

    settings: DiscordSettings
    clock: AbstractClock = field(default_factory=MonotonicClock)
    _buckets: Latest[tuple[Kind, str, int], StateBucket] = field(default_factory=lambda: Latest(_BUCKETS))

    def wait(self, kind: Kind, asker: Asker) -> float:
        """Count one asking, and return 0; or, where it is too much, the seconds to wait, counting nothing."""
        seconds = self._put((kind, "person", asker.person), self._person_rate(kind))
        if seconds or kind is not Kind.QUESTION or asker.server is None:
            return seconds
        a_minute, burst = self.settings.server_questions_per_minute, self.settings.server_questions_at_once
        return self._put((kind, "server", asker.server), Rate(a_minute, Duration.MINUTE, burst=burst))

    def _person_rate(self, kind: Kind) -> Rate:
        match kind:
            case Kind.QUESTION:
                burst = self.settings.questions_at_once
                return Rate(self.settings.questions_per_minute, Duration.MINUTE, burst=burst)
            case Kind.PRESS:
                return Rate(self.settings.presses_per_minute, Duration.MINUTE)
            case Kind.SUGGESTION:
                return Rate(self.settings.suggestions_per_minute, Duration.MINUTE)
            case Kind.NOTICE:
                return Rate(1, Duration.MINUTE)

    def _put(self, key: tuple[Kind, str, int], rate: Rate) -> float:
        bucket = self._buckets.get(key) or StateBucket([rate], TokenBucket(), clock=self.clock)
        self._buckets.put(key, bucket)
        item = RateItem(key[1], bucket.now())  # type: ignore[no-untyped-call] # pyrate-limiter does not type it
        return 0.0 if bucket.put(item) else max(float(bucket.waiting(item)), 1.0) / 1000  # type: ignore[arg-type]


def declined_notice(declined: Declined, texts: Texts) -> LayoutView | None:
    """Return the notice for somebody who is turned away; None where nobody is left to be told."""
    match declined:
        case Declined.BUSY:
            return plain(texts.busy)
        case Declined.STOPPING:
            return plain(texts.stopping)
        case Declined.UNWANTED:
            return None
        case _:
            assert_never(declined)


async def turn_away(services: Services, interaction: Interaction, declined: Declined) -> None:
    """Tell the person alone that their question is not answered now, if there is anybody to tell."""
    services.log.info("turned_away", why=declined.value, server=interaction.guild_id)
    notice = declined_notice(declined, texts_for(interaction.locale))
    if notice is not None:
        await delivery.tell(interaction, notice)
