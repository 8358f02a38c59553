"""What the bot says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.messages.clipping import clipped
from bot.discord_bot.messages.layout import Accent, text, view

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.discord_bot.texts.catalogue import Texts

_NOTICES_AT_MOST = 3
_LONGEST_NOTICE = 400


def about_view(
    *, fingerprint: str, version: str, documents: int, texts: Texts, notices: Sequence[str] = ()
) -> discord.ui.LayoutView:
    """Return what the bot is, how to ask it, what it keeps about people, and which version answers.

    Args:
        fingerprint: What tells these documents and settings from others.
        version: The program's version.
        documents: How many documents there are.
        texts: The language.
        notices: What keeps it from answering as well as it could, in English, a line each.
    """
    facts = texts.about_facts.format(version=version, documents=documents, fingerprint=fingerprint)
    said = [f"### {texts.about_title}", texts.about_what, texts.about_how, texts.about_people]
    if notices:
        noticed = (clipped(notice, _LONGEST_NOTICE) for notice in notices[:_NOTICES_AT_MOST])
        said.append("\n".join([texts.about_notices, *(f"- {notice}" for notice in noticed)]))
    said.append(f"-# {facts}")
    return view([], map(text, said), accent=Accent.INFORMATION)
