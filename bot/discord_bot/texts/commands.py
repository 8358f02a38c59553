"""The names and descriptions of the commands in Japanese; in English they stand where they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

if TYPE_CHECKING:
    from collections.abc import Mapping

JAPANESE: Mapping[str, str] = {
    # Names: of slash commands and options in lower case without spaces, of menus as people read them.
    "ask": "質問",
    "documents": "資料",
    "cite": "引用",
    "about": "このボットについて",
    "question": "質問",
    "passages": "件数",
    "document": "資料",
    "private": "非公開",
    "citation": "引用番号",
    "Answer this": "これに答える",
    # Descriptions
    "Ask about the meeting; the answer quotes it word for word": (
        "会議について質問する（原文をそのまま引用して答えます）"
    ),
    "What you want to know, in your own words": "知りたいことを自由な文で",
    "How many passages to quote at most (1 to 10)": "引用する箇所の最大数（1〜10）",
    "The only document to look in": "この資料だけから探す",
    "Whether only you see the answer": "答えを自分だけに表示する",
    "List the documents that answers are quoted from": "答えの引用元となる資料の一覧",
    "Check a citation and show the quote in its context": "引用を検証し、前後の文脈とともに表示する",
    "The citation's identifier, as it stands under a quote": "引用文の下にある引用番号",
    "What this bot is, what it knows, and what it keeps": "このボットの説明、知っていること、保存する情報",
}


class Translator(app_commands.Translator):
    """Translates to Japanese; whatever has no translation stays in English."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return a text in a language, or None where it stays as it is."""
        del context
        return JAPANESE.get(string.message) if locale is discord.Locale.japanese else None
