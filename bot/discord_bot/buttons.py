"""Buttons that outlive the process: each knows by its `custom_id` alone what it asks for."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord_bot.custom_ids import (
    ALL_DOCUMENTS,
    FAMILY,
    Action,
    AnswerPress,
    CitationPress,
    Page,
    digest,
    pack,
    parse,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.discord_bot.custom_ids import DocumentsPress, Press
    from bot.discord_bot.texts.catalogue import Texts
    from bot.discord_bot.views.answer import Showing
    from bot.discord_bot.views.attribution import QuotePage


class PressButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.LayoutView]],
    template=re.compile(rf"{FAMILY}[0-9]+:.*", re.DOTALL),
):
    """A button that hands its press to the client, which is a `bot.discord_bot.client.MeetingClient`.

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
        await interaction.client.press(interaction, self.press)


def button(
    label: str, press: AnswerPress | CitationPress | DocumentsPress, *, disabled: bool = False
) -> PressButton:
    """Return a button that asks for `press`."""
    wrapped: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(
        label=label, custom_id=pack(press), disabled=disabled, style=discord.ButtonStyle.secondary
    )
    return PressButton(wrapped, press)


def pager(
    texts: Texts,
    *,
    page: int,
    pages: int,
    turned: Callable[[int], AnswerPress | CitationPress | DocumentsPress],
) -> list[PressButton]:
    """Return page back and page on, where there is more than one page; `turned` asks for another."""
    if pages == 1:
        return []
    # Page 0 is the one that holds the quote: a button that leads nowhere asks for one that is not there.
    return [
        button(texts.previous_page, turned(page - 1 or pages + 2), disabled=page == 1),
        button(texts.next_page, turned(page + 1), disabled=page == pages),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerButtons:
    """Makes the buttons under an answer whose question can be read back.

    Attributes:
        showing: What the message shows now.
        index: The fingerprint under which the answer was given.
        texts: The language.
    """

    showing: Showing
    index: str
    texts: Texts

    def passages(self, *, before: int | None, after: int | None) -> list[PressButton]:
        """Return previous and next, which lead to passages of these ranks; nothing where neither is there."""
        if before is None and after is None:
            return []
        return [
            self._turn(self.texts.previous, rank=before or 0, disabled=before is None),
            self._turn(self.texts.next, rank=after or self.showing.rank + 1, disabled=after is None),
        ]

    def pages_about(self, rank: int) -> list[PressButton]:
        """Return the buttons to a passage's context and reasons, or from those back to the quote."""
        others = {
            Page.QUOTE: self.texts.show_quote,
            Page.CONTEXT: self.texts.show_context,
            Page.WHY: self.texts.show_why,
        }
        shown = self.showing.page
        return [
            self._turn(label, rank=rank, page=page) for page, label in others.items() if page is not shown
        ]

    def text_pages(self, shown: QuotePage) -> list[PressButton]:
        """Return page back and page on, where the text takes more than one."""

        def turned(page: int) -> AnswerPress:
            return self._press(dataclasses.replace(self.showing, text_page=page), Action.TURN)

        return pager(self.texts, page=shown.number, pages=shown.count, turned=turned)

    def sharing(self) -> list[PressButton]:
        """Return the button to share an answer that only its asker sees."""
        if not self.showing.private or self.showing.closest:
            return []
        return [button(self.texts.share, self._press(self.showing, Action.SHARE))]

    def closest(self) -> list[PressButton]:
        """Return the button that opens the closest passages."""
        opened = dataclasses.replace(self.showing, closest=True, page=Page.QUOTE, rank=1, text_page=0)
        return [button(self.texts.show_closest, self._press(opened, Action.OPEN_CLOSEST))]

    def _turn(self, label: str, *, rank: int, page: Page = Page.QUOTE, disabled: bool = False) -> PressButton:
        turned = dataclasses.replace(self.showing, rank=rank, page=page, text_page=0)
        return button(label, self._press(turned, Action.TURN), disabled=disabled)

    def _press(self, showing: Showing, action: Action) -> AnswerPress:
        return AnswerPress(
            action=action,
            page=showing.page,
            closest=showing.closest,
            index=digest(self.index),
            scope=ALL_DOCUMENTS if showing.document is None else digest(showing.document),
            rank=showing.rank,
            passages=showing.passages,
            text_page=showing.text_page,
            asker=showing.asker,
        )


def buttons_without_question(showing: Showing, texts: Texts) -> list[PressButton]:
    """Return the buttons that need only the citation's identifier, which the message shows."""
    asker = showing.asker
    context = button(texts.show_context, CitationPress(action=Action.TURN, text_page=0, asker=asker))
    share = button(texts.share, CitationPress(action=Action.SHARE, text_page=0, asker=asker))
    return [context, share] if showing.private and not showing.closest else [context]
