"""The one place where failures end: a line in the log, and a short private sentence with its number."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_bot import delivery
from bot.discord_bot.document_names import ScopedDocumentGoneError
from bot.discord_bot.texts import texts_for
from bot.discord_bot.views import notices
from bot.discord_bot.views.layout import plain
from bot.errors import CitationError, UnknownDocumentError

if TYPE_CHECKING:
    from discord.ui import LayoutView

    from bot.discord_bot.client import Interaction
    from bot.discord_bot.event_log import EventLog


class ErrorHandler:
    """Handles what the command tree, buttons and events could not.

    Args:
        log: Where each failure is noted, under the number that the person is told.
    """

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def note(self, error: BaseException, *, doing: str) -> str:
        """Note a failure, and return its number."""
        reference = secrets.token_hex(4)
        self._log.fault("failure", _unwrapped(error), reference=reference, doing=doing)
        return reference

    async def report(self, interaction: Interaction, error: BaseException, *, doing: str) -> None:
        """Tell the person who caused a failure, exactly once, whatever was sent before."""
        error = _unwrapped(error)
        if interaction.type is discord.InteractionType.autocomplete:
            self.note(error, doing=doing)
            return
        view = self._sentence(error, locale=interaction.locale, doing=doing)
        try:
            await delivery.tell(interaction, view)
        except delivery.NETWORK_ERRORS as unsent:
            # There is no other way to reach them; the log says both.
            self.note(unsent, doing="telling of a failure")

    def _sentence(self, error: BaseException, *, locale: discord.Locale, doing: str) -> LayoutView:
        texts = texts_for(locale)
        match error:
            case ScopedDocumentGoneError():
                return plain(texts.scoped_document_gone)
            case UnknownDocumentError():
                return notices.unknown_document(texts, error=error)
            case CitationError():
                return notices.bad_citation(texts, error=error)
            case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
                self._log.warning("outdated_command", doing=doing)
                return plain(texts.outdated_command)
            case _:
                return notices.failure(texts, reference=self.note(error, doing=doing))


def _unwrapped(error: BaseException) -> BaseException:
    """Return the error inside what discord.py wraps around it."""
    return error.original if isinstance(error, app_commands.CommandInvokeError) else error
