from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.answers.marking.kinds import Asked, Kind, asked_for


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who signed the treaty?", Kind.PERSON),
        ("do you know who signed it", Kind.PERSON),
        ("In 1846, whose lectures were acclaimed?", Kind.PERSON),
        ("Which president dropped out?", Kind.PERSON),
        ("The quarrel ended because of whom?", Kind.PERSON),
        ("When was it signed?", Kind.DATE),
        ("In what year did the war end?", Kind.DATE),
        ("since when", Kind.DATE),
        ("Where was it signed?", Kind.PLACE),
        ("In which country was it signed?", Kind.PLACE),
        ("How many missiles were bought?", Kind.NUMBER),
        ("By 1897, how much had they paid?", Kind.MONEY),
        ("How much oxygen is in the air?", Kind.AMOUNT),
        ("What percentage voted?", Kind.AMOUNT),
        ("When the king died, who followed him?", Kind.PERSON),
    ],
)
def test_the_kind_is_told_from_the_question_words(question: str, kind: Kind) -> None:
    asked = asked_for(question)
    assert asked is not None
    assert asked.kind is kind


@pytest.mark.parametrize(
    "question",
    [
        "",
        "treaty",
        "Why was it signed?",
        "How did they meet?",
        "What did they sign?",
        "who is yoko kamikawa",
        "Who's Nikola Tesla?",
        "How tall is Mount Fuji?",
        "Tell me about the man who signed the treaty",
        "What happened to the city where they met?",
        "Doctor Who episodes",
    ],
)
def test_a_question_of_no_clear_kind_has_none(question: str) -> None:
    assert asked_for(question) is None


def test_what_is_counted_is_kept_up_to_the_verb() -> None:
    asked = asked_for("How many first downs did the team have?")
    assert asked == Asked(kind=Kind.NUMBER, nouns=("first", "downs"))


@pytest.mark.parametrize(
    ("question", "passive"), [("Who was sacked by the man?", True), ("Who sacked him?", False)]
)
def test_a_passive_question_is_told(question: str, *, passive: bool) -> None:
    asked = asked_for(question)
    assert asked is not None
    assert asked.passive is passive


@given(st.text())
def test_any_text_has_a_kind_or_none(question: str) -> None:
    assert isinstance(asked_for(question), Asked | None)
