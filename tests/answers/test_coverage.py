from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.answers.coverage import coverage, reason_not_covered
from bot.answers.question import Query
from bot.answers.reasons import in_english
from bot.search.bm25 import Bm25Index

TERMS = st.sampled_from(list("abcdefgh"))
PASSAGES = st.lists(st.lists(TERMS, max_size=8), min_size=1, max_size=10)
QUERIES = st.lists(st.sampled_from(list("abcdefghxyz")), min_size=1, max_size=8, unique=True)


def query_of(*words: str) -> Query:
    return Query(words={word.casefold(): word for word in words})


def index_of(*passages: str, k1: float = 1.2, b: float = 0.75) -> Bm25Index:
    return Bm25Index([passage.split() for passage in passages], k1=k1, b=b)


def coverage_by(index: Bm25Index, query: Query, passage: int = 0) -> float:
    return coverage(query, index.shares(query.terms, passage), index)


@given(PASSAGES, QUERIES, st.floats(0.01, 10), st.floats(0, 1))
def test_coverage_lies_between_0_and_1(
    passages: list[list[str]], words: list[str], k1: float, b: float
) -> None:
    index = Bm25Index(passages, k1=k1, b=b)
    for number, terms in enumerate(passages):
        found = coverage_by(index, query_of(*words), number)
        assert 0 <= found <= 1
        assert (found == 0) == set(terms).isdisjoint(words)


def test_each_further_word_that_is_matched_covers_more() -> None:
    index = index_of("treaty tokyo july", "bread", "wine", "rice")
    asked = [("treaty", "x", "y"), ("treaty", "tokyo", "y"), ("treaty", "tokyo", "july")]
    least, more, most = (coverage_by(index, query_of(*words)) for words in asked)
    assert least < more < most


def test_a_rare_word_covers_more_than_a_frequent_one() -> None:
    index = index_of("rare often", "often", "often", "never")
    assert coverage_by(index, query_of("rare", "x")) > coverage_by(index, query_of("often", "x"))


def test_a_word_in_common_means_less_among_more_passages() -> None:
    query = query_of("treaty", "bread")
    few, many = (coverage_by(index_of("treaty", *["other"] * others), query) for others in (5, 500))
    assert few > many > 0


def test_a_whole_question_is_covered_and_nothing_in_common_is_not() -> None:
    index = index_of("treaty tokyo", "bread wine", "rice")
    assert coverage_by(index, query_of("treaty", "tokyo")) > 0.9
    assert coverage_by(index, query_of("bread", "wine")) == 0


INDEX = index_of("treaty tokyo july", "bread wine rice", "soup salt oil")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["Sourdough"], "nothing in the documents mentions Sourdough"),
        (["sourdough", "Crust"], "nothing in the documents mentions sourdough or Crust"),
        (["Treaty", "Crust"], "nothing in the documents mentions Crust"),
        (["k", "l", "m"], "nothing in the documents mentions k, l or m"),
        (["k", "l", "m", "n"], "nothing in the documents mentions k, l, m or n"),
        (["k", "l", "m", "n", "o"], "nothing in the documents mentions k, l, m or 2 other words"),
        (["x" * 40], f"nothing in the documents mentions {'x' * 40}"),
        (["x" * 41], f"nothing in the documents mentions {'x' * 40}…"),
        (["Treaty", "Bread"], "no passage in the documents brings together Treaty and Bread"),
        (["Treaty", "Bread", "Soup"], "no passage in the documents brings together Treaty, Bread and Soup"),
    ],
)
def test_the_reason_names_the_words_as_they_were_asked(words: list[str], reason: str) -> None:
    assert in_english(reason_not_covered(query_of(*words), INDEX)) == reason
