from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.answers.question import MOST_MENDED, Query, analyze, is_greeting, respelt
from bot.search.analysis import Analyzer
from bot.search.bm25 import Bm25Index
from bot.search.spelling import Speller

ANALYZER = Analyzer()


def index_of(*passages: str) -> Bm25Index:
    return Bm25Index(map(ANALYZER.terms, passages), k1=1.2, b=0.75)


def test_only_so_many_words_are_mended() -> None:
    index = Bm25Index([["missil"]], k1=1.2, b=0.75)
    unknown = {f"unknown{'x' * length}": "word" for length in range(MOST_MENDED)}
    speller = Speller(index.vocabulary(), index.idf)
    last = respelt(Query(words={"misil": "misile", **unknown}), index, speller)
    assert last.respelt == {"missil"}
    beyond = respelt(Query(words={**unknown, "misil": "misile"}), index, speller)
    assert beyond.respelt == frozenset()
    assert "misil" in beyond.words


@pytest.mark.parametrize(
    "message",
    [
        "hi",
        "Hello!",
        "hey there",
        "HI BOT",
        "good morning",
        "Good evening everyone :)",
        "thanks",
        "Thank you!",
        "thank you all",
        "ok",
        "bye",
        "hello, how are you?",
        "how are you?",
        "what's up",
        "hello what's up",
        "hello what’s up",
        "  hi  ",
        "\N{WAVING HAND SIGN} hello",
    ],
)
def test_a_message_that_only_greets_is_a_greeting(message: str) -> None:
    assert is_greeting(message)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "?",
        "\N{WAVING HAND SIGN}",
        "what is it",
        "hello kitty",
        "hi, who met in Tokyo?",
        "thanks, and where was it?",
        "good relations",
        "Hi-tech",
        "the meeting is ok",
    ],
)
def test_a_message_that_asks_anything_is_no_greeting(message: str) -> None:
    assert not is_greeting(message)


def test_a_question_has_each_term_once_with_the_word_it_was_first_written_as() -> None:
    query = analyze("Which missiles? The Missile, MISSILES' cost!", ANALYZER, index_of())
    assert list(query.words.values()) == ["missiles", "cost"]
    assert query.terms == tuple(query.words)


@given(st.text())
def test_the_words_of_a_question_stand_in_it(question: str) -> None:
    for word in analyze(question, ANALYZER, index_of()).words.values():
        assert word
        assert word in question


@pytest.mark.parametrize(
    ("question", "passages", "words"),
    [
        ("the prime minister's visit", ["the prime minister"], ["prime minister's", "visit"]),
        ("the prime minister's visit", ["the PM"], ["prime minister's", "visit"]),
        ("the prime minister's visit", ["a minister"], ["prime", "minister's", "visit"]),
        ("$1.7 billion and more", ["1.7bn"], ["$1.7 billion", "$"]),
        ("$1.7 billion and more", ["1.7 to 2 billion"], ["$1.7", "$", "billion"]),
        ("How far is long-range?", ["a longrange missile"], ["far", "long-range"]),
        ("How far is long range?", ["a longrange missile"], ["far", "long range"]),
        ("How far is long range?", ["a long-range missile"], ["far", "long", "range", "long range"]),
        ("How far is long range?", ["a range"], ["far", "long", "range"]),
        ("How far is it, long? Range?", ["a longrange missile"], ["far", "long", "Range"]),
    ],
)
def test_words_are_divided_as_the_documents_divide_them(
    question: str, passages: list[str], words: list[str]
) -> None:
    query = analyze(question, ANALYZER, index_of(*passages))
    assert list(query.words.values()) == words


def test_a_word_of_several_terms_adds_what_they_all_add() -> None:
    query = analyze("7/28/2024 in Tokyo", ANALYZER, index_of())
    shares = dict.fromkeys(query.terms, 1.0)
    assert query.by_word(shares) == {"7/28/2024": 3.0, "Tokyo": 1.0}
