"""What the response to an interaction needs of the client: a place where events are noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import discord

if TYPE_CHECKING:
    from bot.discord_bot.event_log import EventLog


class NotingClient(discord.AutoShardedClient):
    """A client that notes events.

    Attributes:
        log: Where.
    """

    log: EventLog


Interaction: TypeAlias = discord.Interaction[NotingClient]
