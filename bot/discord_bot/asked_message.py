"""What a message asks the bot, if anything."""

from __future__ import annotations

import re

import discord

_BEGINNING_ANEW = frozenset({"new", "/new"})
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


def begins_anew(question: str) -> bool:
    """Whether a direct message only asks for what was said before to be forgotten."""
    return question.strip().casefold() in _BEGINNING_ANEW


def replied_answer(message: discord.Message, *, me: int) -> discord.Message | None:
    """Return the bot's message that a message replies to; None without, or where Discord does not send it."""
    if message.type is not discord.MessageType.reply or message.reference is None:
        return None
    reference = message.reference
    said = reference.resolved if reference.resolved is not None else reference.cached_message
    return said if isinstance(said, discord.Message) and said.author.id == me else None
