"""Routes of the application's commands: read, and overwritten all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .commands import CHAT_INPUT, check_commands
from .rest import Route

if TYPE_CHECKING:
    from .rest import Answer, Call
    from .schema import Schemas
    from .world import World

GLOBAL = "/applications/{application_id}/commands"
OF_A_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


class CommandRoutes:
    """The commands that people can choose, and how often they were synced."""

    def __init__(self, world: World, schemas: Schemas) -> None:
        self._world = world
        self._schemas = schemas
        # By server; None holds the global ones.
        self.commands: dict[str | None, list[dict[str, Any]]] = {}
        self.syncs = 0

    def routes(self) -> list[Route]:
        return [
            Route(method="GET", template=GLOBAL, handle=self._read),
            Route(method="PUT", template=GLOBAL, handle=lambda call: self._overwrite(GLOBAL, call)),
            Route(method="GET", template=OF_A_GUILD, handle=self._read),
            Route(method="PUT", template=OF_A_GUILD, handle=lambda call: self._overwrite(OF_A_GUILD, call)),
        ]

    def named(self, name: str, kind: int) -> dict[str, Any] | None:
        """The command of that name and type, wherever it is registered."""
        for commands in self.commands.values():
            for command in commands:
                if command["name"] == name and command["type"] == kind:
                    return command
        return None

    def _read(self, call: Call) -> Answer:
        return self.commands.get(call.path.get("guild_id"), [])

    def _overwrite(self, template: str, call: Call) -> Answer:
        self._schemas.check("PUT", template, call.body)
        check_commands(call.body or [])
        guild_id = call.path.get("guild_id")
        before = {(one["type"], one["name"]): one["id"] for one in self.commands.get(guild_id, [])}
        self.syncs += 1
        self.commands[guild_id] = [self._kept(command, guild_id, before) for command in call.body or []]
        return self.commands[guild_id]

    def _kept(
        self, command: dict[str, Any], guild_id: str | None, before: dict[tuple[int, str], str]
    ) -> dict[str, Any]:
        kind = command.get("type") or CHAT_INPUT
        kept = {
            "default_member_permissions": None,
            "nsfw": False,
            "contexts": None,
            "integration_types": [0],
            **command,
            "id": before.get((kind, command["name"])) or self._world.snowflakes.next(),
            "application_id": self._world.application_id,
            "version": self._world.snowflakes.next(),
            "type": kind,
            "description": command.get("description") or "",
        }
        if guild_id:
            kept["guild_id"] = guild_id
        permissions = kept["default_member_permissions"]
        kept["default_member_permissions"] = None if permissions is None else str(permissions)
        return kept
