"""What Discord says of a message whose button was pressed: what it carries, and whose answer it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.discord_bot.messages.presses import FAMILY

if TYPE_CHECKING:
    from bot.discord_bot.noting_client import Interaction


def carries_pressed(interaction: Interaction) -> bool:
    """Whether the message that was pressed on carries the button: discord.py drops the press of any other."""
    message = interaction.message
    custom_id = interaction.data.get("custom_id") if interaction.data else None
    if message is None or not isinstance(custom_id, str) or not custom_id.startswith(FAMILY):
        return False
    kind = discord.ui.LayoutView if message.flags.components_v2 else discord.ui.View
    items = kind.from_message(message, timeout=None).walk_children()
    return any(getattr(item, "custom_id", None) == custom_id for item in items)


def asker_of_answer(message: discord.Message, *, claimed: int) -> int:
    """Return whose answer a message is: Discord's word for it, where it has one, before the button's."""
    if message.interaction_metadata is not None:
        return message.interaction_metadata.user.id
    asked = message.reference.resolved if message.reference is not None else None
    return asked.author.id if isinstance(asked, discord.Message) else claimed
