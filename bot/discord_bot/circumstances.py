"""Where something happened and who did it, out of what Discord sent along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.discord_bot.limits import Asker
from bot.discord_bot.permits import Person, Place

if TYPE_CHECKING:
    from bot.discord_bot.noting_client import Interaction


def place_of(event: Interaction | discord.Message) -> Place:
    """Return where an interaction or a message took place."""
    if isinstance(event, discord.Interaction):
        server, direct = event.guild_id, event.context.dm_channel
    else:
        server = event.guild.id if event.guild is not None else None
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
