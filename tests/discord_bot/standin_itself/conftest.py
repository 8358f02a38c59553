"""A stand-in, and a sample bot that is connected to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.discord_bot.standin.sample import SampleBot, running
from tests.discord_bot.standin.server import StandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    import discord

    Handler = Callable[[discord.Interaction[SampleBot], str], Awaitable[None]]


@pytest.fixture
async def standin() -> AsyncIterator[StandIn]:
    async with StandIn() as standin:
        yield standin


@pytest.fixture
async def bot(standin: StandIn) -> AsyncIterator[SampleBot]:
    async with running(standin, SampleBot()) as bot:
        yield bot
