"""Actions of buttons: the asker's press changes the message, another person's brings them a copy."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

import discord

from bot.discord_bot import delivery
from bot.discord_bot.access import Kind, Refused, admit, asker_of, turn_away
from bot.discord_bot.commands import passage_count, verified
from bot.discord_bot.custom_ids import (
    FAMILY,
    Action,
    AnswerPress,
    CitationPress,
    DocumentsPress,
    Forged,
    Page,
    digest,
)
from bot.discord_bot.executor import Declined
from bot.discord_bot.texts import texts_for
from bot.discord_bot.views.answer import Showing, answer_view, quote_shown
from bot.discord_bot.views.citation import CitationShowing, citation_view
from bot.discord_bot.views.documents import documents_view
from bot.discord_bot.views.layout import plain
from bot.discord_bot.views.passage import surroundings
from bot.discord_bot.views.reading import read_back
from bot.errors import UnknownDocumentError

if TYPE_CHECKING:
    from discord.ui import LayoutView

    from bot.answers.assistant import Assistant
    from bot.answers.model import Answer
    from bot.discord_bot.client import Interaction
    from bot.discord_bot.custom_ids import Press
    from bot.discord_bot.services import Services
    from bot.discord_bot.texts.catalogue import Texts
    from bot.discord_bot.views.quoting import Marked
    from bot.discord_bot.views.reading import ReadBack
    from bot.library.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pressed:
    """A press by somebody on a message, and who is to see what comes of it.

    Attributes:
        read: What the message says of its question or quote: nothing else outlives the process.
        assistant: What answers it.
        changes_message: Whether the message that was pressed changes; otherwise there is a new one.
        private: Whether whoever pressed sees that alone.
        shared_by: Who shared it with the channel, or None.
    """

    interaction: Interaction
    read: ReadBack
    assistant: Assistant
    texts: Texts
    changes_message: bool
    private: bool
    shared_by: int | None

    @property
    def by(self) -> int:
        """Who pressed: the message that comes of it is theirs."""
        return self.interaction.user.id

    async def acknowledge(self) -> bool:
        """Acknowledge ahead of a search that may be slow; return whether there is anybody left to answer."""
        if self.changes_message:
            return await delivery.defer_update(self.interaction)
        return await delivery.defer(self.interaction, private=self.private)

    async def show(self, view: LayoutView) -> None:
        """Show what came of the press."""
        if self.changes_message:
            await delivery.update(self.interaction, view)
        else:
            await delivery.show(self.interaction, view, private=self.private)


class ButtonActions:
    """Answers buttons."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def answer(self, interaction: Interaction, press: Press) -> None:
        """Do what a button says, if whoever pressed it may."""
        texts = texts_for(interaction.locale)
        admitted = admit(self._services, interaction, Kind.PRESS, texts)
        if isinstance(admitted, Refused):
            await delivery.tell(interaction, admitted.notice)
            return
        message = interaction.message
        if message is None or isinstance(press, Forged):
            await delivery.tell(interaction, plain(texts.forged))
            return
        action = Action.TURN if isinstance(press, DocumentsPress) else press.action
        if action is Action.SHARE and not admitted.public:
            await delivery.tell(interaction, plain(texts.public_denied))
            return
        pressed = self._pressed(interaction, message, action, asker=press.asker)
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

    def _pressed(
        self, interaction: Interaction, message: discord.Message, action: Action, *, asker: int
    ) -> _Pressed:
        """Decide who sees what comes of a press: a message is changed by those alone whose answer it is."""
        alone, by = message.flags.ephemeral, interaction.user.id
        read = read_back(message.components)
        own = alone or _asker_of_answer(message, claimed=asker) == by
        changes_message, shares = action is Action.TURN and own, action is Action.SHARE
        return _Pressed(
            interaction=interaction,
            read=read,
            assistant=self._services.assistant,
            texts=texts_for(interaction.locale),
            changes_message=changes_message,
            private=alone if changes_message else not shares,
            shared_by=read.shared_by if changes_message else by if shares else None,
        )

    async def _answer(self, pressed: _Pressed, press: AnswerPress) -> None:
        """Ask the question again, and show of its answer what the button says."""
        question, library = pressed.read.question, pressed.assistant.library
        if question is None:
            await delivery.tell(pressed.interaction, plain(pressed.texts.expired))
            return
        document = (await self._services.names.of(library)).in_scope(press.scope)
        count = passage_count(press.passages, default=self._services.settings.passages)
        found = await self._services.executor.ask(
            question,
            assistant=pressed.assistant,
            asker=asker_of(pressed.interaction),
            passages=count,
            document=document,
            after=pressed.read.taken_with,
            acknowledge=pressed.acknowledge,
            wanted=delivery.within_its_life(),
        )
        if isinstance(found, Declined):
            await turn_away(self._services, pressed.interaction, found)
            return
        showing = Showing(
            asker=pressed.by,
            passages=count,
            document=document,
            private=pressed.private,
            page=press.page,
            rank=press.rank,
            text_page=press.text_page,
            closest=press.closest,
            shared_by=pressed.shared_by,
            outdated=digest(found.index) != press.index,
        )
        context = await _context(found, showing, library) if press.page is Page.CONTEXT else None
        await pressed.show(answer_view(found, showing, context=context, texts=pressed.texts))
        await self._services.remember(found)

    async def _citation(self, pressed: _Pressed, press: CitationPress) -> None:
        """Look the citation up again that the message shows."""
        identifier = pressed.read.identifier
        if identifier is None:
            await delivery.tell(pressed.interaction, plain(pressed.texts.expired))
            return
        found, context = await verified(self._services, identifier, pressed.assistant.library)
        showing = CitationShowing(
            asker=pressed.by,
            identifier=identifier,
            private=pressed.private,
            text_page=press.text_page,
            shared_by=pressed.shared_by,
        )
        await pressed.show(citation_view(found, showing, context=context, texts=pressed.texts))

    async def _documents(self, pressed: _Pressed, press: DocumentsPress) -> None:
        """Turn to another page of the list of documents."""
        documents = pressed.assistant.library.documents
        await pressed.show(documents_view(documents, page=press.page, asker=pressed.by, texts=pressed.texts))


async def _context(answer: Answer, showing: Showing, library: Snapshot) -> Marked | None:
    """Return the passage that is shown, in its context, which is read in a thread."""
    quote = quote_shown(answer, showing)
    if quote is None:
        return None
    try:
        text = await asyncio.to_thread(library.text, quote.citation.document)
    except UnknownDocumentError:
        return None
    return surroundings(quote.citation, quote.passage.text, text)


def carries_pressed(interaction: Interaction) -> bool:
    """Whether the message that was pressed on carries the button: discord.py drops the press of any other."""
    message = interaction.message
    custom_id = interaction.data.get("custom_id") if interaction.data else None
    if message is None or not isinstance(custom_id, str) or not custom_id.startswith(FAMILY):
        return False
    kind = discord.ui.LayoutView if message.flags.components_v2 else discord.ui.View
    items = kind.from_message(message, timeout=None).walk_children()
    return any(getattr(item, "custom_id", None) == custom_id for item in items)


def _asker_of_answer(message: discord.Message, *, claimed: int) -> int:
    """Return whose answer a message is: Discord's word for it, where it has one, before the button's."""
    if message.interaction_metadata is not None:
        return message.interaction_metadata.user.id
    asked = message.reference.resolved if message.reference is not None else None
    return asked.author.id if isinstance(asked, discord.Message) else claimed
