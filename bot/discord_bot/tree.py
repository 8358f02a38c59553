"""The command tree: everything that is invoked goes through here, and every failure ends in one handler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from discord import app_commands

from bot.discord_bot.noting_client import NotingClient

if TYPE_CHECKING:
    from bot.discord_bot.faults import Faults
    from bot.discord_bot.noting_client import Interaction

    Invocable: TypeAlias = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu


class MeetingTree(app_commands.CommandTree[NotingClient]):
    """The commands: for servers and for people, in servers, direct messages and group messages.

    That is said here once, for all of them: a command that was forgotten would be a server's alone.

    Args:
        client: The client.
        faults: Handles what no command did.
    """

    def __init__(self, client: NotingClient, *, faults: Faults) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._faults = faults

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let in whoever is no bot; completions too, which must not be answered with a message."""
        return not interaction.user.bot

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Report what no command handled."""
        command = interaction.command
        doing = f"command {command.name}" if command is not None else "command"
        await self._faults.report(interaction, error, doing=doing)
