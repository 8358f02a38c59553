"""Texts and buttons put together into a view: the only place where a message is built."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.discord_bot.buttons import PressButton

    Part = discord.ui.Item[discord.ui.LayoutView]

_BUTTONS_IN_A_ROW = 5


class Accent(IntEnum):
    """The colour at the side of a message."""

    QUOTE = 0x4F8F6B
    REFUSAL = 0xC98A2B
    INFORMATION = 0x6B7480


class Id(IntEnum):
    """The ids of texts that are read back when a button is pressed; Discord keeps them as they are."""

    QUESTION = 7001
    CITATION = 7002
    SHARED = 7003
    TAKEN_WITH = 7004


def text(content: str, *, id_: Id | None = None) -> Part:
    """Return a text."""
    return discord.ui.TextDisplay(content, id=None if id_ is None else int(id_))


def separator() -> Part:
    """Return a line between two passages."""
    return discord.ui.Separator()


def rows(buttons: Sequence[PressButton]) -> list[Part]:
    """Return buttons in as few rows as they need."""
    made: list[Part] = []
    for start in range(0, len(buttons), _BUTTONS_IN_A_ROW):
        row: discord.ui.ActionRow[discord.ui.LayoutView] = discord.ui.ActionRow()
        for button in buttons[start : start + _BUTTONS_IN_A_ROW]:
            row.add_item(button)
        made.append(row)
    return made


def view(framed: Iterable[Part], *, accent: Accent, above: Iterable[Part] = ()) -> discord.ui.LayoutView:
    """Return a view of a frame, with a few lines above it; it never times out."""
    made = discord.ui.LayoutView(timeout=None)
    for part in above:
        made.add_item(part)
    made.add_item(discord.ui.Container(*framed, accent_colour=int(accent)))
    return made


def plain(content: str) -> discord.ui.LayoutView:
    """Return a view of one text."""
    made: discord.ui.LayoutView = discord.ui.LayoutView(timeout=None)
    made.add_item(text(content))
    return made
