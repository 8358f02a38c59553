"""What a message asks the bot, if anything."""

from __future__ import annotations

import re

import discord

_ASKING = (discord.MessageType.default, discord.MessageType.reply)


def question_in(message: discord.Message, *, me: int) -> str | None:
    """Return the question that a person put to the bot; None where nobody did.

    A reply to one of the bot's answers mentions it too, unless its author switched that off; then Discord
    keeps its content to itself. Bots and webhooks are never answered, this one least of all: two that answer
    each other would not stop.

    Args:
        message: The message.
        me: The bot's own identifier.
    """
    if message.author.bot or message.webhook_id is not None or message.type not in _ASKING:
        return None
    direct = isinstance(message.channel, discord.DMChannel)
    if not direct and me not in [person.id for person in message.mentions]:
        return None
    return re.sub(rf"<@!?{me}>", " ", message.content).strip()
