"""``meeting-bot discord``: runs the bot until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING

from bot import app
from bot.discord_bot.building import build_client, build_services
from bot.discord_bot.desk import Desk
from bot.discord_bot.event_log import EventLog, HeldBack, OneLine
from bot.discord_bot.following import Following
from bot.discord_bot.lives import Bot, serve
from bot.discord_bot.tokens import token_from
from bot.following import follow_folder
from bot.progress import untracked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.config import Settings
    from bot.progress import Track

_LOGGER = "meeting_bot"


def run(settings: Settings, *, environment: Mapping[str, str], track: Track = untracked) -> int:
    """Run the bot until SIGINT or SIGTERM, and return the exit code 0.

    Args:
        settings: The settings.
        environment: Where the token is.
        track: Is told how far loading the documents is.

    Raises:
        MeetingBotError: The token or the documents are wrong, Discord cannot be reached, or it refuses the
            bot: the message says which.
    """
    token = token_from(environment)
    live = follow_folder(settings, track=track)
    log = EventLog(logging.getLogger(_LOGGER))
    state = state_folder()
    with Desk(settings.discord) as desk:
        services = build_services(settings.discord, live=live, desk=desk, history=app.history(), log=log)
        bot = Bot(
            build=lambda: build_client(services, state=state),
            token=token,
            flight=services.flight,
            desk=desk,
            start_within=settings.discord.start_timeout,
            libraries=log_to_standard_error(secret=token),
            log=log,
            state=state,
        )
        following = Following(live, services.suggestions, log, every=settings.documents.refresh_seconds)
        asyncio.run(_serve(bot, following))
    return 0


async def _serve(bot: Bot, following: Following) -> None:
    async with following:
        await serve(bot)


def state_folder() -> Path:
    """Return where the bot keeps what it needs across starts: nothing about people."""
    return app.state_folder() / "discord"


def log_to_standard_error(*, secret: str) -> HeldBack:
    """Send every library's log to standard error, a line an event; return what holds theirs back at first."""
    held_back = HeldBack()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(secret=secret))
    handler.addFilter(held_back)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(_LOGGER).setLevel(logging.INFO)
    return held_back
