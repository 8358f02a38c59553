"""Telling Discord the commands, only when they are others than it was told last."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import discord
    from discord import app_commands

    from bot.discord_bot.event_log import EventLog


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSync:
    """Keeps a hash of the last payload for each application.

    Discord counts the commands that are created in a day, and a sync of unchanged ones takes a second of
    every start: https://discord.com/developers/docs/interactions/application-commands#registering-a-command

    Attributes:
        folder: Where the hashes lie; made when it is first needed.
    """

    folder: Path
    log: EventLog

    async def run(
        self, tree: app_commands.CommandTree[discord.AutoShardedClient], *, application: int
    ) -> bool:
        """Sync the commands if they have changed, and return whether they had."""
        digest = await _digest(tree)
        path = self.folder / f"commands-{application}.sha256"
        if _read(path) == digest:
            self.log.info("commands", synced=False)
            return False
        synced = await tree.sync()
        self.log.info("commands", synced=True, count=len(synced))
        self._write(path, digest)
        return True

    def _write(self, path: Path, digest: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(digest, encoding="ascii")
        except OSError as error:
            # The next start syncs again: slower, and otherwise the same.
            self.log.warning("commands_not_remembered", reason=error.strerror)


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


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return None
