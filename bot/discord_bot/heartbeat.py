"""The heartbeat for whoever watches the process: a file that is touched while the bot is connected."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from bot.discord_bot.client import MeetingClient

_EVERY = 15.0
_STALE_AFTER = 60.0
_NAME = "alive"


async def keep_beating(client: MeetingClient, folder: Path) -> None:
    """Touch the file for as long as the client lives, and leave out the beats at which it is not connected.

    The event loop does it, so that a loop that hangs shows as well.
    """
    try:
        while not client.is_closed():
            shards = client.shards.values()
            if shards and not any(shard.is_closed() for shard in shards):
                _beat(folder)
            await asyncio.sleep(_EVERY)
    finally:
        with contextlib.suppress(OSError):
            (folder / _NAME).unlink(missing_ok=True)


def _beat(folder: Path) -> None:
    """Touch the file, where that is possible."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _NAME).touch()


def is_beating(folder: Path) -> bool:
    """Whether a bot that keeps its state in a folder was connected a moment ago."""
    try:
        touched = (folder / _NAME).stat().st_mtime
    except OSError:
        return False
    return time.time() - touched < _STALE_AFTER
