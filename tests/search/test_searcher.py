from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from bot.search.filters import Filter
from bot.search.ranking.weights import term_weights
from bot.store.packing import packed
from tests import generated
from tests.search.searching import (
    ANALYZER,
    COLLECTIONS,
    PROSE,
    QUESTIONS,
    document_of,
    searcher_of,
    searcher_over,
    store_with,
    vectors,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.search.ranking.explanation import Ranked

TEXTS = [
    "Japan purchased missiles for $1.7 billion.",
    "The treaty was signed in Tokyo.",
    "The prime minister spoke of peace.",
    PROSE,
]
ANY_TEXT = generated.TEXTS | st.text()


def found(question: str, *, before: str | None = None, with_vectors: bool = True) -> list[int]:
    """Return the places of the passages of `TEXTS` that are found, best first."""
    searcher = searcher_of(TEXTS, with_vectors=with_vectors)
    query = searcher.query(question, before=before)
    return [one.passage - 1 for one in searcher.rank(query, limit=len(TEXTS))]


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


@settings(max_examples=50)
@given(st.lists(ANY_TEXT, max_size=4), ANY_TEXT | QUESTIONS.map(" ".join), st.booleans())
def test_any_question_can_be_asked_of_any_passages(
    texts: list[str], question: str, with_vectors: bool
) -> None:
    searcher = searcher_of(texts, with_vectors=with_vectors)
    query = searcher.query(question)
    ranked = searcher.rank(query, limit=3)
    assert len(ranked) <= 3
    for one in ranked:
        assert 1 <= one.passage <= len(texts)
        assert one.closest
        assert one.sentences


@settings(max_examples=50)
@given(QUESTIONS.map(" ".join), COLLECTIONS)
def test_asking_something_else_in_between_changes_nothing(question: str, texts: list[str]) -> None:
    searcher = searcher_of(texts)

    def ask(text: str) -> Sequence[Ranked]:
        return searcher.rank(searcher.query(text), limit=5)

    first = ask(question)
    ask("Which rocket was bought in Tokyo?")
    assert ask(question) == first


def test_only_the_documents_asked_for_are_looked_in() -> None:
    store = store_with(*(document_of(name, [text]) for name, text in zip("abcd", TEXTS, strict=True)))
    searcher = searcher_over(store)
    query = searcher.query("Which treaty and missiles?")
    within = Filter(documents=frozenset("bd"))
    assert searcher.rank(query, limit=4, within=within).passages == [2]
    assert searcher.rank(query, limit=4, within=Filter(documents=frozenset())) == ()


@settings(max_examples=50)
@given(QUESTIONS.map(" ".join), COLLECTIONS, COLLECTIONS, st.booleans())
def test_passages_that_come_and_go_again_change_nothing(
    question: str, texts: list[str], others: list[str], with_vectors: bool
) -> None:
    store = store_with(document_of("b", texts))
    first = searcher_over(store, with_vectors=with_vectors)
    store.apply([packed(document_of("a", others))])
    store.apply([], ["a"])
    again = searcher_over(store, with_vectors=with_vectors)
    assert again.query(question) == first.query(question)
    assert again.rank(again.query(question), limit=9) == first.rank(first.query(question), limit=9)


@pytest.mark.parametrize(
    ("word", "known"),
    [("treaty", True), ("treaties", True), ("bicycle", True), ("the", True), ("xyzzy", False)],
)
def test_a_word_of_the_passages_or_of_english_is_known(word: str, known: bool) -> None:
    assert searcher_of(TEXTS).is_known(word) == known


def test_without_vectors_only_the_words_of_the_passages_are_known() -> None:
    searcher = searcher_of(TEXTS, with_vectors=False)
    assert searcher.is_known("treaty")
    assert not searcher.is_known("bicycle")


def likenesses(question: str, *others: str, with_vectors: bool = True) -> list[float]:
    searcher = searcher_of(TEXTS[:2], with_vectors=with_vectors)
    return searcher.likenesses(searcher.query(question), [*map(searcher.query, others)])


def test_a_question_is_all_like_itself_and_less_like_one_on_something_related() -> None:
    same, related, other = likenesses("Who purchased it?", "Who purchased it?", "Who buys?", "Is bread rye?")
    assert same == pytest.approx(1)
    assert same > likenesses("Who buys it?", "Who purchased it?")[0] > 0
    assert related == other == 0  # only what stands in the documents is known to be related


def test_without_vectors_only_the_same_words_are_alike() -> None:
    assert likenesses("Who buys it?", "Who purchased it?", with_vectors=False) == [0]
    [half] = likenesses("signed treaty", "a treaty of Paris", with_vectors=False)
    assert 0 < half < 1


def test_what_asks_for_nothing_is_like_nothing() -> None:
    assert likenesses("?", "the treaty", "") == [0, 0]
    assert likenesses("the treaty", "?") == [0]
    assert likenesses("the treaty") == []


@settings(max_examples=50)
@given(QUESTIONS.map(" ".join), st.lists(QUESTIONS.map(" ".join), max_size=4), COLLECTIONS, st.booleans())
def test_all_at_once_are_as_alike_as_one_by_one(
    question: str, others: list[str], texts: list[str], with_vectors: bool
) -> None:
    searcher = searcher_of(texts, with_vectors=with_vectors)
    query = searcher.query(question)
    found = searcher.likenesses(query, [*map(searcher.query, others)])
    words = vectors() if with_vectors else None
    for other, likeness in zip(map(searcher.query, others), found, strict=True):
        closest = np.array([float(term in other.words) for term in query.terms])
        known = [term for term in other.terms if term in searcher.statistics]
        if words is not None and known and query.terms:
            cosines = words.cosines(words.rows(query.terms), words.rows(known))
            closest = np.maximum(closest, np.where(cosines < 0.2, 0, 0.95 * cosines**2).max(axis=1))
        weighted = term_weights(query.terms, query.factors, searcher.statistics, words)
        assert likeness == pytest.approx(float(weighted @ closest))


def test_a_search_has_the_analyzer_that_made_the_passages() -> None:
    assert searcher_of(TEXTS).analyzer is ANALYZER
