"""What the bot says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.messages.layout import Accent, text, view

if TYPE_CHECKING:
    import discord

    from bot.discord_bot.texts.catalogue import Texts


def about_view(*, fingerprint: str, version: str, documents: int, texts: Texts) -> discord.ui.LayoutView:
    """Return what the bot is, how to ask it, what it keeps about people, and which version answers.

    Args:
        fingerprint: What tells these documents and settings from others.
        version: The program's version.
        documents: How many documents there are.
        texts: The language.
    """
    facts = texts.about_facts.format(version=version, documents=documents, fingerprint=fingerprint)
    said = [f"### {texts.about_title}", texts.about_what, texts.about_how, texts.about_people, f"-# {facts}"]
    return view([], map(text, said), accent=Accent.INFORMATION)
