"""The bot about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import __version__
from bot.discord_bot.views.layout import Accent, text, view
from bot.discord_bot.views.markdown import clipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.discord_bot.texts.catalogue import Texts

_NOTICES_AT_MOST = 3
_LONGEST_NOTICE = 400


def about_view(
    *, fingerprint: str, documents: int, notices: Sequence[str], texts: Texts
) -> discord.ui.LayoutView:
    """Return what the bot is, how to ask it, what it keeps about people, and which version answers.

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
