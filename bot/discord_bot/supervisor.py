"""Keeps the bot connected until it is told to stop: a client that dies is built anew."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_bot.account import VARIABLE
from bot.discord_bot.event_log import described
from bot.discord_bot.heartbeat import keep_beating
from bot.errors import MeetingBotError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.discord_bot.client import MeetingClient
    from bot.discord_bot.event_log import HeldBack
    from bot.discord_bot.services import Services

_PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
_LONG_LIFE = 600.0
"""Seconds before a client that died is built anew, longer each time; and those that make up for deaths."""

_ANSWERS_WITHIN = 2.0
_REFUSALS_WITHIN = 1.2
_GOODBYE_WITHIN = 0.5
_LAST_RESORT = 4.8
"""Seconds that a stop waits for answers under way, for telling those who wait in vain, for each connection to
close, and at the very most.
"""

_CLOSED = {
    4004: f"Discord does not accept the token in {VARIABLE}: copy it anew from the developer portal",
    4010: "Discord does not accept the shard",
    4011: "Discord asks for more shards",
    4012: "Discord no longer speaks the gateway's version: update discord.py",
    4013: "Discord does not know the intents: update discord.py",
    4014: "Discord does not grant the intents: none that is asked for should need granting",
}
"""Close codes after which a connection must not be tried again:
https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
"""


class RefusedError(MeetingBotError):
    """Discord does not let the bot in; trying again would change nothing."""


class UnreachableError(MeetingBotError):
    """Discord could not be reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervisor:
    """Runs one client after the other.

    Attributes:
        build: Makes a client; a dead one cannot be used again.
        token: The bot's token.
        services: What all clients share.
        libraries: Holds back the messages of libraries, until the bot has started.
        heartbeat: The folder of the heartbeat's file.
    """

    build: Callable[[], MeetingClient]
    token: str
    services: Services
    libraries: HeldBack
    heartbeat: Path

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set.

        Raises:
            MeetingBotError: Discord refuses the bot, or could not be reached to start with.
        """
        clock = asyncio.get_running_loop().time
        deaths = 0
        while not stop.is_set():
            began = clock()
            error = await self._run_client(stop)
            if error is None:
                continue
            # An event that discord.py cannot parse ends a client. That must not end the bot.
            deaths = 0 if clock() - began > _LONG_LIFE else deaths
            pause = _PAUSES[min(deaths, len(_PAUSES) - 1)]
            self.services.log.fault("died", error, again_in=pause)
            deaths += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
        self.services.log.info("stopped")

    async def _run_client(self, stop: asyncio.Event) -> Exception | None:
        """Run one client; return the error that it died of, or None where it was told to stop."""
        client = self.build()
        running = asyncio.create_task(client.start(self.token))
        stopping = asyncio.create_task(stop.wait())
        connected = asyncio.create_task(client.connected.wait())
        tasks: list[asyncio.Task[Any]] = [running, stopping, connected]
        try:
            await asyncio.wait(
                (running, stopping, connected),
                timeout=None if self.libraries.started else self.services.settings.start_timeout,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if connected.done():
                self.libraries.started = True
                tasks.append(asyncio.create_task(keep_beating(client, self.heartbeat)))
                await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
            if stopping.done():
                await self._finish(client)
                return None
            return self._cause(running)
        finally:
            await _end(client, tasks)

    def _cause(self, running: asyncio.Task[None]) -> Exception:
        """Return the error that a client died of.

        Raises:
            MeetingBotError: It is nothing that passes by itself, or the bot had not even started.
        """
        error = running.exception() if running.done() else None
        refused = refusal(error) if error is not None else None
        if refused is not None:
            raise refused from error
        if not self.libraries.started:
            why = described(error) if error is not None else self.libraries.last_fault
            raise UnreachableError(f"Discord cannot be reached: {why or 'it does not answer'}") from error
        if isinstance(error, Exception):
            return error
        return UnreachableError("the connection ended without a reason")

    async def _finish(self, client: MeetingClient) -> None:
        """Let in nothing new, and wait for the answers under way; who will not get one is told so."""
        in_flight = self.services.in_flight
        self.services.log.info("stopping", under_way=len(in_flight))
        goodbyes = [asyncio.create_task(shard.disconnect()) for shard in client.shards.values()]
        if goodbyes:
            await asyncio.wait(goodbyes, timeout=_GOODBYE_WITHIN)
        for patience in (_ANSWERS_WITHIN, _REFUSALS_WITHIN):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(in_flight.none_left(), patience)
            self.services.executor.turn_away()


def refusal(error: BaseException) -> RefusedError | None:
    """Translate an error that will not pass by itself into a sentence that says what to do; else None."""
    match error:
        case discord.LoginFailure():
            return RefusedError(_CLOSED[4004])
        case discord.PrivilegedIntentsRequired():
            return RefusedError(_CLOSED[4014])
        case discord.ConnectionClosed() if error.code in _CLOSED:
            return RefusedError(_CLOSED[error.code])
        case discord.Forbidden():
            return RefusedError(f"Discord refuses the bot: {error.status}, code {error.code}")
        case _:
            return None


async def _end(client: MeetingClient, tasks: Sequence[asyncio.Task[Any]]) -> None:
    """Close a client, and leave nothing running."""
    closing = asyncio.create_task(client.close())
    await asyncio.wait((closing,), timeout=_GOODBYE_WITHIN)
    # Where a shard's farewell hangs, its session is still to be closed.
    await client.http.close()
    for task in (closing, *tasks):
        task.cancel()
    await asyncio.gather(closing, *tasks, return_exceptions=True)


def stop_at_signals() -> asyncio.Event:
    """Return an event that SIGINT and SIGTERM set; some seconds later the process ends in any case."""
    stop = asyncio.Event()

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
    return stop
