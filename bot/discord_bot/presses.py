"""What a pressed button does: the asker's press changes the message, another person's brings them a copy."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, assert_never

from bot.discord_bot import responses
from bot.discord_bot.asking import passage_count
from bot.discord_bot.circumstances import asker_of
from bot.discord_bot.desk import Declined
from bot.discord_bot.gate import Refused, admit
from bot.discord_bot.limits import Kind
from bot.discord_bot.messages import notices
from bot.discord_bot.messages.answers import answer_view
from bot.discord_bot.messages.citations import citation_view
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
from bot.discord_bot.pressed_message import asker_of_answer
from bot.discord_bot.texts.choosing import texts_for
from bot.discord_bot.turning_away import turn_away
from bot.documents.verification import verify

if TYPE_CHECKING:
    import discord
    from discord.ui import LayoutView

    from bot.discord_bot.messages.presses import Press
    from bot.discord_bot.messages.reading import ReadBack
    from bot.discord_bot.noting_client import Interaction
    from bot.discord_bot.services import Services
    from bot.discord_bot.texts.catalogue import Texts
    from bot.live import State


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pressed:
    """A press by somebody on a message.

    Attributes:
        read: What the message says of its question or quote: nothing else outlives the process.
        state: What answers it.
        own: Whether the message is theirs to change: seen by them alone, or the answer to their question.
        may_share: Whether they may show things to everyone.
    """

    interaction: Interaction
    message: discord.Message
    read: ReadBack
    state: State
    texts: Texts
    own: bool
    may_share: bool

    @property
    def by(self) -> int:
        return self.interaction.user.id

    @property
    def private(self) -> bool:
        return self.message.flags.ephemeral

    def changes_message(self, action: Action) -> bool:
        """Whether the press changes the message it is on."""
        return action is Action.TURN and self.own


class _Draw(Protocol):
    def __call__(self, *, asker: int, private: bool, shared_by: int | None) -> LayoutView: ...


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
        if message is None or isinstance(press, Forged):
            await responses.tell(interaction, notices.forged(texts))
            return
        own = message.flags.ephemeral or asker_of_answer(message, claimed=press.asker) == interaction.user.id
        pressed = _Pressed(
            interaction=interaction,
            message=message,
            read=read_back(message.components),
            state=self._services.state,
            texts=texts,
            own=own,
            may_share=admitted.public,
        )
        match press:
            case AnswerPress():
                await self._answer(pressed, press)
            case CitationPress():
                await self._citation(pressed, press)
            case DocumentsPress():
                await self._documents(pressed, press)
            case _:
                assert_never(press)
        self._services.log.info("pressed", on=type(press).__name__, server=interaction.guild_id)

    async def _answer(self, pressed: _Pressed, press: AnswerPress) -> None:
        question = pressed.read.question
        if question is None:
            await responses.tell(pressed.interaction, notices.expired(pressed.texts))
            return
        library = pressed.state.library
        document = find_document(press.scope, library)
        count = passage_count(press.passages, default=self._services.settings.passages)
        found = await self._services.desk.ask(
            question,
            state=pressed.state,
            asker=asker_of(pressed.interaction),
            passages=count,
            document=document,
            after=pressed.read.taken_with,
            acknowledge=partial(_acknowledged, pressed, press.action),
            wanted=responses.within_its_life(),
        )
        if isinstance(found, Declined):
            await turn_away(self._services, pressed.interaction, found)
            return
        outdated = not press.drawn_from(found.index)

        def draw(*, asker: int, private: bool, shared_by: int | None) -> LayoutView:
            showing = press.showing(document=document, private=private, outdated=outdated)
            showing = dataclasses.replace(showing, asker=asker, passages=count, shared_by=shared_by)
            return answer_view(found, showing, library=library, texts=pressed.texts)

        await self._show(pressed, press.action, draw)
        self._services.remember(found, state=pressed.state)

    async def _citation(self, pressed: _Pressed, press: CitationPress) -> None:
        identifier = pressed.read.identifier
        if identifier is None:
            await responses.tell(pressed.interaction, notices.expired(pressed.texts))
            return
        library = pressed.state.library
        found = verify(identifier, library=library, history=self._services.history)

        def draw(*, asker: int, private: bool, shared_by: int | None) -> LayoutView:
            showing = press.showing(identifier, private=private)
            showing = dataclasses.replace(showing, asker=asker, shared_by=shared_by)
            return citation_view(found, showing, library=library, texts=pressed.texts)

        await self._show(pressed, press.action, draw)

    async def _documents(self, pressed: _Pressed, press: DocumentsPress) -> None:
        def draw(*, asker: int, private: bool, shared_by: int | None) -> LayoutView:
            del private, shared_by
            library = pressed.state.library
            return documents_view(library, page=press.page, asker=asker, texts=pressed.texts)

        await self._show(pressed, Action.TURN, draw)

    async def _show(self, pressed: _Pressed, action: Action, draw: _Draw) -> None:
        """Change the message, put a public copy under it, or give whoever pressed a private one."""
        interaction, by = pressed.interaction, pressed.by
        if pressed.changes_message(action):
            view = draw(asker=by, private=pressed.private, shared_by=pressed.read.shared_by)
            await responses.redraw(interaction, view)
        elif action is not Action.SHARE:
            await responses.show(interaction, draw(asker=by, private=True, shared_by=None), private=True)
        elif pressed.may_share:
            await responses.show(interaction, draw(asker=by, private=False, shared_by=by), private=False)
        else:
            await responses.tell(interaction, notices.public_denied(pressed.texts))


async def _acknowledged(pressed: _Pressed, action: Action) -> bool:
    """Acknowledge ahead of a search that may be slow; return whether there is anybody left to answer."""
    if pressed.changes_message(action):
        return await responses.think_of_update(pressed.interaction)
    private = action is not Action.SHARE or not pressed.may_share
    return await responses.think(pressed.interaction, private=private)
