"""What Discord refuses in application commands beyond their schemas.

https://discord.com/developers/docs/interactions/application-commands
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from .rejection import invalid

CHAT_INPUT = 1
SUBCOMMANDS = (1, 2)
MOST_OF_A_TYPE = {1: 100, 2: 15, 3: 15}
MAX_COMMAND_SIZE = 8000
NAME = re.compile(r"[-_'\w]{1,32}")


def check_commands(commands: list[dict[str, Any]]) -> None:
    """Raise a Rejection for a list of commands that Discord would not take."""
    kinds = Counter(command.get("type") or CHAT_INPUT for command in commands)
    for kind, most in MOST_OF_A_TYPE.items():
        if kinds[kind] > most:
            raise invalid([], "BASE_TYPE_BAD_LENGTH", f"At most {most} commands of type {kind}.")
    named = Counter((command.get("type") or CHAT_INPUT, command["name"]) for command in commands)
    for index, command in enumerate(commands):
        kind = command.get("type") or CHAT_INPUT
        if named[kind, command["name"]] > 1:
            raise invalid(
                [index], "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
            )
        if kind == CHAT_INPUT:
            _check_names(command, [index])
            if not command.get("description"):
                raise invalid([index, "description"], "BASE_TYPE_REQUIRED", "This field is required")
        elif command.get("description") or command.get("options"):
            raise invalid(
                [index, "description"],
                "APPLICATION_COMMAND_CONTEXT_MENU",
                "A context menu has neither description nor options",
            )
        _check_options(command.get("options") or [], [index, "options"])
        if _size(command) > MAX_COMMAND_SIZE:
            raise invalid([index], "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")


def _check_names(named: dict[str, Any], path: list[str | int]) -> None:
    names = {"name": named["name"], **(named.get("name_localizations") or {})}
    for where, name in names.items():
        # Where a script has no capitals, lower() changes nothing.
        if not NAME.fullmatch(name) or name != name.lower():
            at = [*path, "name"] if where == "name" else [*path, "name_localizations", where]
            raise invalid(at, "APPLICATION_COMMAND_INVALID_NAME", f"Command name is invalid: {name!r}")


def _check_options(options: list[dict[str, Any]], path: list[str | int]) -> None:
    names = Counter(option["name"] for option in options)
    optional_seen = False
    for index, option in enumerate(options):
        here = [*path, index]
        _check_names(option, here)
        if names[option["name"]] > 1:
            raise invalid(
                here, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option names must be unique"
            )
        if option["type"] not in SUBCOMMANDS:
            if option.get("required") and optional_seen:
                raise invalid(
                    here,
                    "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                    "Required options must be placed before non-required options",
                )
            optional_seen = optional_seen or not option.get("required")
        if option.get("autocomplete") and option.get("choices"):
            raise invalid(
                [*here, "choices"],
                "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_WITH_CHOICES",
                "An option completes or has choices, not both",
            )
        _check_options(option.get("options") or [], [*here, "options"])


def _size(command: dict[str, Any]) -> int:
    """Names, descriptions and values, each at the length of its longest translation, count together."""
    size = 0
    for field in ("name", "description"):
        texts = [command.get(field) or "", *(command.get(f"{field}_localizations") or {}).values()]
        size += max(len(text) for text in texts)
    size += sum(_size(option) for option in command.get("options") or [])
    return size + sum(
        len(choice["name"]) + len(str(choice["value"])) for choice in command.get("choices") or []
    )
