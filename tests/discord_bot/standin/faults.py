"""Failures on request: what happens to the next requests of a route instead of the usual."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Respond:
    """Answer this, applying nothing. A text is sent as text, as Discord's proxies do, all else as JSON."""

    status: int
    body: Any = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Cut the connection; with `applied` the request took effect and only its answer is lost."""

    applied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """Serve the request as usual, but only after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Serve the request as usual, but only once the test releases it."""

    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)


Fault: TypeAlias = Respond | Cut | Delay | Hold


def broken(status: int = 500) -> Respond:
    """An answer of a server in trouble: 500 comes from the API itself, the rest from a proxy before it."""
    if status == 500:
        return Respond(status=status, body={"message": "500: Internal Server Error", "code": 0})
    return Respond(status=status, body="upstream connect error or disconnect/reset before headers")


def rate_limited(retry_after: float, *, via: bool = True, everywhere: bool = False) -> Respond:
    """Too many requests; without the Via header Cloudflare speaks, and discord.py gives up at once.

    https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit
    """
    headers = {"Retry-After": str(retry_after), "X-RateLimit-Scope": "global" if everywhere else "user"}
    if via:
        headers["Via"] = "1.1 google"
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    return Respond(status=429, body=body, headers=headers)


class FaultPlan:
    """Which faults wait for which requests."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, str, Fault]] = []

    def add(self, method: str, pattern: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next `times` requests in whose path the regular expression is found meet the fault."""
        self._waiting.extend([(method.upper(), pattern, fault)] * times)

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str, path: str) -> Fault | None:
        for waiting in self._waiting:
            if waiting[0] == method and re.search(waiting[1], path):
                self._waiting.remove(waiting)
                return waiting[2]
        return None
