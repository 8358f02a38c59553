"""What is said before a passage that may not be the answer, or is not the only one."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from bot.discord_bot.custom_ids import AnswerPress, Page, parse
from bot.discord_bot.texts.catalogue import ENGLISH
from bot.discord_bot.texts.japanese import JAPANESE
from bot.discord_bot.views.answer import answer_view
from tests.discord_bot.views.examples import (
    answered,
    not_covered,
    passage,
    passage_of,
    quote,
    showing,
)
from tests.discord_bot.views.payloads import assert_sendable, back, buttons, texts, whole_text

if TYPE_CHECKING:
    import discord

    from bot.answers.model import Answer
    from bot.discord_bot.texts.catalogue import Texts

FIRST, SECOND, THIRD = (quote(passage(rank), rank=rank) for rank in (1, 2, 3))
LANGUAGES = pytest.mark.parametrize("language", [ENGLISH, JAPANESE])


def shown(answer: Answer, language: Texts = ENGLISH, **changes: object) -> discord.ui.LayoutView:
    view = answer_view(answer, showing(**changes), texts=language)
    assert_sendable(view)
    return view


@LANGUAGES
@pytest.mark.parametrize("page", Page)
def test_an_unsure_answer_says_so_before_its_quote_on_every_page(page: Page, language: Texts) -> None:
    unsure = dataclasses.replace(answered(FIRST), sure=False)
    assert texts(shown(unsure, language, page=page))[1] == language.unsure_closest
    sure = whole_text(shown(answered(FIRST), language, page=page))
    assert language.unsure.rstrip("。.") not in sure


@LANGUAGES
def test_only_the_first_is_called_the_closest(language: Texts) -> None:
    unsure = dataclasses.replace(answered(FIRST, SECOND), sure=False)
    assert texts(shown(unsure, language, rank=1))[1] == language.unsure_closest
    assert texts(shown(unsure, language, rank=2))[1] == language.unsure


@LANGUAGES
def test_a_tie_shows_the_first_two_and_says_so(language: Texts) -> None:
    tied = dataclasses.replace(answered(FIRST, SECOND, THIRD), tied=2)
    for rank in (1, 2):
        view = shown(tied, language, rank=rank)
        assert texts(view)[1] == f"-# {language.tie.format(count=2)}"
        assert back(view).identifier == passage(1).citation.id
        assert passage(2).citation.id in whole_text(view)
        onwards = parse(buttons(view)[language.next]["custom_id"])
        assert isinstance(onwards, AnswerPress)
        assert onwards.rank == 3
    assert language.tie.format(count=2) not in whole_text(shown(tied, language, rank=3))


def test_each_passage_of_a_tie_too_long_for_one_message_says_so() -> None:
    long = passage_of("word " * 500)
    tied = dataclasses.replace(answered(*(quote(long, rank=rank) for rank in (1, 2, 3))), tied=2)
    for rank, says_so in ((1, True), (2, True), (3, False)):
        text = whole_text(shown(tied, rank=rank))
        assert ("The first 2 passages match too much alike" in text) == says_so
        assert f"Passage {rank} of 3" in text


def test_what_is_no_tie_among_what_is_shown_says_nothing() -> None:
    for answer in (dataclasses.replace(answered(FIRST), tied=3), answered(FIRST, SECOND)):
        assert "alike" not in whole_text(shown(answer))
    three = dataclasses.replace(answered(FIRST, SECOND), tied=3)
    assert "The first 2 passages" in whole_text(shown(three))


def test_closest_passages_are_shown_one_at_a_time_however_alike() -> None:
    view = shown(not_covered(FIRST, SECOND), closest=True)
    assert "alike" not in whole_text(view)
    assert passage(2).citation.id not in whole_text(view)


@LANGUAGES
def test_a_tie_of_which_none_is_sure_to_answer_calls_none_the_closest(language: Texts) -> None:
    both = dataclasses.replace(answered(FIRST, SECOND), sure=False, tied=2)
    said = f"-# {language.tie.format(count=2)}\n{language.unsure}"
    assert texts(shown(both, language))[1] == said
    assert texts(shown(both, language, page=Page.WHY, rank=1))[1] == language.unsure
