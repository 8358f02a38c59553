"""The bot as a process of its own, talking to a stand-in."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import launch
from .record import PATIENCE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from .server import StandIn


@dataclass(kw_only=True, eq=False)
class BotProcess:
    """A running command; what it writes is read as it comes, so that it never blocks on a full pipe."""

    process: asyncio.subprocess.Process
    output: bytearray
    errors: bytearray
    _reading: list[asyncio.Task[None]]

    @property
    def stdout(self) -> str:
        return self.output.decode()

    @property
    def stderr(self) -> str:
        return self.errors.decode()

    def interrupt(self, number: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    async def ended(self, *, patience: float = PATIENCE) -> int:
        """The exit code, once the process has ended and everything it wrote is read."""
        async with asyncio.timeout(patience):
            code = await self.process.wait()
            await asyncio.gather(*self._reading)
        return code


def command(standin: StandIn, *arguments: str, entry: str = launch.ENTRY) -> list[str]:
    """The command line that runs `meeting-bot ARGUMENTS` against the stand-in."""
    script = str(Path(launch.__file__).resolve())
    addresses = [standin.base_url, standin.gateway.url]
    return [sys.executable, script, *addresses, "--entry", entry, "--", *arguments]


@contextlib.asynccontextmanager
async def bot_process(
    standin: StandIn,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    entry: str = launch.ENTRY,
) -> AsyncIterator[BotProcess]:
    """Run `meeting-bot ARGUMENTS`; whatever is left of it afterwards is killed."""
    process = await asyncio.create_subprocess_exec(
        *command(standin, *arguments, entry=entry),
        env={**os.environ, **(env or {})},
        cwd=cwd,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = bytearray(), bytearray()
    reading = [
        asyncio.create_task(_read(process.stdout, output)),
        asyncio.create_task(_read(process.stderr, errors)),
    ]
    try:
        yield BotProcess(process=process, output=output, errors=errors, _reading=reading)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await asyncio.gather(*reading)


async def _read(stream: asyncio.StreamReader | None, into: bytearray) -> None:
    while stream is not None and (chunk := await stream.read(65536)):
        into.extend(chunk)
