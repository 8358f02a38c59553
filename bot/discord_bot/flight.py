"""What is being answered right now, so that a stop can wait for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


class Flight:
    """Counts answers under way; each is a ``with`` block."""

    def __init__(self) -> None:
        self._under_way = 0
        self._landed = asyncio.Event()
        self._landed.set()

    def __enter__(self) -> None:
        self._under_way += 1
        self._landed.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._landed.set()

    @property
    def under_way(self) -> int:
        """How many answers are under way."""
        return self._under_way

    async def landed(self) -> None:
        """Wait until nothing is under way."""
        await self._landed.wait()
