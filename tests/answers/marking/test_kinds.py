from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.answers.marking.kinds import Asked, Thing, asked_for


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Who signed the treaty?", Thing.PERSON),
        ("do you know who signed it", Thing.PERSON),
        ("In 1846, whose lectures were acclaimed?", Thing.PERSON),
        ("Which president dropped out?", Thing.PERSON),
        ("The quarrel ended because of whom?", Thing.PERSON),
        ("When was it signed?", Thing.DATE),
        ("In what year did the war end?", Thing.DATE),
        ("since when", Thing.DATE),
        ("Where was it signed?", Thing.PLACE),
        ("In which country was it signed?", Thing.PLACE),
        ("How many missiles were bought?", Thing.NUMBER),
        ("By 1897, how much had they paid?", Thing.MONEY),
        ("How much oxygen is in the air?", Thing.AMOUNT),
        ("What percentage voted?", Thing.AMOUNT),
        ("When the king died, who followed him?", Thing.PERSON),
    ],
)
def test_the_kind_is_told_from_the_question_words(question: str, thing: Thing) -> None:
    asked = asked_for(question)
    assert asked is not None
    assert asked.thing is thing


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
    assert asked == Asked(thing=Thing.NUMBER, nouns=("first", "downs"))


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
