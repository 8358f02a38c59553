"""Getting an answer through: acknowledged once and answered once, whatever fails on the way.

Attempts that failed are made again, and Discord's refusals are values. Ephemerality is declared with the
first response and stays; the message after a "thinking" message edits it, and a follow-up's own flag counts
only afterwards.
https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
"""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import dataclass
from enum import Enum
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Generic, TypeVar

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

    from discord.ui import LayoutView
    from tenacity import RetryCallState

    from bot.discord_bot.client import Interaction

T = TypeVar("T")

NETWORK_ERRORS = (discord.HTTPException, aiohttp.ClientError, OSError)
"""Everything that sending can raise; a connection that was cut is no `discord.HTTPException`."""

_STATE = "response"
_LIFE = 15 * 60.0
"""Seconds that an interaction's token lives; the same page as above."""

_ATTEMPTS = 6
_EDIT_WITHIN = 60.0
_ACKNOWLEDGE_WITHIN = 3.0
_ACKNOWLEDGE_ATTEMPT = 1.2
"""Seconds that one attempt to acknowledge may take, of the three that Discord grants.

discord.py waits 1 and then 3 seconds after a server's failure, inside the call: it is cut short and tried
anew.
https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback
"""
_CUT_SHORT = 2
_BACKING_OFF = wait_exponential_jitter(multiplier=0.05, max=5, jitter=0.1)


class Undelivered(Enum):
    """Why something did not reach Discord, where nobody can do anything about it."""

    TOO_LATE = "too late"
    TAKEN = "taken"
    EXPIRED = "expired"
    GONE = "gone"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Delivered(Generic[T]):
    """It arrived; `value` is Discord's reply, or None where that was lost on the way back."""

    value: T | None


Delivery = Delivered[T] | Undelivered

_TAKEN = 40060
_REASONS = {
    10062: Undelivered.TOO_LATE,  # the interaction is unknown, or older than 3 seconds
    _TAKEN: Undelivered.TAKEN,  # another has acknowledged it
    50027: Undelivered.EXPIRED,  # the interaction's token is older than 15 minutes
    10015: Undelivered.EXPIRED,
    10003: Undelivered.GONE,  # the channel or the message is no longer there
    10008: Undelivered.GONE,
    50001: Undelivered.FORBIDDEN,  # the bot may not write there
    50007: Undelivered.FORBIDDEN,
    50013: Undelivered.FORBIDDEN,
    160002: Undelivered.FORBIDDEN,  # no reply without the right to read the history
    50083: Undelivered.FORBIDDEN,  # the thread is archived
}
"""By Discord's codes, https://discord.com/developers/docs/topics/opcodes-and-status-codes#json"""


class Response(Enum):
    """The state of the response to an interaction."""

    OPEN = "open"
    THINKING_PRIVATELY = "thinking privately"
    THINKING_PUBLICLY = "thinking publicly"
    UPDATING = "updating"
    ANSWERED = "answered"
    LOST = "lost"


def response_of(interaction: Interaction) -> Response:
    """Return the state of a response: discord.py knows of none whose reply was lost on the way back."""
    known: Response = interaction.extras.get(_STATE, Response.OPEN)
    return Response.ANSWERED if known is Response.OPEN and interaction.response.is_done() else known


def within_its_life() -> Callable[[], bool]:
    """Return a function that says, later on, whether an interaction that came just now can still be answered.

    By our own clock: Discord's, which its identifier tells, may be another.
    """
    expires = time.monotonic() + _LIFE
    return lambda: time.monotonic() < expires


async def defer(interaction: Interaction, *, private: bool) -> bool:
    """Acknowledge with a "thinking" message; return whether there is anybody left to answer."""
    done = await acknowledge(partial(interaction.response.defer, thinking=True, ephemeral=private))
    return _note(interaction, done, Response.THINKING_PRIVATELY if private else Response.THINKING_PUBLICLY)


async def defer_update(interaction: Interaction) -> bool:
    """Acknowledge a button whose message will change; return whether there is anybody left to answer."""
    return _note(interaction, await acknowledge(interaction.response.defer), Response.UPDATING)


async def show(interaction: Interaction, view: LayoutView, *, private: bool) -> None:
    """Show a new message: as the response itself, or in place of the "thinking" message."""
    respond = partial(interaction.response.send_message, ephemeral=private)
    await _respond_or_edit(interaction, respond, view)


async def update(interaction: Interaction, view: LayoutView) -> None:
    """Change the message whose button was pressed."""
    await _respond_or_edit(interaction, interaction.response.edit_message, view)


