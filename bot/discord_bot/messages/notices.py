"""Short lines for one person: refusals, confirmations and failures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, assert_never

from bot.discord_bot.messages.layout import plain
from bot.discord_bot.messages.naming import did_you_mean, in_code
from bot.errors import CitationFault

if TYPE_CHECKING:
    import discord

    from bot.discord_bot.texts.catalogue import Texts
    from bot.errors import CitationError, UnknownDocumentError


def slow_down(texts: Texts, *, seconds: float) -> discord.ui.LayoutView:
    """Return that a person, or a server, asks too much at once."""
    return plain(texts.slow_down.format(seconds=max(1, math.ceil(seconds))))


def busy(texts: Texts) -> discord.ui.LayoutView:
    """Return that too many people ask at the moment."""
    return plain(texts.busy)


def stopping(texts: Texts) -> discord.ui.LayoutView:
    """Return that the bot ends before it could answer."""
    return plain(texts.stopping)


def channel_denied(texts: Texts) -> discord.ui.LayoutView:
    """Return that a moderator does not let the bot answer in this channel."""
    return plain(texts.channel_denied)


def public_denied(texts: Texts) -> discord.ui.LayoutView:
    """Return that a person may be answered privately only."""
    return plain(texts.public_denied)


def direct_messages_off(texts: Texts) -> discord.ui.LayoutView:
    """Return that direct messages are not answered."""
    return plain(texts.direct_messages_off)


def failure(texts: Texts, *, reference: str) -> discord.ui.LayoutView:
    """Return that something failed, with the number under which it stands in the log."""
    return plain(texts.failure.format(reference=reference.replace("`", "")))


def expired(texts: Texts) -> discord.ui.LayoutView:
    """Return that a message no longer says what its button needs."""
    return plain(texts.expired)


def forged(texts: Texts) -> discord.ui.LayoutView:
    """Return that a button is not one that the bot gives out."""
    return plain(texts.forged)


def outdated_command(texts: Texts) -> discord.ui.LayoutView:
    """Return that a command has changed since Discord loaded it."""
    return plain(texts.outdated_command)


def unknown_document(texts: Texts, *, error: UnknownDocumentError) -> discord.ui.LayoutView:
    """Return that there is no such document, and which are called nearly so."""
    said = texts.unknown_document.format(document=in_code(error.identifier))
    return plain(said + did_you_mean(error.nearest, texts))


def scoped_document_gone(texts: Texts) -> discord.ui.LayoutView:
    """Return that the only document that was asked about is not there any more."""
    return plain(texts.scoped_document_gone)


def bad_citation(texts: Texts, *, error: CitationError) -> discord.ui.LayoutView:
    """Return what is wrong with a citation's identifier."""
    match error.fault:
        case CitationFault.MALFORMED:
            said = texts.citation_malformed
        case CitationFault.BACKWARDS:
            said = texts.citation_backwards
        case CitationFault.OUTSIDE:
            said = texts.citation_outside
        case _:
            assert_never(error.fault)
    return plain(said.format(identifier=in_code(error.identifier)))


def new_subject(texts: Texts) -> discord.ui.LayoutView:
    """Return that what was asked before is forgotten."""
    return plain(texts.new_subject)


def nothing_to_answer(texts: Texts) -> discord.ui.LayoutView:
    """Return that a message holds no question."""
    return plain(texts.nothing_to_answer)
