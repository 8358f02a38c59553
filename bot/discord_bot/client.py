"""The client: what Discord says comes in here, and goes to the feature whose business it is."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, TypeAlias

import discord
from discord import app_commands

from bot.discord_bot.button_actions import ButtonActions, carries_pressed
from bot.discord_bot.buttons import PressButton
from bot.discord_bot.commands import commands
from bot.discord_bot.conversation import Conversation
from bot.discord_bot.custom_ids import Forged
from bot.discord_bot.delivery import NETWORK_ERRORS
from bot.discord_bot.syncing import CommandSync
from bot.discord_bot.texts.commands import Translator

if TYPE_CHECKING:
    from bot.discord_bot.custom_ids import Press
    from bot.discord_bot.services import Services
    from bot.store.cited import StateStore


class CommandTree(app_commands.CommandTree["MeetingClient"]):
    """The commands: for servers and for people, in servers, direct messages and group messages.

    That is said here once, for all of them: a command that was forgotten would be a server's alone.
    """

    def __init__(self, client: MeetingClient) -> None:
        contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
        installs = app_commands.AppInstallationType(guild=True, user=True)
        super().__init__(client, allowed_contexts=contexts, allowed_installs=installs)

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let in whoever is no bot; completions too, which must not be answered with a message."""
        return not interaction.user.bot

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Report what no command handled."""
        command = interaction.command
        doing = f"command {command.name}" if command is not None else "command"
        await self.client.services.errors.report(interaction, error, doing=doing)


class MeetingClient(discord.AutoShardedClient):
    """Connects the features to Discord. It listens to nothing that needs Discord's approval.

    A message that mentions the bot, or is sent to it directly, carries its content all the same:
    https://discord.com/developers/docs/events/gateway#message-content-intent

    Without a number of shards there are as many as Discord advises.
    """

    def __init__(self, services: Services, *, state: StateStore, shard_count: int | None = None) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
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
        self.tree = CommandTree(self)
        self.connected = asyncio.Event()
        self._conversation = Conversation(services)
        self._buttons = ButtonActions(services)
        self._sync = CommandSync(state=state, log=services.log)
        self._begun = False
        for command in commands(services):
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
        except (discord.DiscordException, *NETWORK_ERRORS) as error:
            # Those who mention the bot are still answered.
            self.log.fault("commands_not_synced", error)

    async def press(self, interaction: Interaction, press: Press) -> None:
        """Answer a button.

        discord.py only logs what a button's callback raises, so that it is handled here.
        """
        with self.services.in_flight:
            try:
                await self._buttons.answer(interaction, press)
            except Exception as error:  # noqa: BLE001 - the one handler takes them all
                await self.services.errors.report(interaction, error, doing="button")

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
        del args, kwargs
        error = sys.exc_info()[1]
        if error is not None:
            self.services.errors.note(error, doing=event_method)


Interaction: TypeAlias = discord.Interaction[MeetingClient]
