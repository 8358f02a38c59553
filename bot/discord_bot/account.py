"""The bot's account at Discord: its token, and the links that bring it to servers and to people."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

import discord

from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.config import DiscordSettings

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


def application_of(token: str) -> int | None:
    """Return the application that a token belongs to, or None where it does not say.

    The first of a token's three parts is the application's id in Base64:
    https://discord.com/developers/docs/reference#authentication
    """
    first = token.strip().partition(".")[0]
    try:
        digits = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return int(digits) if digits.isdecimal() else None


def links_for(settings: DiscordSettings, *, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the links by which servers and people get the bot, without connecting.

    Raises:
        ConfigurationError: Neither the settings nor the token say which application it is.
    """
    application = settings.application_id or application_of(token_from(environment))
    if application is None:
        raise ConfigurationError(
            f"{VARIABLE} does not say which application it belongs to: set application_id in [discord]"
        )
    return {"invite": invite_link(application), "install": install_link(application)}


def invite_link(application_id: int) -> str:
    """Return the link that a server's manager opens to invite the bot."""
    scopes = ("bot", "applications.commands")
    return discord.utils.oauth_url(application_id, permissions=least_permissions(), scopes=scopes)


def install_link(application_id: int) -> str:
    """Return the link with which a person takes the bot along, to any server and to direct messages.

    ``integration_type=1`` is the installation to a user:
    https://discord.com/developers/docs/resources/application#installation-context
    """
    link = discord.utils.oauth_url(application_id, scopes=("applications.commands",))
    return f"{link}&integration_type=1"


def least_permissions() -> discord.Permissions:
    """Return the permissions that the bot needs in a server, and nothing else.

    To read the history is what Discord asks of whoever replies to a message. Buttons, slash commands and
    private answers need no permission.
    """
    return discord.Permissions(
        view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
    )
