"""Getting an answer through: retrying what failed on the way, and taking Discord's refusals as values."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import TYPE_CHECKING, Generic, TypeVar

import aiohttp
import discord
from tenacity import (
    AsyncRetrying,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
    wait_exponential_jitter,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tenacity import RetryCallState

T = TypeVar("T")

_ATTEMPTS = 6
_ACKNOWLEDGE_ATTEMPT = 1.2
"""Seconds that one attempt to acknowledge may take, of the three that Discord grants.

discord.py waits 1 and then 3 seconds after a server's failure, inside the call: it is cut short and tried
anew.
https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback
"""
_CUT_SHORT = 2
_ACKNOWLEDGE_WITHIN = 3.0
_EDIT_WITHIN = 60.0
_BACKING_OFF = wait_exponential_jitter(multiplier=0.05, max=5, jitter=0.1)


class Undelivered(Enum):
    """Why something did not reach Discord, where nobody can do anything about it.

    The codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
    """

    TOO_LATE = "too late"  # 10062: the interaction is unknown, or older than 3 seconds
    TAKEN = "taken"  # 40060: another has acknowledged it
    EXPIRED = "expired"  # 50027, 10015: the interaction's token is older than 15 minutes
    GONE = "gone"  # 10003, 10008: the channel or the message is no longer there
    FORBIDDEN = "forbidden"  # 50001, 50013, ...: the bot may not write there


@dataclass(frozen=True, slots=True)
class Delivered(Generic[T]):
    """It arrived; `value` is what Discord said, or None where that was lost on the way back."""

    value: T | None


Delivery = Delivered[T] | Undelivered

_OF_A_SERVER_IN_TROUBLE = range(500, 600)
_TAKEN = 40060
_REASONS = {
    10062: Undelivered.TOO_LATE,
    _TAKEN: Undelivered.TAKEN,
    50027: Undelivered.EXPIRED,
    10015: Undelivered.EXPIRED,
    10003: Undelivered.GONE,
    10008: Undelivered.GONE,
    50001: Undelivered.FORBIDDEN,
    50007: Undelivered.FORBIDDEN,
    50013: Undelivered.FORBIDDEN,
    160002: Undelivered.FORBIDDEN,  # no reply without the right to read the history
    50083: Undelivered.FORBIDDEN,  # the thread is archived
}


async def acknowledge(send: Callable[[], Awaitable[T]]) -> Delivery[T]:
    """Send an interaction's first response.

    Where the connection was cut it is sent again. When Discord then says that it was acknowledged already,
    the first attempt had arrived, and only its reply was lost.
    """
    cut_short = 0

    async def attempt() -> T:
        nonlocal cut_short
        # On a slow line even what arrives is cut short: in the end one attempt has to hear how it went.
        async with asyncio.timeout(_ACKNOWLEDGE_ATTEMPT if cut_short < _CUT_SHORT else None):
            cut_short += 1
            return await send()

    return await _deliver(attempt, within=_ACKNOWLEDGE_WITHIN)


async def deliver(send: Callable[[], Awaitable[T]], *, once: bool = False) -> Delivery[T]:
    """Send something that may be sent twice: an edit, a deletion, or a message with a nonce.

    Args:
        send: Sends it.
        once: It must not be sent twice after all.
    """
    return await _deliver(send, within=_EDIT_WITHIN, attempts=1 if once else _ATTEMPTS)


async def _deliver(
    send: Callable[[], Awaitable[T]], *, within: float, attempts: int = _ATTEMPTS
) -> Delivery[T]:
    trying = AsyncRetrying(
        retry=retry_if_exception(_is_passing),
        wait=_pause,
        stop=stop_after_attempt(attempts) | stop_before_delay(within),
        reraise=True,
    )
    tried = 0
    try:
        async for attempt in trying:
            with attempt:
                tried += 1
                return Delivered(await send())
    except discord.HTTPException as error:
        if error.code == _TAKEN and tried > 1:
            return Delivered(None)
        reason = _REASONS.get(error.code)
        if reason is None:
            raise
        return reason
    raise AssertionError("the last attempt returns or raises")


def _pause(state: RetryCallState) -> float:
    """Return how long to wait before another attempt: as long as Discord says, where it does."""
    error = state.outcome.exception() if state.outcome is not None else None
    if isinstance(error, discord.HTTPException) and "Retry-After" in error.response.headers:
        return float(error.response.headers["Retry-After"])
    return _BACKING_OFF(state)


def _is_passing(error: BaseException) -> bool:
    """Whether another attempt may succeed.

    discord.py itself retries 500, 502, 504 and 524 everywhere, but 503 for webhooks only, and cut connections
    on no system that says so with another number than 54 and 10054; nor a limit that a proxy set.
    """
    match error:
        case discord.HTTPException():
            return error.status in (HTTPStatus.TOO_MANY_REQUESTS, *_OF_A_SERVER_IN_TROUBLE)
        case aiohttp.ClientError() | ConnectionError() | TimeoutError():
            return True
        case _:
            return False
