from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.answers.followup import asks_the_same, is_bare, needs_question_before, subject_of


@pytest.mark.parametrize(
    "question",
    [
        "and who came for Japan?",
        "What about Kishida?",
        "how about missiles",
        "who else?",
        "Why?",
        "how much?",
        "and when?",
        "When was that?",
        "why did he drop out?",
        "What did they discuss?",
        "who opposed it?",
        "How much did it cost?",
        "who else took part in it?",
        "what's his approach?",
        "when did this happen",
    ],
)
def test_a_question_that_cannot_stand_alone(question: str) -> None:
    assert needs_question_before(question)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?!",
        "missiles",
        "Who came for Japan?",
        "Did Biden say why he dropped out?",
        "What did the minister say about his visit?",
        "when did kishida say he met biden",
        "Is it true that Japan bought Tomahawk missiles?",
        "Who came to this meeting?",
        "Is there a deal on Patriot missiles?",
        "How many Tomahawk missiles did Japan buy?",
        "Android phones",
        "And how many Tomahawk missiles did Japan buy?",
    ],
)
def test_a_question_that_stands_alone(question: str) -> None:
    assert not needs_question_before(question)


@pytest.mark.parametrize(("question", "bare"), [("and when?", True), ("", True), ("and Kishida?", False)])
def test_a_bare_question_names_nothing(question: str, *, bare: bool) -> None:
    assert is_bare(question) is bare


@pytest.mark.parametrize(
    ("question", "same"), [("what about Harris?", True), ("and Harris?", True), ("and who came?", False)]
)
def test_a_question_without_question_word_asks_the_same(question: str, *, same: bool) -> None:
    assert asks_the_same(question) is same


def test_a_name_takes_the_place_of_the_names_before() -> None:
    assert subject_of("Who attended for the U.S.?", "and Japan?").split() == [
        "Who",
        "attended",
        "for",
        "the",
        "?",
    ]
    assert subject_of("Who attended for the U.S.?", "and when?") == "Who attended for the U.S.?"
    assert subject_of("Who is Biden?", "and Kishida?") == "Who is Biden?"


@given(st.text(), st.text())
def test_any_text_is_judged(earlier: str, question: str) -> None:
    assert needs_question_before(question) in {True, False}
    assert len(subject_of(earlier, question)) <= len(earlier)
