"""The response to one interaction: acknowledged once, shown once, and a private line whatever came before.

Ephemerality is declared with the first response and stays; what follows a "thinking" message edits it, and
a follow-up's own flag counts only afterwards.
https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
"""

from __future__ import annotations

import time
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.discord_bot.delivery import Delivered, Undelivered, acknowledge, deliver

if TYPE_CHECKING:
    from collections.abc import Callable

    from discord.ui import LayoutView

    from bot.discord_bot.delivery import Delivery
    from bot.discord_bot.noting_client import Interaction

_STATE = "response"

_LIFE = 15 * 60.0
"""Seconds that an interaction's token lives.
https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
"""


class State(Enum):
    """How far the response to an interaction is."""

    OPEN = "open"
    THINKING_PRIVATELY = "thinking privately"
    THINKING_PUBLICLY = "thinking publicly"
    UPDATING = "updating"
    ANSWERED = "answered"
    LOST = "lost"


def state_of(interaction: Interaction) -> State:
    """Return how far a response is: discord.py does not know of one whose reply was lost on the way back."""
    known: State = interaction.extras.get(_STATE, State.OPEN)
    return State.ANSWERED if known is State.OPEN and interaction.response.is_done() else known


def within_its_life() -> Callable[[], bool]:
    """Return what says, later on, whether an interaction that came just now can still be answered.

    By our own clock: Discord's, which its identifier tells, may be another.
    """
    expires = time.monotonic() + _LIFE
    return lambda: time.monotonic() < expires


async def think(interaction: Interaction, *, private: bool) -> bool:
    """Acknowledge with a "thinking" message; return whether there is anybody left to answer."""
    done = await acknowledge(partial(interaction.response.defer, thinking=True, ephemeral=private))
    state = State.THINKING_PRIVATELY if private else State.THINKING_PUBLICLY
    return _went(interaction, done, state)


async def think_of_update(interaction: Interaction) -> bool:
    """Acknowledge a button whose message will change; return whether there is anybody left to answer."""
    return _went(interaction, await acknowledge(interaction.response.defer), State.UPDATING)


async def show(interaction: Interaction, view: LayoutView, *, private: bool) -> Delivery[object]:
    """Show a new message: as the response itself, or in place of the "thinking" message."""
    settle(view)
    if state_of(interaction) is State.OPEN:
        send = partial(interaction.response.send_message, view=view, ephemeral=private)
        done: Delivery[object] = await acknowledge(send)
    else:
        done = await deliver(partial(interaction.edit_original_response, view=view))
    _went(interaction, done, State.ANSWERED)
    return done


async def redraw(interaction: Interaction, view: LayoutView) -> Delivery[object]:
    """Change the message that was pressed."""
    settle(view)
    if state_of(interaction) is State.OPEN:
        done: Delivery[object] = await acknowledge(partial(interaction.response.edit_message, view=view))
    else:
        done = await deliver(partial(interaction.edit_original_response, view=view))
    _went(interaction, done, State.ANSWERED)
    return done


async def tell(interaction: Interaction, view: LayoutView) -> Delivery[object]:
    """Show something to the person alone, whatever was sent before."""
    settle(view)
    match state_of(interaction):
        case State.OPEN:
            send = partial(interaction.response.send_message, view=view, ephemeral=True)
            done: Delivery[object] = await acknowledge(send)
            if done is Undelivered.TAKEN:
                done = await _follow_up(interaction, view)
        case State.THINKING_PRIVATELY:
            done = await deliver(partial(interaction.edit_original_response, view=view))
        case State.THINKING_PUBLICLY:
            done = await _in_place_of_thinking(interaction, view)
        case State.UPDATING | State.ANSWERED | State.LOST:
            done = await _follow_up(interaction, view)
    _went(interaction, done, State.ANSWERED)
    return done


def settle(view: LayoutView) -> None:
    """Keep discord.py from storing a view: its buttons carry all they need, and outlive the process.

    A stored view that times out would take the registration of its buttons with it, for the whole bot.
    """
    view.stop()


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


def _went(interaction: Interaction, done: Delivered[Any] | Undelivered, state: State) -> bool:
    if isinstance(done, Delivered):
        interaction.extras[_STATE] = state
        return True
    interaction.extras[_STATE] = State.LOST
    interaction.client.log.warning("undelivered", reason=done.value)
    return False
