"""The client: what Discord says comes in here, and goes to the feature whose business it is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.discord_bot.messages.buttons import PressButton
from bot.discord_bot.messages.presses import Forged
from bot.discord_bot.noting_client import NotingClient
from bot.discord_bot.pressed_message import carries_pressed
from bot.discord_bot.translation import Translator
from bot.discord_bot.tree import MeetingTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord_bot.conversation import Conversation
    from bot.discord_bot.messages.presses import Press
    from bot.discord_bot.noting_client import Interaction
    from bot.discord_bot.presses import Presses
    from bot.discord_bot.services import Services
    from bot.discord_bot.syncing import CommandSync
    from bot.discord_bot.tree import Invocable


def intents() -> discord.Intents:
    """Return what the bot listens to: none of it needs Discord's approval.

    A message that mentions the bot, or is sent to it directly, carries its content all the same:
    https://discord.com/developers/docs/events/gateway#message-content-intent
    """
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class MeetingClient(NotingClient):
    """Connects the features to Discord.

    Args:
        services: What the features share.
        commands: The commands and menus.
        conversation: Answers messages.
        presses: Answers buttons.
        sync: Tells Discord the commands.
        shard_count: How many shards, or None for as many as Discord advises.
    """

    def __init__(
        self,
        *,
        services: Services,
        commands: Sequence[Invocable],
        conversation: Conversation,
        presses: Presses,
        sync: CommandSync,
        shard_count: int | None = None,
    ) -> None:
        super().__init__(
            intents=intents(),
            activity=discord.CustomActivity(services.settings.presence),
            allowed_mentions=discord.AllowedMentions.none(),
            # Nobody's messages or profiles are kept: what is needed comes with each event.
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            heartbeat_timeout=services.settings.heartbeat_timeout,
            shard_count=shard_count,
        )
        self.services = services
        self.log = services.log
        self.tree = MeetingTree(self, faults=services.faults)
        self.connected = asyncio.Event()
        self._conversation = conversation
        self._presses = presses
        self._sync = sync
        self._begun = False
        for command in commands:
            self.tree.add_command(command)
        self.add_dynamic_items(PressButton)

    async def login(self, token: str) -> None:
        """Log in."""
        self._begun = True
        await super().login(token)

    async def close(self) -> None:
        """Close the connection, if there is one: before the setup discord.py raises an AttributeError."""
        if self._begun:
            await super().close()

    async def setup_hook(self) -> None:
        """Tell Discord the commands: here, since on_ready comes again after a session that cannot resume."""
        await self.tree.set_translator(Translator())
        application = self.application
        if application is None:
            return
        if application.interactions_endpoint_url is not None:
            advice = "remove the interactions endpoint URL in the developer portal"
            self.log.warning("commands_go_elsewhere", advice=advice)
        try:
            await self._sync.run(self.tree, application=application.id)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            # Those who mention the bot are still answered.
            self.log.fault("commands_not_synced", error)

    async def press(self, interaction: Interaction, press: Press) -> None:
        """Answer a button.

        discord.py only logs what a button's callback raises, so that it is handled here.
        """
        with self.services.flight:
            try:
                await self._presses.answer(interaction, press)
            except Exception as error:  # noqa: BLE001 - the one handler takes them all
                await self.services.faults.report(interaction, error, doing="button")

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a press that discord.py drops without a word: of a button that the message lacks."""
        if interaction.type is discord.InteractionType.component and not carries_pressed(interaction):
            await self.press(interaction, Forged())

    async def on_message(self, message: discord.Message) -> None:
        """Answer a mention, a reply or a direct message."""
        if self.user is not None:
            await self._conversation.said(message, me=self.user.id)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Answer a question anew that was edited."""
        if self.user is not None:
            await self._conversation.edited(payload.message, me=self.user.id)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take back the answer to a question that was deleted."""
        await self._conversation.deleted([payload.message_id])

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take back the answers to questions that were deleted."""
        await self._conversation.deleted(sorted(payload.message_ids))

    async def on_shard_connect(self, shard: int) -> None:
        """Note that a shard has a session."""
        self.connected.set()
        self.log.info("connected", shard=shard)

    async def on_shard_ready(self, shard: int) -> None:
        """Note that a shard knows its servers."""
        self.log.info("ready", shard=shard, servers=len(self.guilds))

    async def on_shard_resumed(self, shard: int) -> None:
        """Note that a shard went on where it was cut off."""
        self.log.info("resumed", shard=shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        """Note that a shard was cut off; discord.py connects it again."""
        self.log.info("disconnected", shard=shard)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that the bot was invited."""
        self.log.info("invited", server=guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that the bot was sent away."""
        self.log.info("removed", server=guild.id)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Note what an event's listener raised."""
        import sys

        del args, kwargs
        error = sys.exc_info()[1]
        if error is not None:
            self.services.faults.note(error, doing=event_method)
