from __future__ import annotations

import dataclasses
import gc
import weakref
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.search.ranking.reading import read
from bot.search.vocabulary import Vocabulary
from tests import generated
from tests.search.searching import (
    ANALYZER,
    COLLECTIONS,
    PROSE,
    QUESTIONS,
    passage_texts,
    searcher_of,
    searcher_over,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from bot.search.ranking.ranker import Ranked
    from bot.search.ranking.tables import Tables

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

    def ask(text: str) -> Sequence[Ranked]:
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


def numbered_otherwise(tables: Tables, chance: random.Random, *forgotten: str) -> Tables:
    """Return the same tables with other numbers for all names, and names that no passage has any more."""
    names, terms = _shuffled(tables.names, chance, forgotten)
    spellings, words = _shuffled(tables.spellings, chance, forgotten)
    return dataclasses.replace(
        tables,
        names=names,
        spellings=spellings,
        terms=terms[tables.terms],
        forms=words[tables.forms],
        words=words[tables.words],
    )


def _shuffled(
    vocabulary: Vocabulary, chance: random.Random, more: tuple[str, ...]
) -> tuple[Vocabulary, np.ndarray]:
    """Return names in another order, and the new number of each old one."""
    names = list(dict.fromkeys([*vocabulary.names, *more]))
    chance.shuffle(names)
    shuffled = Vocabulary(names=tuple(names))
    numbers = [shuffled.numbers[name] for name in vocabulary.names]
    return shuffled, np.array(numbers, dtype=np.int32)


@given(st.lists(QUESTIONS.map(" ".join), min_size=2, max_size=2), COLLECTIONS, st.booleans(), st.randoms())
def test_the_numbers_of_words_and_words_that_are_gone_change_nothing(
    questions: list[str], texts: list[str], with_vectors: bool, chance: random.Random
) -> None:
    tables = read(passage_texts(texts), ANALYZER)
    gone = ("missle", "buyer", "purchas", "rocket", "breads", "costed")
    one = searcher_over(tables, with_vectors=with_vectors)
    other = searcher_over(numbered_otherwise(tables, chance, *gone), with_vectors=with_vectors)
    for question in questions:
        query = one.query(question)
        assert other.query(question) == query
        if query.terms:
            assert other.rank(query, limit=9) == one.rank(query, limit=9)
    queries = [one.query(question) for question in questions]
    alike = one.likenesses(queries[0], one.known(queries))
    assert other.likenesses(queries[0], other.known(queries)) == pytest.approx(alike)


@given(QUESTIONS.map(" ".join), COLLECTIONS, COLLECTIONS, st.booleans())
def test_a_search_after_another_finds_what_one_finds_that_is_made_anew(
    question: str, first: list[str], further: list[str], with_vectors: bool
) -> None:
    before = searcher_of(first, with_vectors=with_vectors)
    before.query("misile bred")
    tables = read(passage_texts([*first, *further]), ANALYZER)
    anew, after = (
        searcher_over(tables, with_vectors=with_vectors, before=earlier) for earlier in (None, before)
    )
    query = anew.query(question)
    assert after.query(question) == query
    if query.terms:
        assert after.rank(query, limit=9) == anew.rank(query, limit=9)


def test_a_search_after_another_does_not_keep_it() -> None:
    before = searcher_of(TEXTS)
    before.query("misile")
    after = searcher_over(read(passage_texts([*TEXTS, "Rye."]), ANALYZER), before=before)
    after.query("misile")
    kept = weakref.ref(before)
    del before
    gc.collect()
    assert kept() is None
    assert after.query("misiles").respelt == {"missil"}
