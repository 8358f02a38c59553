"""Every request the stand-in received, in order, and waiting for what is yet to happen."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# Longer than discord.py's longest single pause between two tries, so that a retry is waited for.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One request and how it was answered; status 0 is a connection that was cut."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    at: float
    status: int
    answer: Any

    def matches(self, method: str, pattern: str) -> bool:
        return self.method == method.upper() and re.search(pattern, self.path) is not None


class Changes:
    """Something happened: everyone who waits looks again."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def announce(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, look: Callable[[], T | None], what: str, *, patience: float = PATIENCE) -> T:
        """The first result of `look` that is not None."""
        try:
            async with asyncio.timeout(patience):
                while (found := look()) is None:
                    await self._next.wait()
                return found
        except TimeoutError:
            raise TimeoutError(f"waited {patience} s in vain for {what}") from None


class Record:
    """The requests received so far."""

    def __init__(self, changes: Changes) -> None:
        self.requests: list[Received] = []
        self._changes = changes

    def add(self, received: Received) -> None:
        self.requests.append(received)
        self._changes.announce()

    def matching(self, method: str, pattern: str) -> list[Received]:
        return [received for received in self.requests if received.matches(method, pattern)]

    async def wait_for(
        self, method: str, pattern: str, *, count: int = 1, patience: float = PATIENCE
    ) -> Received:
        """The `count`-th request that matches, once it has been answered."""

        def look() -> Received | None:
            found = self.matching(method, pattern)
            return found[count - 1] if len(found) >= count else None

        return await self._changes.until(look, f"{method} {pattern}, number {count}", patience=patience)
