"""``meeting-bot discord``: builds the bot and runs it until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from typing import TYPE_CHECKING

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from bot import app
from bot.discord_bot.account import token_from
from bot.discord_bot.client import MeetingClient
from bot.discord_bot.event_log import EventLog, HeldBack, OneLine
from bot.discord_bot.executor import Executor
from bot.discord_bot.following import Following
from bot.discord_bot.services import build_services
from bot.discord_bot.supervisor import Supervisor, stop_at_signals
from bot.errors import LibraryError
from bot.progress import untracked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.app import Service
    from bot.config import Settings
    from bot.progress import Track

_LOGGER = "meeting_bot"
_ATTEMPTS = 5
_BETWEEN_ATTEMPTS = wait_exponential(multiplier=0.5, max=8)
_THERE_IS_NONE = (FileNotFoundError, NotADirectoryError, PermissionError)


def run(settings: Settings, *, environment: Mapping[str, str], track: Track = untracked) -> int:
    """Run the bot, whose token is in the environment, until SIGINT or SIGTERM; return the exit code 0.

    Raises:
        MeetingBotError: The token or the documents are wrong, Discord cannot be reached, or it refuses the
            bot: the message says which.
    """
    token = token_from(environment)
    service = open_patiently(settings, track=track)
    with contextlib.closing(Executor(settings.discord, service)) as executor:
        services = build_services(
            settings.discord,
            service=service,
            executor=executor,
            cited=app.cited_texts(),
            log=EventLog(logging.getLogger(_LOGGER)),
        )
        supervisor = Supervisor(
            build=lambda: MeetingClient(services, state=app.state_store()),
            token=token,
            services=services,
            libraries=log_to_standard_error(secret=token),
            heartbeat=app.state_folder() / "discord",
        )
        asyncio.run(_run(supervisor, Following(services, every=settings.documents.refresh_seconds)))
    return 0


async def _run(supervisor: Supervisor, following: Following) -> None:
    looking = asyncio.create_task(following.keep_looking())
    try:
        await supervisor.run(stop_at_signals())
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)


def open_patiently(settings: Settings, *, track: Track = untracked) -> Service:
    """Open the documents; those that cannot be read for the moment, a few times in some ten seconds.

    Raises:
        MeetingBotError: The documents or the settings are wrong.
    """
    trying = Retrying(
        retry=retry_if_exception(_may_pass),
        wait=_BETWEEN_ATTEMPTS,
        stop=stop_after_attempt(_ATTEMPTS),
        reraise=True,
    )
    return trying(app.open_service, settings, track=track)


def _may_pass(error: BaseException) -> bool:
    """Whether documents may be readable in a moment: a disk or another program was in the way."""
    if not isinstance(error, LibraryError):
        return False
    causes = [problem.__cause__ for problem in (error, *error.problems)]
    return any(isinstance(cause, OSError) and not isinstance(cause, _THERE_IS_NONE) for cause in causes)


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
