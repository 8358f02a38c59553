"""Buttons that outlive the process: each knows by its `custom_id` alone what it asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol, Self, runtime_checkable

import discord

from bot.discord_bot.messages.presses import FAMILY, pack, parse

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.discord_bot.messages.presses import AnswerPress, CitationPress, DocumentsPress, Press


@runtime_checkable
class Presses(Protocol):
    """A client that answers presses."""

    def press(self, interaction: discord.Interaction[Any], press: Press, /) -> Awaitable[None]:
        """Answer a press."""


class PressButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.LayoutView]],
    template=re.compile(rf"{FAMILY}[0-9]+:.*", re.DOTALL),
):
    """A button that hands its press to the client.

    Attributes:
        press: What it asks for; `Forged` where the custom id is not one that this version gives out.
    """

    def __init__(self, button: discord.ui.Button[discord.ui.LayoutView], press: Press) -> None:
        super().__init__(button)
        self.press = press

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - the interface's
        item: discord.ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
        /,
    ) -> Self:
        """Return the button that was pressed."""
        custom_id = match.string
        return cls(discord.ui.Button(custom_id=custom_id), parse(custom_id))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the press to the client, which also answers for what goes wrong."""
        if isinstance(interaction.client, Presses):
            await interaction.client.press(interaction, self.press)


def button(
    label: str,
    press: AnswerPress | CitationPress | DocumentsPress,
    *,
    disabled: bool = False,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> PressButton:
    """Return a button that asks for `press`."""
    wrapped: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(
        label=label, custom_id=pack(press), disabled=disabled, style=style
    )
    return PressButton(wrapped, press)
