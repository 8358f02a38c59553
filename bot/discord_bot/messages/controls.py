"""The buttons under an answer."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.discord_bot.messages.buttons import button
from bot.discord_bot.messages.presses import Action, CitationPress, press_of
from bot.discord_bot.messages.showing import Page

if TYPE_CHECKING:
    from bot.discord_bot.messages.buttons import PressButton
    from bot.discord_bot.messages.fitting import Fitted
    from bot.discord_bot.messages.showing import Showing
    from bot.discord_bot.texts.catalogue import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The ranks of the passages before and after the one that is shown; None where there is none."""

    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """Makes the buttons for one state of an answer, whose question can be read back."""

    showing: Showing
    index: str
    texts: Texts

    def passages(self, neighbours: Neighbours) -> list[PressButton]:
        """Return previous and next, where there is more than one passage."""
        if neighbours.before is None and neighbours.after is None:
            return []
        before, after = neighbours.before or 0, neighbours.after or self.showing.rank + 1
        return [
            self._turn(self.texts.previous, rank=before, page=Page.QUOTE, disabled=neighbours.before is None),
            self._turn(self.texts.next, rank=after, page=Page.QUOTE, disabled=neighbours.after is None),
        ]

    def views_of(self, rank: int) -> list[PressButton]:
        """Return the buttons to a passage's context and reasons, or from those back to the quote."""
        others = {
            Page.QUOTE: self._turn(self.texts.show_quote, rank=rank, page=Page.QUOTE),
            Page.CONTEXT: self._turn(self.texts.show_context, rank=rank, page=Page.CONTEXT),
            Page.WHY: self._turn(self.texts.show_why, rank=rank, page=Page.WHY),
        }
        return [made for page, made in others.items() if page is not self.showing.page]

    def text_pages(self, fitted: Fitted) -> list[PressButton]:
        """Return page back and page on, where the text takes more than one."""
        if fitted.pages == 1:
            return []
        back, on = fitted.page - 1, fitted.page + 1
        # The first page's disabled way back must not ask for page 0, which another button may.
        first = fitted.pages + 1
        return [
            self._turn(self.texts.previous_page, text_page=back or first, disabled=back == 0),
            self._turn(self.texts.next_page, text_page=on, disabled=on > fitted.pages),
        ]

    def sharing(self) -> list[PressButton]:
        """Return the button to share an answer that only its asker sees."""
        if not self.showing.private or self.showing.closest:
            return []
        return [button(self.texts.share, press_of(self.showing, index=self.index, action=Action.SHARE))]

    def closest(self) -> list[PressButton]:
        """Return the button that opens the closest passages."""
        opened = dataclasses.replace(self.showing, closest=True, page=Page.QUOTE, rank=1, text_page=0)
        press = press_of(opened, index=self.index, action=Action.OPEN_CLOSEST)
        return [button(self.texts.show_closest, press)]

    def _turn(
        self,
        label: str,
        *,
        rank: int | None = None,
        page: Page | None = None,
        text_page: int = 0,
        disabled: bool = False,
    ) -> PressButton:
        turned = dataclasses.replace(
            self.showing,
            rank=self.showing.rank if rank is None else rank,
            page=page or self.showing.page,
            text_page=text_page,
        )
        return button(label, press_of(turned, index=self.index), disabled=disabled)


def without_question(showing: Showing, texts: Texts) -> list[PressButton]:
    """Return the buttons that need only the citation's identifier, which the message shows."""
    asker = showing.asker
    context = button(texts.show_context, CitationPress(action=Action.TURN, text_page=0, asker=asker))
    share = button(texts.share, CitationPress(action=Action.SHARE, text_page=0, asker=asker))
    return [context, share] if showing.private and not showing.closest else [context]
