"""Dialogues about the shipped article: what is taken with what, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answers.followup import Conversation
from bot.answers.model import Answered, NotCovered, NothingAsked, quotes
from bot.errors import UnknownDocumentError
from bot.search.filters import Filter
from tests.libraries import shipped_assistant

if TYPE_CHECKING:
    from bot.answers.assistant import Assistant

ALONE = None
"""A question that is taken by itself."""

DIALOGUES: dict[str, list[tuple[str, str | None, str]]] = {
    # What is asked, what it is taken with, and words of the best sentence ("-": not covered).
    "another country": [
        ("Which officials took part for the U.S.?", ALONE, ""),
        ("and who came for Japan?", "Which officials took part for the U.S.?", "Japan"),
    ],
    "another office": [
        ("Who was the Japanese foreign minister?", ALONE, "Yoko Kamikawa"),
        ("what about the defense minister?", "Who was the Japanese foreign minister?", "Minoru Kihara"),
        (
            "and for the U.S.?",
            "Who was the Japanese foreign minister? what about the defense minister?",
            "Lloyd J. Austin III",
        ),
    ],
    "a pronoun": [
        ("When did Biden meet Kishida?", ALONE, "in April"),
        ("what did they discuss?", "When did Biden meet Kishida?", "discussed military cooperation"),
    ],
    "another person": [
        ("What does Trump think of alliances?", ALONE, "costly"),
        ("and Harris?", "What does Trump think of alliances?", "Kamala Harris"),
        ("what about Kishida?", "What does Trump think of alliances? and Harris?", "Fumio Kishida"),
    ],
    "only why": [
        ("Who dropped out?", ALONE, "President Biden dropped out"),
        ("why did he drop out?", "Who dropped out?", "dropped out"),
        ("when?", "Who dropped out? why did he drop out?", "dropped out"),
    ],
    "the price": [
        ("What did Japan agree to purchase?", ALONE, "400 Tomahawk missiles"),
        ("how much did it cost?", "What did Japan agree to purchase?", "$1.7 billion"),
        ("and how many?", "What did Japan agree to purchase? how much did it cost?", "400"),
    ],
    "a new thing is not covered by the old": [
        ("What did Japan agree to purchase?", ALONE, "400 Tomahawk missiles"),
        ("what about Mount Fuji?", "What did Japan agree to purchase?", "-"),
    ],
    "a new subject": [
        ("Where was the announcement made?", ALONE, "Tokyo"),
        ("when was that?", "Where was the announcement made?", "July 28th 2024"),
        ("How many Tomahawk missiles did Japan buy?", ALONE, "400"),
        ("how much?", "How many Tomahawk missiles did Japan buy?", "$1.7 billion"),
    ],
    "nothing after nothing": [
        ("How do I bake sourdough bread?", ALONE, "-"),
        ("and how long does it take?", "How do I bake sourdough bread?", "-"),
    ],
    "a thing": [
        ("What is a 2+2 dialogue?", ALONE, "commonly called a 2+2 dialogue"),
        ("who took part in it?", "What is a 2+2 dialogue?", "The meeting took place with"),
        ("Why is China a threat?", ALONE, "China was a growing threat"),
        ("who opposed it?", "Why is China a threat?", "Both U.S. and Japan opposed this"),
    ],
}


def only(*documents: str) -> Filter:
    return Filter(documents=frozenset(documents))


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return shipped_assistant()


@pytest.mark.parametrize("name", DIALOGUES)
def test_a_dialogue(name: str, assistant: Assistant) -> None:
    conversation = Conversation()
    for question, taken_with, words in DIALOGUES[name]:
        answer = assistant.ask(question, after=conversation.before)
        assert not isinstance(answer, NothingAsked)
        assert answer.taken_with == taken_with
        if words == "-":
            assert isinstance(answer, NotCovered), question
        else:
            assert isinstance(answer, Answered), question
            first = answer.quotes[0]
            assert words in first.best_sentence.of(first.passage.text)
        conversation = conversation.then(answer)


def test_the_kind_of_the_question_before_is_asked_again(assistant: Assistant) -> None:
    answer = assistant.ask("what about the defense minister?", after="Who was the Japanese foreign minister?")
    first = quotes(answer)[0]
    assert first.answer is not None
    assert first.answer.of(first.passage.text) == "Minoru Kihara"


def test_the_words_of_the_question_weigh_more_than_those_before(assistant: Assistant) -> None:
    first = quotes(assistant.ask("and Harris?", after="What did Japan purchase?"))[0]
    assert "Harris" in first.passage.text


@pytest.mark.parametrize("before", [None, "", "   ", "?", "x" * 100_000, "the of and"])
def test_whatever_was_asked_before_a_question_that_stands_alone_is_answered_alike(
    before: str | None, assistant: Assistant
) -> None:
    question = "How many Tomahawk missiles did Japan buy?"
    assert assistant.ask(question, after=before) == assistant.ask(question)


@pytest.mark.parametrize("before", ["   ", "?", "x" * 100_000, "the of and", "hello"])
def test_what_was_asked_before_may_be_anything(before: str, assistant: Assistant) -> None:
    answer = assistant.ask("and who came for Japan?", after=before, passages=1)
    assert len(quotes(answer)) <= 1


def test_of_a_long_question_before_as_much_is_taken_as_can_be_asked(assistant: Assistant) -> None:
    long = "What did Japan agree to purchase? " * 1000
    answer = assistant.ask("how much did it cost?", after=long)
    assert isinstance(answer, Answered)
    assert answer.taken_with == long


def test_a_document_and_a_limit_hold_for_both(assistant: Assistant) -> None:
    answer = assistant.ask(
        "and Harris?", after="What did Japan say?", passages=2, within=only("us-japan-2plus2")
    )
    assert [quote.rank for quote in quotes(answer)] == [1, 2]
    with pytest.raises(UnknownDocumentError):
        assistant.ask("and Harris?", after="Who dropped out?", within=only("none"))


def test_scores_are_in_order_and_are_the_sums_of_their_features(assistant: Assistant) -> None:
    found = quotes(assistant.ask("and Harris?", after="What did Biden say of Japan?", passages=10))
    assert [quote.score for quote in found] == sorted((quote.score for quote in found), reverse=True)
    for quote in found:
        assert sum(quote.features.values()) == pytest.approx(quote.score)


def test_nothing_asked_leaves_the_conversation_as_it_is(assistant: Assistant) -> None:
    conversation = Conversation(subject="Who dropped out?")
    assert conversation.then(assistant.ask("thanks")) is conversation
    assert Conversation().before is None
