"""The bot's own words, in each language that it speaks. Quotes are never translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.texts.catalogue import ENGLISH
from bot.discord_bot.texts.japanese import JAPANESE

if TYPE_CHECKING:
    import discord

    from bot.discord_bot.texts.catalogue import Texts


def texts_for(locale: discord.Locale | str | None) -> Texts:
    """Return the texts for a locale such as ``ja`` or ``en-GB``: Japanese for Japanese, English otherwise."""
    language = str(locale or "").replace("_", "-").partition("-")[0].lower()
    return JAPANESE if language == "ja" else ENGLISH