async def tell(interaction: Interaction, view: LayoutView) -> None:
    """Show something to the person alone, whatever was sent before."""
    settle(view)
    match response_of(interaction):
        case Response.OPEN:
            send = partial(interaction.response.send_message, view=view, ephemeral=True)
            done: Delivery[object] = await acknowledge(send)
            if done is Undelivered.TAKEN:
                done = await _follow_up(interaction, view)
        case Response.THINKING_PRIVATELY:
            done = await deliver(partial(interaction.edit_original_response, view=view))
        case Response.THINKING_PUBLICLY:
            done = await _in_place_of_thinking(interaction, view)
        case Response.UPDATING | Response.ANSWERED | Response.LOST:
            done = await _follow_up(interaction, view)
    _note(interaction, done, Response.ANSWERED)


def settle(view: LayoutView) -> None:
    """Keep discord.py from storing a view: its buttons carry all they need, and outlive the process.

    A stored view that times out would take the registration of its buttons with it, for the whole bot.
    """
    view.stop()


async def acknowledge(send: Callable[[], Awaitable[T]]) -> Delivery[T]:
    """Send an interaction's first response.

    Where the connection was cut it is sent again. When Discord then says that it was acknowledged already,
    the first attempt had arrived, and only its reply was lost. On a slow line even a response that arrives
    is cut short: in the end one attempt has to hear how it went.
    """
    limits = itertools.chain((_ACKNOWLEDGE_ATTEMPT,) * _CUT_SHORT, itertools.repeat(None))

    async def attempt() -> T:
        async with asyncio.timeout(next(limits)):
            return await send()

    return await _deliver(attempt, within=_ACKNOWLEDGE_WITHIN)


async def deliver(send: Callable[[], Awaitable[T]], *, once: bool = False) -> Delivery[T]:
    """Send something that may be sent twice: an edit, a deletion, or a message with a nonce.

    Args:
        send: Sends it.
        once: It must not be sent twice after all.
    """
    return await _deliver(send, within=_EDIT_WITHIN, attempts=1 if once else _ATTEMPTS)


async def _respond_or_edit(
    interaction: Interaction, respond: Callable[..., Awaitable[object]], view: LayoutView
) -> None:
    settle(view)
    if response_of(interaction) is Response.OPEN:
        done: Delivery[object] = await acknowledge(partial(respond, view=view))
    else:
        done = await deliver(partial(interaction.edit_original_response, view=view))
    _note(interaction, done, Response.ANSWERED)


async def _in_place_of_thinking(interaction: Interaction, view: LayoutView) -> Delivery[object]:
    """Replace a public "thinking" message by a private one.

    A follow-up would fill the public message while that still thinks, and may be refused once it is deleted:
    so it gets something to say for the moment.
    """
    await deliver(partial(interaction.edit_original_response, content="…"))
    done = await _follow_up(interaction, view)
    await deliver(interaction.delete_original_response)
    return done


async def _follow_up(interaction: Interaction, view: LayoutView) -> Delivery[object]:
    """Send a private follow-up, once: Discord has no means to tell a second attempt from a second message."""
    return await deliver(partial(interaction.followup.send, view=view, ephemeral=True), once=True)


def _note(interaction: Interaction, done: Delivered[Any] | Undelivered, response: Response) -> bool:
    """Keep how far a response is; return whether it got through."""
    if isinstance(done, Delivered):
        interaction.extras[_STATE] = response
        return True
    interaction.extras[_STATE] = Response.LOST
    interaction.client.log.warning("undelivered", reason=done.value)
    return False


async def _deliver(
    send: Callable[[], Awaitable[T]], *, within: float, attempts: int = _ATTEMPTS
) -> Delivery[T]:
    trying = AsyncRetrying(
        retry=retry_if_exception(_may_pass),
        wait=_pause,
        stop=stop_after_attempt(attempts) | stop_before_delay(within),
        reraise=True,
    )
    try:
        return Delivered(await trying(send))
    except discord.HTTPException as error:
        if error.code == _TAKEN and trying.statistics["attempt_number"] > 1:
            return Delivered(None)
        if error.code not in _REASONS:
            raise
        return _REASONS[error.code]


def _pause(state: RetryCallState) -> float:
    """Return the seconds before another attempt: as many as Discord says, where it does."""
    error = state.outcome.exception() if state.outcome is not None else None
    if isinstance(error, discord.HTTPException) and "Retry-After" in error.response.headers:
        return float(error.response.headers["Retry-After"])
    return _BACKING_OFF(state)


def _may_pass(error: BaseException) -> bool:
    """Whether another attempt may succeed.

    discord.py itself retries 500, 502, 504 and 524 everywhere, but 503 for webhooks only, and cut connections
    on no system that says so with another number than 54 and 10054; nor a limit that a proxy set.
    """
    if isinstance(error, discord.HTTPException):
        return (
            error.status == HTTPStatus.TOO_MANY_REQUESTS or error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        )
    return isinstance(error, aiohttp.ClientError | ConnectionError | TimeoutError)
