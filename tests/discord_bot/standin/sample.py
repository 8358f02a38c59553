"""The least bot that uses everything the stand-in offers: what the stand-in's own tests are driven with."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from .record import Changes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from .server import StandIn


class SampleBot(discord.AutoShardedClient):
    """Answers /say with whatever `on_say` does, and mentions with an echo."""

    def __init__(self, *, intents: discord.Intents | None = None, heartbeat_timeout: float = 60.0) -> None:
        super().__init__(
            intents=intents or discord.Intents(guilds=True, messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            heartbeat_timeout=heartbeat_timeout,
            # Nothing more is awaited after the servers that READY names.
            guild_ready_timeout=0.05,
            chunk_guilds_at_startup=False,
        )
        self.on_say: Callable[[discord.Interaction[SampleBot], str], Awaitable[None]] = _echo
        self.failures: list[BaseException] = []
        self.changes = Changes()
        self.resumes = 0
        self.edits: list[int] = []
        self.deletions: list[int] = []
        self.tree = app_commands.CommandTree(self)
        self.tree.on_error = self._on_error  # type: ignore[method-assign]
        say: app_commands.Command[Any, ..., None] = app_commands.Command(
            name="say", description="Says it", callback=self._say
        )
        say.autocomplete("text")(_complete)
        self.tree.add_command(say)
        self.tree.add_command(app_commands.ContextMenu(name="Repeat this", callback=_repeat))

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Without the five seconds of politeness between two sessions."""

    async def failure(self) -> BaseException:
        """The first thing that went wrong, once it has."""
        return await self.changes.until(lambda: self.failures[0] if self.failures else None, "a failure")

    async def on_resumed(self) -> None:
        self.resumes += 1
        self.changes.announce()

    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot and (message.guild is None or self.user in message.mentions):
            await message.reply(f"heard: {message.content}")

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        self.edits.append(payload.message_id)
        self.changes.announce()

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        self.deletions.append(payload.message_id)
        self.changes.announce()

    async def _say(self, interaction: discord.Interaction[SampleBot], text: str) -> None:
        await self.on_say(interaction, text)

    async def _on_error(self, _: discord.Interaction[SampleBot], error: app_commands.AppCommandError) -> None:
        self.failures.append(error.original if isinstance(error, app_commands.CommandInvokeError) else error)
        self.changes.announce()


async def _echo(interaction: discord.Interaction[SampleBot], text: str) -> None:
    await interaction.response.send_message(text)


async def _complete(_: discord.Interaction[SampleBot], current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{current}{n}", value=f"{current}{n}") for n in range(3)]


async def _repeat(interaction: discord.Interaction[SampleBot], message: discord.Message) -> None:
    await interaction.response.send_message(message.content, ephemeral=True)


@contextlib.asynccontextmanager
async def running(standin: StandIn, bot: SampleBot) -> AsyncIterator[SampleBot]:
    """The bot, connected and ready in this process."""
    task = asyncio.create_task(bot.start(standin.token))
    try:
        await standin.ready()
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)


def main() -> None:
    """The bot as a command, ended by SIGTERM."""

    async def run() -> None:
        async with SampleBot() as bot:
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTERM, lambda: asyncio.ensure_future(bot.close()))
            await bot.start(os.environ["DISCORD_TOKEN"])

    asyncio.run(run())
