"""Where something happened and who did it, out of what Discord sent along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.discord_bot.limits import Asker
from bot.discord_bot.permits import Person, Place

if TYPE_CHECKING:
    from bot.discord_bot.responses import Interaction


def place_of(event: Interaction | discord.Message) -> Place:
    """Return where an interaction or a message took place."""
    server = event.guild.id if event.guild is not None else None
    if isinstance(event, discord.Interaction):
        server = event.guild_id
        direct = event.context.dm_channel if event.context is not None else False
    else:
        direct = isinstance(event.channel, discord.DMChannel)
    return Place(channels=_channels(event.channel), server=server, direct=direct)


def person_of(event: Interaction | discord.Message) -> Person:
    """Return who pressed, invoked or wrote, with what gives them rights there."""
    if isinstance(event, discord.Interaction):
        author, moderates = event.user, event.permissions.manage_messages
    else:
        author, moderates = event.author, _moderates(event)
    roles = [role.id for role in author.roles] if isinstance(author, discord.Member) else []
    return Person(id=author.id, roles=roles, moderates=moderates)


def asker_of(event: Interaction | discord.Message) -> Asker:
    """Return whose limits count."""
    return Asker(person=person_of(event).id, server=place_of(event).server)


def _channels(channel: object) -> tuple[int, ...]:
    """Return a channel's identifier, and those of what it stands in."""
    match channel:
        case discord.Thread():
            parent = channel.parent
            above = (channel.parent_id, parent.category_id if parent is not None else None)
        case discord.abc.GuildChannel():
            above = (channel.category_id, None)
        case _:
            above = (None, None)
    own = getattr(channel, "id", None)
    return tuple(identifier for identifier in (own, *above) if identifier is not None)


def _moderates(message: discord.Message) -> bool:
    if not isinstance(message.author, discord.Member) or isinstance(
        message.channel, discord.PartialMessageable
    ):
        return False
    try:
        return message.channel.permissions_for(message.author).manage_messages
    except discord.ClientException:
        # A thread whose parent is not known: nothing says that they may.
        return False
