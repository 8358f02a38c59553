from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.search.query import analyze
from bot.search.statistics import Statistics
from tests.search.searching import ANALYZER, engine_over, store_of


def statistics_of(*passages: str) -> Statistics:
    return Statistics(engine_over(store_of(passages)))


def test_a_question_has_each_term_once_with_the_word_it_was_first_written_as() -> None:
    query = analyze("Which missiles? The Missile, MISSILES' cost!", ANALYZER, statistics_of())
    assert list(query.words.values()) == ["missiles", "cost"]
    assert query.terms == tuple(query.words)


@given(st.text())
def test_the_words_of_a_question_stand_in_it(question: str) -> None:
    for word in analyze(question, ANALYZER, statistics_of()).words.values():
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
    query = analyze(question, ANALYZER, statistics_of(*passages))
    assert list(query.words.values()) == words


@given(st.text())
def test_the_terms_of_a_query_are_those_of_its_words_in_their_order(question: str) -> None:
    query = analyze(question, ANALYZER, statistics_of())
    assert query.text == question
    assert query.terms == tuple(query.words)
    assert (query.respelt, query.factors) == (frozenset(), {})
