"""Why Discord does not let the bot in, in a sentence that says what to do about it."""

from __future__ import annotations

import discord

from bot.discord_bot.tokens import VARIABLE
from bot.errors import MeetingBotError

_CLOSED = {
    4004: f"Discord does not accept the token in {VARIABLE}: copy it anew from the developer portal",
    4010: "Discord does not accept the shard",
    4011: "Discord asks for more shards",
    4012: "Discord no longer speaks the gateway's version: update discord.py",
    4013: "Discord does not know the intents: update discord.py",
    4014: "Discord does not grant the intents: none that is asked for should need granting",
}
"""Close codes after which a connection must not be tried again:
https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
"""


class RefusedError(MeetingBotError):
    """Discord does not let the bot in; trying again would change nothing."""


class UnreachableError(MeetingBotError):
    """Discord could not be reached."""


def refusal(error: BaseException) -> RefusedError | None:
    """Return what an error means where it will not pass by itself, or None."""
    match error:
        case discord.LoginFailure():
            return RefusedError(_CLOSED[4004])
        case discord.PrivilegedIntentsRequired():
            return RefusedError(_CLOSED[4014])
        case discord.ConnectionClosed() if error.code in _CLOSED:
            return RefusedError(_CLOSED[error.code])
        case discord.Forbidden():
            return RefusedError(f"Discord refuses the bot: {error.status}, code {error.code}")
        case _:
            return None
