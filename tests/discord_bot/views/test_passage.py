"""Why a passage was chosen: what matched, and what adds to its score."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from bot.answers.model import Match, WordMatch
from bot.discord_bot.custom_ids import Page
from bot.discord_bot.texts.catalogue import ENGLISH
from bot.discord_bot.texts.japanese import JAPANESE
from bot.discord_bot.views.answer import answer_view
from bot.discord_bot.views.markdown import units
from bot.discord_bot.views.passage import reasons
from bot.search.ranking.weights import Feature
from tests.discord_bot.views.discord_markdown import seen
from tests.discord_bot.views.examples import answered, passage, quote, showing
from tests.discord_bot.views.payloads import assert_sendable, back, whole_text
from tests.discord_bot.views.strategies import quotes

if TYPE_CHECKING:
    from bot.answers.model import Quote
    from bot.discord_bot.texts.catalogue import Texts

ROOM = 2000
FEW = 600
QUOTE = dataclasses.replace(
    quote(passage(2), score=2.0),
    words=(
        WordMatch(asked="missiles", found="Missiles", match=Match.EXACT, share=1.0),
        WordMatch(asked="buy", found="purchase", match=Match.RELATED, share=0.5),
        WordMatch(asked="agrees", found="agreed", match=Match.FORM, share=0.3),
        WordMatch(asked="Tomahwak", found="Tomahawk", match=Match.SPELLING, share=-0.01),
    ),
    features={Feature.MEANING: 0.4, Feature.BM25: 1.6, Feature.EXACT: 0.001, Feature.RELATED: -0.001},
)


def test_each_word_says_what_it_matches_and_how_and_features_stand_beneath() -> None:
    assert reasons(QUOTE, ENGLISH, room=ROOM).splitlines() == [
        "`██████░░░░░░` 50 % **missiles** · exact",
        "`███░░░░░░░░░` 25 % **buy** ~ **purchase** · related",
        "`██░░░░░░░░░░` 15 % **agrees** = **agreed** · another form",
        "`░░░░░░░░░░░░` 0 % **Tomahwak** → **Tomahawk** · spelling",
        "**The same score by what speaks for the passage**",
        "`██████████░░` 80 % the words themselves",
        "`██░░░░░░░░░░` 20 % the meaning as a whole",
    ]


def test_japanese_holds_no_english_but_the_words() -> None:
    said = reasons(dataclasses.replace(QUOTE, words=()), JAPANESE, room=ROOM)
    assert said.isascii() is False
    assert not any(character.isascii() and character.isalpha() for character in said)


@pytest.mark.parametrize("language", [ENGLISH, JAPANESE])
def test_each_feature_and_each_way_to_match_has_a_name(language: Texts) -> None:
    features = dict.fromkeys(Feature, 1.0)
    words = tuple(WordMatch(asked="a", found="b", match=match, share=1.0) for match in Match)
    said = reasons(dataclasses.replace(QUOTE, words=words, features=features), language, room=ROOM)
    assert len(set(said.splitlines())) == len(Feature) + len(Match) + 1


def test_words_are_escaped_and_short() -> None:
    word = WordMatch(asked="**x**\n<@1>", found="z" * 4000, match=Match.RELATED, share=1.0)
    first = reasons(dataclasses.replace(QUOTE, words=(word,)), ENGLISH, room=ROOM).splitlines()[0]
    assert "**x** <@1> ~ zzz" in seen(first)
    assert units(first) < 200


def test_words_beyond_the_most_are_counted() -> None:
    many = dataclasses.replace(QUOTE, words=QUOTE.words * 5)
    assert "and 10 more words" in reasons(many, ENGLISH, room=ROOM)
    short = reasons(many, ENGLISH, room=FEW)
    assert "**missiles**" in short
    assert short.count("**") < reasons(many, ENGLISH, room=ROOM).count("**")


def test_where_nothing_adds_there_is_a_dash() -> None:
    assert reasons(dataclasses.replace(QUOTE, words=(), features={}), ENGLISH, room=ROOM) == "–"


@pytest.mark.parametrize("score", [0.0, -1.0, math.nan, math.inf])
def test_a_score_that_has_no_parts_has_parts_of_nothing(score: float) -> None:
    said = reasons(dataclasses.replace(QUOTE, score=score), ENGLISH, room=ROOM)
    assert said.count(" 0 % ") == len(said.splitlines()) == len(QUOTE.words)


@settings(max_examples=40, deadline=None)
@given(quotes(1), st.sampled_from([ENGLISH, JAPANESE]), st.integers(FEW, ROOM))
def test_any_reasons_fit(found: Quote, texts: Texts, room: int) -> None:
    said = reasons(found, texts, room=room)
    assert said.strip()
    assert units(said) <= room


@pytest.mark.parametrize("language", [ENGLISH, JAPANESE])
def test_a_message_shows_them_with_the_citation(language: Texts) -> None:
    view = answer_view(answered(QUOTE), showing(page=Page.WHY), texts=language)
    assert_sendable(view)
    assert f"**{language.why}**\n`██████░░░░░░` 50 % **missiles** · " in whole_text(view)
    assert back(view).identifier == passage(2).citation.id
