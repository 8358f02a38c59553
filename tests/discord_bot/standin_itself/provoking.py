"""Answering an interaction so that the stand-in refuses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.discord_bot.standin.sample import SampleBot
    from tests.discord_bot.standin.server import StandIn

    Handler = Callable[[discord.Interaction[SampleBot], str], Awaitable[None]]


async def refused(standin: StandIn, bot: SampleBot, handler: Handler) -> discord.HTTPException:
    """What a handler that does too much is told."""
    bot.on_say = handler
    standin.does.slash(standin.member, standin.channel, "say", text="x")
    failure = await bot.failure()
    assert isinstance(failure, discord.HTTPException)
    return failure
