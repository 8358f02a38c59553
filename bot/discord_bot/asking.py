"""``/ask`` and ``Answer this``: a question in, an answer out, before Discord's patience ends."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import discord  # noqa: TC002 - discord.py reads the annotations of commands
from discord import app_commands
from discord.app_commands import locale_str

from bot.discord_bot import responses
from bot.discord_bot.circumstances import asker_of
from bot.discord_bot.desk import Declined
from bot.discord_bot.gate import Refused, admit
from bot.discord_bot.limits import Kind
from bot.discord_bot.messages import notices
from bot.discord_bot.messages.answers import answer_view
from bot.discord_bot.messages.showing import Showing
from bot.discord_bot.outcomes import outcome_facts
from bot.discord_bot.texts.choosing import texts_for
from bot.discord_bot.turning_away import turn_away

if TYPE_CHECKING:
    from bot.discord_bot.noting_client import Interaction
    from bot.discord_bot.services import Services
    from bot.discord_bot.tree import Invocable

MOST_PASSAGES = 10


def ask_command(services: Services) -> Invocable:
    """Return ``/ask``."""

    @app_commands.command(
        name=locale_str("ask"),
        description=locale_str("Ask about the meeting; the answer quotes it word for word"),
    )
    @app_commands.rename(
        question=locale_str("question"),
        passages=locale_str("passages"),
        document=locale_str("document"),
        private=locale_str("private"),
    )
    @app_commands.describe(
        question=locale_str("What you want to know, in your own words"),
        passages=locale_str("How many passages to quote at most (1 to 10)"),
        document=locale_str("The only document to look in"),
        private=locale_str("Whether only you see the answer"),
    )
    async def ask(
        interaction: Interaction,
        question: str,
        passages: app_commands.Range[int, 1, MOST_PASSAGES] | None = None,
        document: str | None = None,
        private: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        await answer(services, interaction, question, passages=passages, document=document, private=private)

    @ask.autocomplete("question")
    async def complete_question(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        if _limited(services, interaction):
            return []
        return services.suggestions.questions(typed, person=interaction.user.id)

    @ask.autocomplete("document")
    async def complete_document(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        if _limited(services, interaction):
            return []
        return services.suggestions.documents(typed, services.state.library)

    return ask


def answer_this(services: Services) -> Invocable:
    """Return the menu of a message that answers it, privately."""

    # discord.py takes no context menu inside a class: it is made in a function.
    @app_commands.context_menu(name=locale_str("Answer this"))
    async def menu(interaction: Interaction, message: discord.Message) -> None:
        question = message.clean_content.strip()
        if not question:
            await responses.tell(interaction, notices.nothing_to_answer(texts_for(interaction.locale)))
            return
        await answer(services, interaction, question, private=True)

    return menu


async def answer(
    services: Services,
    interaction: Interaction,
    question: str,
    *,
    private: bool,
    passages: int | None = None,
    document: str | None = None,
) -> None:
    """Answer a question that came with an interaction."""
    texts, state = texts_for(interaction.locale), services.state
    with services.flight:
        admitted = admit(services, interaction, Kind.QUESTION, texts=texts)
        if isinstance(admitted, Refused):
            await responses.tell(interaction, admitted.notice)
            return
        private = private or not admitted.public
        count = passage_count(passages, default=services.settings.passages)
        found = await services.desk.ask(
            question,
            state=state,
            asker=asker_of(interaction),
            passages=count,
            document=document or None,
            acknowledge=partial(responses.think, interaction, private=private),
            wanted=responses.within_its_life(),
        )
        if isinstance(found, Declined):
            await turn_away(services, interaction, found)
            return
        showing = Showing(
            asker=interaction.user.id, passages=count, document=document or None, private=private
        )
        view = answer_view(found, showing, library=state.library, texts=texts)
        await responses.show(interaction, view, private=private)
        services.remember(found, state=state, asker=interaction.user.id)
        services.log.info("answered", by="command", server=interaction.guild_id, **outcome_facts(found))


def passage_count(given: object, *, default: int) -> int:
    """Return how many passages to quote: what Discord's own client would not send is brought into range."""
    if not isinstance(given, int) or isinstance(given, bool):
        return default
    return min(max(given, 1), MOST_PASSAGES)


def _limited(services: Services, interaction: Interaction) -> bool:
    """Whether a completion is refused: without a word, since no message may answer one."""
    texts = texts_for(interaction.locale)
    return isinstance(admit(services, interaction, Kind.SUGGESTION, texts=texts), Refused)
