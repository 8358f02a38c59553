"""What a question was taken with: shown, read back, and the first to give way."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from bot.discord_bot.custom_ids import AnswerPress, CitationPress, parse
from bot.discord_bot.texts.catalogue import ENGLISH
from bot.discord_bot.texts.japanese import JAPANESE
from bot.discord_bot.views.answer import answer_view
from bot.discord_bot.views.layout import Id
from tests.discord_bot.views.examples import answered, not_covered, passage, quote, showing
from tests.discord_bot.views.payloads import assert_sendable, back, buttons, components, texts

if TYPE_CHECKING:
    from bot.answers.model import Answered, NotCovered
    from bot.discord_bot.texts.catalogue import Texts

BEFORE = "Who *attended* the “2+2” <@1>?"
LANGUAGES = pytest.mark.parametrize("language", [ENGLISH, JAPANESE])
ANSWERS = pytest.mark.parametrize("answer", [answered(quote(passage(2))), not_covered(quote(passage(2)))])


@LANGUAGES
@ANSWERS
def test_it_stands_under_the_question_and_is_read_back(
    answer: Answered | NotCovered, language: Texts
) -> None:
    follow_up = dataclasses.replace(answer, taken_with=BEFORE)
    view = answer_view(follow_up, showing(), texts=language)
    assert_sendable(view)
    assert texts(view)[1] == "-# " + language.taken_with.format(
        question=r"“Who \*attended\* the “2+2” \<\@1>?”"
    )
    assert [one.get("id") for one in components(view)][:2] == [Id.QUESTION, Id.TAKEN_WITH]
    assert back(view).question == answer.question
    assert back(view).taken_with == BEFORE
    assert any(isinstance(parse(one["custom_id"]), AnswerPress) for one in buttons(view).values())


@ANSWERS
def test_without_it_there_is_no_line(answer: Answered | NotCovered) -> None:
    view = answer_view(answer, showing(), texts=ENGLISH)
    assert back(view).taken_with is None
    assert Id.TAKEN_WITH not in [one.get("id") for one in components(view)]


@LANGUAGES
def test_what_does_not_fit_is_left_out_with_the_buttons_that_need_it(language: Texts) -> None:
    long = dataclasses.replace(
        answered(quote(passage(2)), quote(passage(1), rank=2)), taken_with="why " * 500
    )
    view = answer_view(long, showing(), texts=language)
    assert_sendable(view)
    assert back(view).taken_with is None
    assert [type(parse(one["custom_id"])) for one in buttons(view).values()] == [CitationPress]
    refused = dataclasses.replace(not_covered(quote(passage(2))), taken_with="why " * 500)
    assert not buttons(answer_view(refused, showing(), texts=language))


@LANGUAGES
def test_a_label_holds_no_mark_that_would_be_read_as_the_quotations(language: Texts) -> None:
    assert "“" not in language.taken_with
    assert language.taken_with.endswith("{question}")
