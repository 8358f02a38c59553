"""From connecting to stopping: a client lives until it is told to stop, and one that dies is built anew."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.discord_bot.event_log import described
from bot.discord_bot.pulse import keep_pulse
from bot.discord_bot.refusals import UnreachableError, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.discord_bot.client import MeetingClient
    from bot.discord_bot.desk import Desk
    from bot.discord_bot.event_log import EventLog, HeldBack
    from bot.discord_bot.flight import Flight

_ANSWERS_WITHIN = 2.0
_REFUSALS_WITHIN = 1.2
_GOODBYE_WITHIN = 0.5
_LAST_RESORT = 4.8
"""Seconds that a stop waits for answers under way, for telling those who wait in vain, for each connection to
close, and at the very most.
"""

_PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
_LONG_LIFE = 600.0
"""Seconds before a client that died is built anew, longer each time; and those that make up for deaths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """What is needed to keep a bot running.

    Attributes:
        build: Makes a client; a dead one cannot be used again.
        token: The bot's token.
        flight: What is being answered.
        desk: Where questions wait.
        start_within: Seconds that the first connection may take.
        libraries: Holds back what libraries log, until the bot has started.
        log: Where events are noted.
        state: The folder where the sign of life is.
    """

    build: Callable[[], MeetingClient]
    token: str
    flight: Flight
    desk: Desk
    start_within: float
    libraries: HeldBack
    log: EventLog
    state: Path


async def serve(bot: Bot) -> None:
    """Run until SIGINT or SIGTERM.

    Raises:
        MeetingBotError: Discord refuses the bot, or could not be reached to start with.
    """
    stop = asyncio.Event()
    _listen_for_signals(stop)
    clock = asyncio.get_running_loop().time
    deaths = 0
    while not stop.is_set():
        began = clock()
        error = await _live(bot, stop)
        if error is None:
            continue
        # An event that discord.py cannot parse ends a client. That must not end the bot.
        deaths = 0 if clock() - began > _LONG_LIFE else deaths
        pause = _PAUSES[min(deaths, len(_PAUSES) - 1)]
        bot.log.fault("died", error, again_in=pause)
        deaths += 1
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
    bot.log.info("stopped")


async def _live(bot: Bot, stop: asyncio.Event) -> Exception | None:
    """Run one client; return what it died of, or None where it was told to stop."""
    client = bot.build()
    running = asyncio.create_task(client.start(bot.token))
    stopping = asyncio.create_task(stop.wait())
    connected = asyncio.create_task(client.connected.wait())
    tasks: list[asyncio.Task[Any]] = [running, stopping, connected]
    try:
        await asyncio.wait(
            (running, stopping, connected),
            timeout=None if bot.libraries.started else bot.start_within,
            return_when=asyncio.FIRST_COMPLETED,
        )
        if connected.done():
            bot.libraries.started = True
            pulse = asyncio.create_task(keep_pulse(client, bot.state))
            tasks.append(pulse)
            await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
        if stopping.done():
            await _land(client, bot)
            return None
        return _cause(running, bot.libraries)
    finally:
        await _end(client, tasks)


def _cause(running: asyncio.Task[None], libraries: HeldBack) -> Exception:
    """Return what a client died of.

    Raises:
        MeetingBotError: It is nothing that passes by itself, or the bot had not even started.
    """
    error = running.exception() if running.done() else None
    refused = refusal(error) if error is not None else None
    if refused is not None:
        raise refused from error
    if not libraries.started:
        why = described(error) if error is not None else libraries.last_fault or "it does not answer"
        raise UnreachableError(f"Discord cannot be reached: {why}") from error
    if isinstance(error, Exception):
        return error
    return UnreachableError("the connection ended without a reason")


async def _land(client: MeetingClient, bot: Bot) -> None:
    """Let in nothing new, and wait for the answers under way; who will not get one is told so."""
    bot.log.info("stopping", under_way=bot.flight.under_way)
    goodbyes = [asyncio.create_task(shard.disconnect()) for shard in client.shards.values()]
    if goodbyes:
        await asyncio.wait(goodbyes, timeout=_GOODBYE_WITHIN)
    for patience in (_ANSWERS_WITHIN, _REFUSALS_WITHIN):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(bot.flight.landed(), patience)
        bot.desk.turn_away()


async def _end(client: MeetingClient, tasks: Sequence[asyncio.Task[Any]]) -> None:
    """Close a client, and leave nothing running."""
    closing = asyncio.create_task(client.close())
    await asyncio.wait((closing,), timeout=_GOODBYE_WITHIN)
    # Where a shard's farewell hangs, its session is still to be closed.
    await client.http.close()
    for task in (closing, *tasks):
        task.cancel()
    await asyncio.gather(closing, *tasks, return_exceptions=True)


def _listen_for_signals(stop: asyncio.Event) -> None:
    def told() -> None:
        stop.set()
        # A thread that hangs in name resolution would hold the process for as long as it likes.
        last_resort = threading.Timer(_LAST_RESORT, os._exit, (0,))
        last_resort.daemon = True
        last_resort.start()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no handlers in loops; there Ctrl-C interrupts.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, told)
