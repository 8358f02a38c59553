"""What a pressed button does: the asker's press changes the message, another person's brings them a copy."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, assert_never

from bot.discord_bot import responses
from bot.discord_bot.delivery import Delivered
from bot.discord_bot.gate import Admitted, Refused, admit
from bot.discord_bot.limits import Kind
from bot.discord_bot.messages import notices
from bot.discord_bot.messages.answers import answer_view
from bot.discord_bot.messages.citations import CitationShowing, citation_view
from bot.discord_bot.messages.documents import documents_view
from bot.discord_bot.messages.presses import (
    Action,
    AnswerPress,
    CitationPress,
    DocumentsPress,
    Forged,
    find_document,
)
from bot.discord_bot.messages.reading import read_back
from bot.discord_bot.texts.choosing import texts_for
from bot.documents.verification import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from discord.ui import LayoutView

    from bot.discord_bot.messages.presses import Press
    from bot.discord_bot.messages.reading import ReadBack
    from bot.discord_bot.responses import Interaction
    from bot.discord_bot.services import Services
    from bot.discord_bot.texts.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pressed:
    """A press, and what it was pressed on.

    Attributes:
        read: What the message says of its question or quote; nothing else outlives the process.
        private: Whether only one person sees the message.
    """

    interaction: Interaction
    admitted: Admitted
    read: ReadBack
    private: bool
    texts: Texts

    @property
    def by(self) -> int:
        return self.interaction.user.id


class Presses:
    """Answers buttons.

    Args:
        services: What the features share.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    async def answer(self, interaction: Interaction, press: Press) -> None:
        """Do what a button says, if whoever pressed it may."""
        texts = texts_for(interaction.locale)
        admitted = admit(self._services, interaction, Kind.PRESS, texts=texts)
        if isinstance(admitted, Refused):
            await responses.tell(interaction, admitted.notice)
            return
        message = interaction.message
        if message is None:
            await responses.tell(interaction, notices.expired(texts))
            return
        pressed = _Pressed(
            interaction=interaction,
            admitted=admitted,
            read=read_back(message.components),
            private=message.flags.ephemeral,
            texts=texts,
        )
        match press:
            case AnswerPress():
                await self._answer(pressed, press)
            case CitationPress():
                await self._citation(pressed, press)
            case DocumentsPress():
                await self._documents(pressed, press)
            case Forged():
                await responses.tell(interaction, notices.forged(texts))
            case _:
                assert_never(press)
        self._services.log.info("pressed", on=type(press).__name__, server=interaction.guild_id)

    async def _answer(self, pressed: _Pressed, press: AnswerPress) -> None:
        if pressed.read.question is None:
            await responses.tell(pressed.interaction, notices.expired(pressed.texts))
            return
        if not await self._acknowledged(pressed, press.action, asker=press.asker):
            return
        document = find_document(press.scope, self._services.library)
        found = await self._services.desk.ask(
            pressed.read.question, passages=press.passages, document=document
        )
        outdated = not press.drawn_from(found.index)
        showing = press.showing(document=document, private=pressed.private, outdated=outdated)

        def draw(*, private: bool, shared_by: int | None = None) -> LayoutView:
            mine = dataclasses.replace(showing, private=private, shared_by=shared_by)
            if private:
                mine = dataclasses.replace(mine, asker=pressed.by)
            return answer_view(found, mine, library=self._services.library, texts=pressed.texts)

        await self._do(pressed, press.action, draw, asker=press.asker)

    async def _citation(self, pressed: _Pressed, press: CitationPress) -> None:
        if pressed.read.identifier is None:
            await responses.tell(pressed.interaction, notices.expired(pressed.texts))
            return
        found = verify(
            pressed.read.identifier, library=self._services.library, history=self._services.history
        )

        def draw(*, private: bool, shared_by: int | None = None) -> LayoutView:
            showing = CitationShowing(
                asker=pressed.by if private else press.asker,
                private=private,
                text_page=press.text_page,
                shared_by=shared_by,
            )
            return citation_view(found, showing, library=self._services.library, texts=pressed.texts)

        await self._do(pressed, press.action, draw, asker=press.asker)

    async def _documents(self, pressed: _Pressed, press: DocumentsPress) -> None:
        view = documents_view(self._services.library, page=press.page, asker=press.asker, texts=pressed.texts)
        await responses.redraw(pressed.interaction, view)

    async def _acknowledged(self, pressed: _Pressed, action: Action, *, asker: int) -> bool:
        """Acknowledge ahead of a search that may be slow; return whether there is anybody left to answer."""
        if not self._services.desk.may_be_slow:
            return True
        if _in_place(pressed, action, asker=asker):
            return await responses.think_of_update(pressed.interaction)
        private = action is not Action.SHARE or not pressed.admitted.public
        return await responses.think(pressed.interaction, private=private)

    async def _do(
        self, pressed: _Pressed, action: Action, draw: Callable[..., LayoutView], *, asker: int
    ) -> None:
        if _in_place(pressed, action, asker=asker):
            await responses.redraw(pressed.interaction, draw(private=pressed.private))
        elif action is Action.SHARE:
            await self._share(pressed, partial(draw, private=False, shared_by=pressed.by))
        else:
            await responses.show(pressed.interaction, draw(private=True), private=True)

    async def _share(self, pressed: _Pressed, draw: Callable[[], LayoutView]) -> None:
        """Put what one person sees before everyone, if they may."""
        if not pressed.admitted.public:
            await responses.tell(pressed.interaction, notices.public_denied(pressed.texts))
            return
        done = await responses.show(pressed.interaction, draw(), private=False)
        if isinstance(done, Delivered):
            self._services.log.info("shared", server=pressed.interaction.guild_id)


def _in_place(pressed: _Pressed, action: Action, *, asker: int) -> bool:
    """Whether a press changes the message that it is on: a private one, or one's own."""
    return action is Action.TURN and (pressed.private or pressed.by == asker)
