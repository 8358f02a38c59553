"""``/documents``, ``/cite`` and ``/about``: private looks at what answers are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.app_commands import locale_str

from bot import __version__
from bot.discord_bot import responses
from bot.discord_bot.gate import Refused, admit
from bot.discord_bot.limits import Kind
from bot.discord_bot.messages.about import about_view
from bot.discord_bot.messages.citations import citation_view
from bot.discord_bot.messages.documents import documents_view
from bot.discord_bot.messages.showing import CitationShowing
from bot.discord_bot.texts.choosing import texts_for
from bot.documents.verification import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from discord.ui import LayoutView

    from bot.discord_bot.noting_client import Interaction
    from bot.discord_bot.services import Services
    from bot.discord_bot.texts.catalogue import Texts
    from bot.discord_bot.tree import Invocable


def documents_command(services: Services) -> Invocable:
    """Return ``/documents``."""

    @app_commands.command(
        name=locale_str("documents"),
        description=locale_str("List the documents that answers are quoted from"),
    )
    async def documents(interaction: Interaction) -> None:
        def page(texts: Texts) -> LayoutView:
            return documents_view(services.state.library, page=1, asker=interaction.user.id, texts=texts)

        await _show(services, interaction, page, event="documents")

    return documents


def cite_command(services: Services) -> Invocable:
    """Return ``/cite``."""

    @app_commands.command(
        name=locale_str("cite"),
        description=locale_str("Check a citation and show the quote in its context"),
    )
    @app_commands.rename(citation=locale_str("citation"))
    @app_commands.describe(citation=locale_str("The citation's identifier, as it stands under a quote"))
    async def cite(interaction: Interaction, citation: str) -> None:
        def quote(texts: Texts) -> LayoutView:
            library = services.state.library
            found = verify(citation, library=library, history=services.history)
            showing = CitationShowing(asker=interaction.user.id, identifier=citation)
            return citation_view(found, showing, library=library, texts=texts)

        await _show(services, interaction, quote, event="cited")

    return cite


def about_command(services: Services) -> Invocable:
    """Return ``/about``."""

    @app_commands.command(
        name=locale_str("about"),
        description=locale_str("What this bot is, what it knows, and what it keeps"),
    )
    async def about(interaction: Interaction) -> None:
        def facts(texts: Texts) -> LayoutView:
            state = services.state
            return about_view(
                fingerprint=state.assistant.fingerprint,
                version=__version__,
                documents=len(state.library.documents),
                texts=texts,
                notices=state.assistant.notices,
            )

        await _show(services, interaction, facts, event="about")

    return about


async def _show(
    services: Services, interaction: Interaction, draw: Callable[[Texts], LayoutView], *, event: str
) -> None:
    """Show something to the person alone, within what they may ask for."""
    texts = texts_for(interaction.locale)
    with services.flight:
        admitted = admit(services, interaction, Kind.PRESS, texts=texts)
        if isinstance(admitted, Refused):
            await responses.tell(interaction, admitted.notice)
            return
        await responses.show(interaction, draw(texts), private=True)
        services.log.info(event, server=interaction.guild_id)
