"""Why there is no answer, in words that hold nothing of another language."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from bot.answers.reasons import (
    ApartFromBefore,
    Blank,
    Greeted,
    NothingToLookFor,
    NotSaid,
    Scattered,
    TooLong,
    Unmentioned,
    in_english,
)
from bot.discord_bot.texts.catalogue import ENGLISH
from bot.discord_bot.texts.japanese import JAPANESE
from bot.discord_bot.views.answer import answer_view, explained
from bot.discord_bot.views.markdown import units
from bot.documents.meeting import Kind
from tests.discord_bot.views.discord_markdown import seen
from tests.discord_bot.views.examples import not_covered, passage, quote, showing
from tests.discord_bot.views.payloads import assert_sendable, texts
from tests.discord_bot.views.strategies import reasons

if TYPE_CHECKING:
    from bot.answers.reasons import (
        WhyNotCovered,
        WhyNothingAsked,
    )
    from bot.discord_bot.texts.catalogue import Texts

WORDS = ("sourdough", "Fuji", "quark", "rugby", "opera")
REASONS = [
    Unmentioned(words=WORDS[:1]),
    Unmentioned(words=WORDS),
    Scattered(words=WORDS[:1]),
    Scattered(words=WORDS[:2]),
    *(NotSaid(kind=kind) for kind in Kind),
    ApartFromBefore(),
    NothingToLookFor(),
    TooLong(characters=5000, limit=4000),
    Blank(),
    Greeted(),
]
ENGLISH_WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: type(reason).__name__)
def test_english_says_what_the_terminal_says(reason: WhyNotCovered | WhyNothingAsked) -> None:
    said = in_english(reason)
    assert explained(reason, ENGLISH) == f"{said[0].upper()}{said[1:]}."


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: type(reason).__name__)
def test_japanese_holds_no_english_but_the_words_of_the_question(
    reason: WhyNotCovered | WhyNothingAsked,
) -> None:
    assert set(ENGLISH_WORD.findall(explained(reason, JAPANESE))) <= set(WORDS)


def test_words_are_listed_as_each_language_lists_them() -> None:
    few, many = Unmentioned(words=WORDS[:2]), Scattered(words=WORDS)
    assert explained(few, ENGLISH) == "Nothing in the documents mentions sourdough or Fuji."
    assert "sourdough, Fuji, quark and 2 other words" in explained(many, ENGLISH)
    assert "「sourdough」、「Fuji」につい" in explained(few, JAPANESE)
    assert "「quark」、ほか2語" in explained(many, JAPANESE)


def test_a_refusal_in_japanese_is_in_japanese() -> None:
    view = answer_view(not_covered(), showing(), texts=JAPANESE)
    assert_sendable(view)
    assert set(ENGLISH_WORD.findall(texts(view)[1])) == {"bakes", "sourdough"}


@pytest.mark.parametrize("language", [ENGLISH, JAPANESE])
def test_questions_that_could_be_asked_are_listed_beneath_the_reason(language: Texts) -> None:
    suggestions = ("Who *attended*?", " ", "What was said <@1> about\nTokyo?", "why " * 500, "And a fifth?")
    refusal = dataclasses.replace(not_covered(quote(passage(2))), suggestions=suggestions)
    view = answer_view(refusal, showing(), texts=language)
    assert_sendable(view)
    heading, *listed = texts(view)[2].splitlines()
    assert heading == language.you_could_ask
    assert listed[:2] == [r"- Who \*attended\*?", r"- What was said \<\@1> about Tokyo?"]
    assert units(texts(view)[2]) < 700
    assert len(listed) <= 3


@pytest.mark.parametrize("suggestions", [(), ("", " ")])
def test_without_such_questions_nothing_stands_beneath_the_reason(suggestions: tuple[str, ...]) -> None:
    refusal = dataclasses.replace(not_covered(), suggestions=suggestions)
    assert len(texts(answer_view(refusal, showing(), texts=ENGLISH))) == 2


def test_words_are_escaped_and_short() -> None:
    reason = Unmentioned(words=("**x**<@1>", "z" * 4000))
    assert explained(reason, ENGLISH).startswith(r"Nothing in the documents mentions \*\*x\*\*\<\@1> or zz")
    assert len(seen(explained(reason, ENGLISH))) < 120


@given(reasons())
def test_any_reason_is_short(reason: WhyNotCovered) -> None:
    assert all(units(explained(reason, language)) <= 600 for language in (ENGLISH, JAPANESE))
