"""Which words are marked, on the shipped article and on any text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.answers.json_format import to_json
from bot.answers.marking.kinds import Asked, Thing
from bot.answers.marking.spans import WEIGHTS, answer_in, candidates, has_asked_for, scored
from bot.answers.model import Answered, NotCovered
from bot.documents.model import Span
from bot.search.text.terms import Analyzer
from tests.libraries import shipped_assistant

if TYPE_CHECKING:
    from bot.answers.assistant import Assistant


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return shipped_assistant()


def marked(assistant: Assistant, question: str) -> str | None:
    answer = assistant.ask(question)
    assert isinstance(answer, Answered)
    first, *others = answer.quotes
    assert all(quote.answer is None for quote in others)
    if first.answer is None:
        return None
    assert first.best_sentence.start <= first.answer.start < first.answer.end <= first.best_sentence.end
    return first.answer.of(first.passage.text)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who was the Japanese foreign minister?", "Yoko Kamikawa"),
        ("who is Japan's defense minister", "Minoru Kihara"),
        ("Who is the US secretary of defense?", "Lloyd J. Austin III"),
        ("How many Tomahawk missiles did Japan buy?", "400"),
        ("How much did Japan pay for the Tomahawk missiles?", "$1.7 billion"),
        ("When did Biden meet Kishida?", "April"),
        ("Where did the officials announce the steps?", "Tokyo"),
    ],
)
def test_the_words_that_answer_are_marked(question: str, words: str, assistant: Assistant) -> None:
    assert marked(assistant, question) == words


@pytest.mark.parametrize(
    "question", ["What is a 2+2 dialogue?", "Why was the 2+2 meeting important?", "who is yoko kamikawa"]
)
def test_nothing_is_marked_where_the_kind_is_not_clear(question: str, assistant: Assistant) -> None:
    assert marked(assistant, question) is None


def test_nothing_is_marked_where_nothing_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask("Who climbed Mount Fuji?")
    assert isinstance(answer, NotCovered)
    assert all(quote.answer is None for quote in answer.closest)


def test_words_that_the_question_says_do_not_answer_it() -> None:
    analyzer = Analyzer()
    terms = dict.fromkeys(analyzer.terms("Yoko Kamikawa met"), 1.0)
    assert answer_in("Yoko Kamikawa met.", Asked(thing=Thing.PERSON), terms, analyzer) is None


@given(sentence=st.text(), question=st.text(min_size=1), thing=st.sampled_from(Thing))
def test_marked_words_lie_in_the_sentence(sentence: str, question: str, thing: Thing) -> None:
    analyzer = Analyzer()
    span = answer_in(sentence, Asked(thing=thing), dict.fromkeys(analyzer.terms(question), 1.0), analyzer)
    assert span is None or 0 <= span.start < span.end <= len(sentence)


def test_one_amount_of_several_is_not_sure() -> None:
    asked, terms, analyzer = Asked(thing=Thing.MONEY), {"missil": 1.0}, Analyzer()
    assert answer_in("The missiles cost $5.", asked, terms, analyzer) == Span(start=18, end=20)
    assert answer_in("The missiles cost $5, then $6.", asked, terms, analyzer) is None


def test_a_sentence_with_no_more_than_half_of_the_question_is_left_unmarked() -> None:
    sentence, asked = "Yoko Kamikawa bought missiles.", Asked(thing=Thing.PERSON)
    assert answer_in(sentence, asked, {"missil": 1.0}, Analyzer()) == Span(start=0, end=13)
    assert answer_in(sentence, asked, {"missil": 1.0, "china": 1.0}, Analyzer()) is None


def test_what_is_too_long_for_a_sentence_is_left_unmarked() -> None:
    sentence = "The missiles cost $5 " + "and more " * 10_000
    assert answer_in(sentence, Asked(thing=Thing.MONEY), {"missil": 1.0}, Analyzer()) is None


def test_json_has_the_range_of_the_words_or_null(assistant: Assistant) -> None:
    hits = json.loads(to_json(assistant.ask("How many Tomahawk missiles did Japan buy?")))["hits"]
    start, end = hits[0]["answer"]
    assert hits[0]["text"][start:end] == "400"
    assert all(hit["answer"] is None for hit in hits[1:])


@pytest.mark.parametrize("thing", WEIGHTS)
def test_every_feature_has_a_weight(thing: Thing) -> None:
    sentence = "In 1954 Yoko Ono paid 400 men $5 in Paris, or 3%."
    found = scored(sentence, Asked(thing=thing), {"paid": 1.0}, Analyzer())
    assert found
    assert {len(one.features) for one in found} == {len(WEIGHTS[thing]) - 1}


@given(
    sentence=st.text()
    | st.lists(st.sampled_from("In May 1954 $3 Mr King of J. 's 5% 2- May, ; é".split())).map(" ".join),
    thing=st.sampled_from(Thing),
)
def test_candidates_lie_in_the_sentence_in_order_and_apart(sentence: str, thing: Thing) -> None:
    ends = 0
    for candidate in candidates(Asked(thing=thing), sentence):
        assert ends <= candidate.title_start <= candidate.span.start < candidate.span.end <= len(sentence)
        ends = candidate.span.end


@pytest.mark.parametrize(
    ("sentence", "question", "has"),
    [
        ("It was signed in July.", "when was it signed?", True),
        ("It was signed in July.", "when in july was it signed?", False),
        ("It was signed well.", "when was it signed?", False),
        (f"It was signed in July{' and more' * 1000}.", "when was it signed?", False),
    ],
)
def test_a_sentence_has_what_is_asked_for_unless_the_question_names_it(
    sentence: str, question: str, *, has: bool
) -> None:
    assert has_asked_for(sentence, Asked(thing=Thing.DATE), question) == has
