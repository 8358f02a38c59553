"""The command tree: everything that is invoked goes through here, and every failure ends in one handler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from discord import app_commands

if TYPE_CHECKING:
    from bot.discord_bot.client import MeetingClient
    from bot.discord_bot.responses import Interaction

    Invocable: TypeAlias = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu


class MeetingTree(app_commands.CommandTree["MeetingClient"]):
    """The commands: for servers and for people, in servers, direct messages and group messages.

    That is said here once, for all of them: a command that was forgotten would be a server's alone.
    """

    def __init__(self, client: MeetingClient) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let in whoever is no bot; completions too, which must not be answered with a message."""
        return not interaction.user.bot

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Report what no command handled."""
        command = interaction.command
        doing = f"command {command.name}" if command is not None else "command"
        await self.client.services.faults.report(interaction, error, doing=doing)
