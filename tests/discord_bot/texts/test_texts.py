from __future__ import annotations

import dataclasses
from string import Formatter

import discord
import pytest

from bot.discord_bot.texts import texts_for
from bot.discord_bot.texts.catalogue import ENGLISH, Texts
from bot.discord_bot.texts.japanese import JAPANESE

FIELDS = [field.name for field in dataclasses.fields(Texts)]


def placeholders(text: str | tuple[str, ...]) -> set[str]:
    texts = [text] if isinstance(text, str) else text
    return {name for one in texts for _, name, _, _ in Formatter().parse(one) if name is not None}


@pytest.mark.parametrize("name", FIELDS)
def test_both_languages_fill_in_the_same(name: str) -> None:
    english, japanese = getattr(ENGLISH, name), getattr(JAPANESE, name)
    assert english
    assert japanese
    assert placeholders(english) == placeholders(japanese)


@pytest.mark.parametrize("name", [name for name in FIELDS if name not in {"separator", "date", "months"}])
def test_japanese_is_written_in_japanese(name: str) -> None:
    text = getattr(JAPANESE, name)
    bare = "".join(literal for literal, _, _, _ in Formatter().parse(text))
    assert name == "why_share" or any(character > "\u3000" for character in bare)


def test_every_year_has_twelve_months() -> None:
    assert len(ENGLISH.months) == len(JAPANESE.months) == 12


def test_closest_stays_an_english_word() -> None:
    assert "closest" in ENGLISH.closest
    assert "closest" in JAPANESE.closest


@pytest.mark.parametrize("locale", ["ja", discord.Locale.japanese, "ja-JP", "JA_jp"])
def test_japanese_for_japanese(locale: discord.Locale | str) -> None:
    assert texts_for(locale) is JAPANESE


@pytest.mark.parametrize("locale", ["en-GB", discord.Locale.german, None, "", "jav"])
def test_english_otherwise(locale: discord.Locale | str | None) -> None:
    assert texts_for(locale) is ENGLISH
