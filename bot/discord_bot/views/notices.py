"""Messages that are neither answers nor quotes: short lines for one person, and the bot about itself.

Lines in which nothing is filled in are `plain(texts.…)`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot import __version__
from bot.discord_bot.views.layout import Accent, plain, text, view
from bot.discord_bot.views.markdown import clipped, in_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.discord_bot.texts.catalogue import Texts
    from bot.errors import CitationError, UnknownDocumentError

_NOTICES_AT_MOST = 3
_LONGEST_NOTICE = 400


def slow_down(texts: Texts, *, seconds: float) -> discord.ui.LayoutView:
    """Say that a person, or a server, asks too much at once."""
    return plain(texts.slow_down.format(seconds=max(1, math.ceil(seconds))))


def failure(texts: Texts, *, reference: str) -> discord.ui.LayoutView:
    """Say that something failed, with the number under which it stands in the log."""
    return plain(texts.failure.format(reference=reference.replace("`", "")))


def unknown_document(texts: Texts, *, error: UnknownDocumentError) -> discord.ui.LayoutView:
    """Say that there is no such document, and which are called nearly so."""
    said = texts.unknown_document.format(document=in_code(error.identifier))
    return plain(said + did_you_mean(error.nearest, texts))


def bad_citation(texts: Texts, *, error: CitationError) -> discord.ui.LayoutView:
    """Say what is wrong with a citation's identifier."""
    # Each fault has a text of its name.
    said: str = getattr(texts, f"citation_{error.fault.name.lower()}")
    return plain(said.format(identifier=in_code(error.identifier)))


def did_you_mean(nearest: Sequence[str], texts: Texts) -> str:
    """Return a question after the nearest names, or nothing where none is near; a space goes before it."""
    if not nearest:
        return ""
    *first, last = map(in_code, nearest)
    named = texts.either.format(words=texts.separator.join(first), last=last) if first else last
    return f" {texts.did_you_mean.format(documents=named)}"


def about_view(
    *, fingerprint: str, documents: int, notices: Sequence[str], texts: Texts
) -> discord.ui.LayoutView:
    """Introduce the bot: how to ask it, what it keeps about people, and which version answers.

    Args:
        fingerprint: Tells these documents and settings from others.
        documents: How many documents there are.
        notices: What keeps it from answering as well as it could, in English, a line each.
        texts: The language.
    """
    said = [f"### {texts.about_title}", texts.about_what, texts.about_how, texts.about_people]
    if notices:
        noticed = (clipped(notice, _LONGEST_NOTICE) for notice in notices[:_NOTICES_AT_MOST])
        said.append("\n".join([texts.about_notices, *(f"- {notice}" for notice in noticed)]))
    facts = texts.about_facts.format(version=__version__, documents=documents, fingerprint=fingerprint)
    return view(map(text, [*said, f"-# {facts}"]), accent=Accent.INFORMATION)
