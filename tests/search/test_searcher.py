from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from tests import generated
from tests.search.searching import ANALYZER, COLLECTIONS, PROSE, QUESTIONS, searcher_of

if TYPE_CHECKING:
    from bot.search.ranking.ranker import Ranked

TEXTS = [
    "Japan purchased missiles for $1.7 billion.",
    "The treaty was signed in Tokyo.",
    "The prime minister spoke of peace.",
    PROSE,
]
ANY_TEXT = generated.TEXTS | st.text()


def found(question: str, *, before: str | None = None, with_vectors: bool = True) -> list[int]:
    """Return the passages of `TEXTS` that are found, best first."""
    searcher = searcher_of(TEXTS, with_vectors=with_vectors)
    return [one.passage for one in searcher.rank(searcher.query(question, before=before), limit=len(TEXTS))]


@pytest.mark.parametrize("with_vectors", [True, False])
@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("How much did Japan pay for the missiles?", 0),
        ("Where were the treaties signed?", 1),
        ("What did the PM say?", 2),
        ("Where was the teraty signed?", 1),
        ("Does bread need salt?", 3),
    ],
)
def test_the_passage_that_answers_is_found_first(question: str, best: int, with_vectors: bool) -> None:
    assert found(question, with_vectors=with_vectors)[0] == best


def test_other_words_for_the_same_find_with_vectors_alone() -> None:
    assert found("Who bought rockets?")[0] == 0
    assert found("Who bought rockets?", with_vectors=False) == []


@given(st.text() | QUESTIONS.map(" ".join))
def test_a_question_that_is_taken_with_none_is_itself(question: str) -> None:
    query = searcher_of(TEXTS).query(question)
    assert query.text == question
    assert query.factors == {}
    assert query.respelt <= query.words.keys()


@pytest.mark.parametrize("question", ["", "?", "Who is it?"])
def test_a_question_without_a_word_to_look_for_has_no_term(question: str) -> None:
    assert searcher_of(TEXTS).query(question).terms == ()


@given(QUESTIONS.map(" ".join), QUESTIONS.map(" ".join))
def test_the_words_of_the_question_before_come_after_and_count_a_third(question: str, before: str) -> None:
    searcher = searcher_of(TEXTS)
    own, earlier = searcher.query(question), searcher.query(before)
    together = searcher.query(question, before=before)
    assert together.text == question
    assert together.words == {**earlier.words, **own.words}
    assert together.terms[: len(own.terms)] == own.terms
    assert together.factors == dict.fromkeys(earlier.words.keys() - own.words.keys(), 1 / 3)
    assert own.respelt <= together.respelt <= own.respelt | earlier.respelt


def test_a_word_that_is_right_now_was_not_misspelt_before() -> None:
    searcher = searcher_of(TEXTS)
    assert searcher.query("and Japan?", before="a teraty").respelt == {"treati"}
    assert searcher.query("and the treaty?", before="a teraty").respelt == frozenset()


def test_the_question_counts_more_than_the_one_before() -> None:
    assert found("and the treaty?", before="Japan missiles")[:2] == [1, 0]
    assert found("and the missiles?", before="the treaty signed")[:2] == [0, 1]
    assert found("and the missiles?") == [0]


@given(st.lists(ANY_TEXT, max_size=4), ANY_TEXT | QUESTIONS.map(" ".join), st.booleans())
def test_any_question_can_be_asked_of_any_passages(
    texts: list[str], question: str, with_vectors: bool
) -> None:
    searcher = searcher_of(texts, with_vectors=with_vectors)
    query = searcher.query(question)
    if query.terms:
        ranked = searcher.rank(query, limit=3)
        assert len(ranked) <= 3
        for one in ranked:
            assert 0 <= one.passage < len(texts)
            assert one.likest
            assert one.sentences


@given(QUESTIONS.map(" ".join), COLLECTIONS)
def test_asking_something_else_in_between_changes_nothing(question: str, texts: list[str]) -> None:
    searcher = searcher_of(texts)

    def ask(text: str) -> tuple[Ranked, ...]:
        query = searcher.query(text)
        return searcher.rank(query, limit=5) if query.terms else ()

    first = ask(question)
    ask("Which rocket was bought in Tokyo?")
    assert ask(question) == first


def test_only_the_passages_asked_for_are_looked_in() -> None:
    searcher = searcher_of(TEXTS)
    query = searcher.query("Which treaty and missiles?")
    assert {one.passage for one in searcher.rank(query, limit=4, within=[1, 3])} == {1}
    assert searcher.rank(query, limit=4, within=[]) == ()


def test_a_search_has_what_made_it() -> None:
    searcher = searcher_of(TEXTS)
    assert searcher.analyzer is ANALYZER
    assert len(searcher.index) == len(TEXTS)
