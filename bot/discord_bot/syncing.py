"""Telling Discord the commands, only when they are others than it was told last."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import discord
    from discord import app_commands

    from bot.discord_bot.event_log import EventLog
    from bot.store.cited import StateStore


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSync:
    """Keeps a hash of the last payload for each application.

    Discord counts the commands that are created in a day, and a sync of unchanged ones takes a second of
    every start: https://discord.com/developers/docs/interactions/application-commands#registering-a-command

    Attributes:
        state: Where the hashes are kept.
    """

    state: StateStore
    log: EventLog

    async def run(
        self, tree: app_commands.CommandTree[discord.AutoShardedClient], *, application: int
    ) -> bool:
        """Sync the commands if they have changed, and return whether they had."""
        digest = await _digest(tree)
        key = f"commands of {application}"
        if self.state.get(key) == digest:
            self.log.info("commands", synced=False)
            return False
        synced = await tree.sync()
        self.log.info("commands", synced=True, count=len(synced))
        self.state.put(key, digest)
        return True


async def _digest(tree: app_commands.CommandTree[discord.AutoShardedClient]) -> str:
    """Return a hash of what a sync would send, translations included."""
    commands = tree.get_commands()
    translator = tree.translator
    if translator is None:
        payload = [command.to_dict(tree) for command in commands]
    else:
        payload = [await command.get_translated_payload(tree, translator) for command in commands]
    payload.sort(key=lambda command: (command.get("type", 1), command["name"]))
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
