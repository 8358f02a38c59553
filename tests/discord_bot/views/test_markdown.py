from __future__ import annotations

import discord
import pytest
from hypothesis import example, given, strategies as st

from bot.discord_bot.views.markdown import escape, one_line, unescape, visible
from tests.discord_bot.views.discord_markdown import Run, read, seen
from tests.discord_bot.views.strategies import markdown_text

ACCIDENTS = [
    "*italic* **bold** ***both*** _it_ __under__ ~~gone~~ ||secret||",
    "`code` ``more`` ```\nblock\n```",
    "# heading\n## heading\n### heading\n-# small",
    "> quoted\n>>> all quoted",
    "- a list\n* another\n+ a third\n1. first\n2) second\n  - nested",
    "[masked](https://evil.example) [masked](<https://evil.example>)",
    "see https://example.com/a_b_c and http://x.example",
    "<https://example.com> <discord://-/settings>",
    "@everyone @here <@123456789012345678> <@!123456789012345678> <@&12345678901234567> <#12345678901234567>",
    "<t:1722124800:R> <a:wave:123456789012345678> </ask:123456789012345678> <id:customize>",
    ":smile: :thumbsup::skin-tone-2: 10:30:45 U+202E",
    r"C:\*path\_name\ and a trailing \ ",
    "¯\\_(ツ)_/¯",
    "⟦U+202E⟧ written out",
]


@pytest.mark.parametrize("text", ACCIDENTS)
def test_accidental_markup_is_shown_as_it_is_written(text: str) -> None:
    assert read(escape(text)) == [Run(text=text)]


@pytest.mark.parametrize("text", ACCIDENTS[:11])
def test_the_same_text_unescaped_would_be_changed(text: str) -> None:
    assert read(text) != [Run(text=text)]


@pytest.mark.parametrize("at", [6, 7, 8, 9, 10])
def test_discords_own_escaping_is_not_enough(at: int) -> None:
    assert read(discord.utils.escape_markdown(ACCIDENTS[at], ignore_links=False)) != [Run(text=ACCIDENTS[at])]


@given(markdown_text())
@example("*" * 50)
@example("\\")
@example("::::")
@example("⟦U+0041⟧")
def test_any_text_is_shown_as_it_is_written(text: str) -> None:
    shown = visible(text)
    assert seen(escape(text)) == shown
    assert all(not run.styles for run in read(escape(text)))


@given(st.text() | markdown_text() | st.text(st.characters(categories=["Cs", "Cf", "Cc"])))
def test_unescaping_undoes_escaping(text: str) -> None:
    assert unescape(escape(text)) == text


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "\x1b", "\u061c", "\ud800"]
)
def test_hidden_characters_are_shown_by_their_number(hidden: str) -> None:
    shown = escape(f"a{hidden}b")
    assert hidden not in shown
    assert shown == f"a⟦U+{ord(hidden):04X}⟧b"


@pytest.mark.parametrize("text", ["می‌خواهم", "👩‍👩‍👧", "❤️", "क्‍ष", "葛󠄀"])
def test_joiners_and_variation_selectors_stay(text: str) -> None:
    assert escape(text) == text


def test_ordinary_text_is_left_alone() -> None:
    text = "On Sunday, July 28th 2024, the U.S. paid $1.7 billion (co-production; 50%) – “2+2”."
    assert escape(text) == text


def test_one_line_keeps_words_apart() -> None:
    assert one_line(" a\n\tb  c ") == "a b c"
