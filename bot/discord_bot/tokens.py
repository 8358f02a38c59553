"""The bot's token: where it comes from, and what is plainly wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "DISCORD_TOKEN"
_TOKEN = re.compile(r"[\x21-\x7e]+")


def token_from(environment: Mapping[str, str]) -> str:
    """Return the token.

    It is taken from the environment alone: what stands in a file is copied, shared and committed.

    Raises:
        ConfigurationError: It is missing, empty, or no token at all.
    """
    token = environment.get(VARIABLE, "").strip()
    if not token:
        missing = "is empty" if VARIABLE in environment else "is not set"
        raise ConfigurationError(f"{VARIABLE} {missing}: put the bot's token into that environment variable")
    if token.lower().startswith("bot "):
        raise ConfigurationError(f"{VARIABLE} begins with 'Bot ': leave that word out")
    if not _TOKEN.fullmatch(token):
        raise ConfigurationError(f"{VARIABLE} is not a token: it holds spaces or letters that no token has")
    return token
