"""The slash commands and the menu: ``/ask``, ``Answer this``, ``/documents``, ``/cite`` and ``/about``.

Each is made by a function: discord.py takes no context menu inside a class. The names and descriptions are
translated by `bot.discord_bot.texts.commands`.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import discord  # noqa: TC002 - discord.py reads the annotations of commands
from discord import app_commands

from bot.discord_bot import delivery
from bot.discord_bot.access import Kind, Refused, admit, asker_of, turn_away
from bot.discord_bot.event_log import outcome_facts
from bot.discord_bot.executor import Declined
from bot.discord_bot.texts import texts_for
from bot.discord_bot.views.answer import Showing, answer_view
from bot.discord_bot.views.citation import CitationShowing, citation_view
from bot.discord_bot.views.documents import documents_view
from bot.discord_bot.views.layout import plain
from bot.discord_bot.views.notices import about_view
from bot.discord_bot.views.passage import surroundings
from bot.documents.citations import parse
from bot.documents.verification import Moved, Verbatim, verify

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from discord.ui import LayoutView

    from bot.discord_bot.client import Interaction
    from bot.discord_bot.services import Services
    from bot.discord_bot.texts.catalogue import Texts
    from bot.discord_bot.views.quoting import Marked
    from bot.documents.verification import Verification
    from bot.library.snapshot import Snapshot

Command: TypeAlias = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu

MOST_PASSAGES = 10


def commands(services: Services) -> tuple[Command, ...]:
    """Return every command and menu."""
    return (
        ask_command(services),
        answer_this(services),
        documents_command(services),
        cite_command(services),
        about_command(services),
    )


def ask_command(services: Services) -> Command:
    """Return ``/ask``."""

    @app_commands.command(
        name="ask",
        description="Ask about the meeting; the answer quotes it word for word",
    )
    @app_commands.describe(
        question="What you want to know, in your own words",
        passages="How many passages to quote at most (1 to 10)",
        document="The only document to look in",
        private="Whether only you see the answer",
    )
    async def ask(
        interaction: Interaction,
        question: str,
        passages: app_commands.Range[int, 1, MOST_PASSAGES] | None = None,
        document: str | None = None,
        private: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        await _answer(services, interaction, question, passages=passages, document=document, private=private)

    @ask.autocomplete("question")
    async def complete_question(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        if _may_not_complete(services, interaction):
            return []
        person = interaction.user.id
        return _choices(await asyncio.to_thread(services.suggestions.choices, typed, person=person))

    @ask.autocomplete("document")
    async def complete_document(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        if _may_not_complete(services, interaction):
            return []
        names = await services.names.of(services.assistant.library)
        return _choices(await asyncio.to_thread(names.choices, typed))

    return ask


def answer_this(services: Services) -> Command:
    """Return the menu of a message that answers it, privately."""

    @app_commands.context_menu(name="Answer this")
    async def menu(interaction: Interaction, message: discord.Message) -> None:
        question = message.clean_content.strip()
        if not question:
            await delivery.tell(interaction, plain(texts_for(interaction.locale).nothing_to_answer))
            return
        await _answer(services, interaction, question, private=True)

    return menu


def documents_command(services: Services) -> Command:
    """Return ``/documents``."""

    @app_commands.command(
        name="documents",
        description="List the documents that answers are quoted from",
    )
    async def documents(interaction: Interaction) -> None:
        async def view(texts: Texts) -> LayoutView:
            library, asker = services.assistant.library, interaction.user.id
            return documents_view(library.documents, page=1, asker=asker, texts=texts)

        await _show(services, interaction, view, event="documents")

    return documents


def cite_command(services: Services) -> Command:
    """Return ``/cite``."""

    @app_commands.command(
        name="cite",
        description="Check a citation and show the quote in its context",
    )
    @app_commands.describe(citation="The citation's identifier, as it stands under a quote")
    async def cite(interaction: Interaction, citation: str) -> None:
        async def view(texts: Texts) -> LayoutView:
            found, context = await verified(services, citation, services.assistant.library)
            showing = CitationShowing(asker=interaction.user.id, identifier=parse(citation).id)
            return citation_view(found, showing, context=context, texts=texts)

        await _show(services, interaction, view, event="cited")

    return cite


def about_command(services: Services) -> Command:
    """Return ``/about``."""

    @app_commands.command(
        name="about",
        description="What this bot is, what it knows, and what it keeps",
    )
    async def about(interaction: Interaction) -> None:
        async def view(texts: Texts) -> LayoutView:
            assistant = services.assistant
            return about_view(
                fingerprint=assistant.fingerprint,
                documents=len(assistant.library.documents),
                notices=assistant.notices,
                texts=texts,
            )

        await _show(services, interaction, view, event="about")

    return about


async def verified(
    services: Services, citation: str, library: Snapshot
) -> tuple[Verification, Marked | None]:
    """Look a citation up, in a thread; return the outcome, with the quote in its context where it stands.

    Raises:
        CitationError: It is none, or points outside the text that it names.
    """

    def look_up() -> tuple[Verification, Marked | None]:
        found = verify(citation, library=library, cited=services.cited)
        if not isinstance(found, Verbatim | Moved):
            return found, None
        return found, surroundings(found.citation, found.quote, library.text(found.citation.document))

    return await asyncio.to_thread(look_up)


def passage_count(given: object, *, default: int) -> int:
    """Return how many passages to quote: what Discord's own client would not send is brought into range."""
    if not isinstance(given, int) or isinstance(given, bool):
        return default
    return min(max(given, 1), MOST_PASSAGES)


async def _answer(
    services: Services,
    interaction: Interaction,
    question: str,
    *,
    private: bool,
    passages: int | None = None,
    document: str | None = None,
) -> None:
    """Answer a question that came with an interaction."""
    texts, assistant = texts_for(interaction.locale), services.assistant
    with services.in_flight:
        admitted = admit(services, interaction, Kind.QUESTION, texts)
        if isinstance(admitted, Refused):
            await delivery.tell(interaction, admitted.notice)
            return
        private = private or not admitted.public
        count = passage_count(passages, default=services.settings.passages)
        only = await services.names.find(document, assistant.library) if document else None
        found = await services.executor.ask(
            question,
            assistant=assistant,
            asker=asker_of(interaction),
            passages=count,
            document=only,
            acknowledge=partial(delivery.defer, interaction, private=private),
            wanted=delivery.within_its_life(),
        )
        if isinstance(found, Declined):
            await turn_away(services, interaction, found)
            return
        showing = Showing(asker=interaction.user.id, passages=count, document=only, private=private)
        await delivery.show(interaction, answer_view(found, showing, texts=texts), private=private)
        await services.remember(found, asker=interaction.user.id)
        services.log.info("answered", by="command", server=interaction.guild_id, **outcome_facts(found))


async def _show(
    services: Services,
    interaction: Interaction,
    view: Callable[[Texts], Awaitable[LayoutView]],
    *,
    event: str,
) -> None:
    """Show something to the person alone, within what they may ask for."""
    texts = texts_for(interaction.locale)
    with services.in_flight:
        admitted = admit(services, interaction, Kind.PRESS, texts)
        if isinstance(admitted, Refused):
            await delivery.tell(interaction, admitted.notice)
            return
        await delivery.show(interaction, await view(texts), private=True)
        services.log.info(event, server=interaction.guild_id)


def _may_not_complete(services: Services, interaction: Interaction) -> bool:
    """Whether a completion is refused: without a word, since no message may answer one."""
    return isinstance(admit(services, interaction, Kind.SUGGESTION, texts_for(interaction.locale)), Refused)


def _choices(found: Iterable[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=label, value=value) for label, value in found]
