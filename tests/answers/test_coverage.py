from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st

from bot.answers.coverage import CoverageModel, CoverageWeights, evidence, is_name, read_weights
from tests.search.searching import COLLECTIONS, QUESTIONS, searcher_of

TEXTS = [
    "Japan purchased 400 missiles for $1.7 billion.",
    "The treaty was signed in Tokyo on Sunday.",
    "The prime minister spoke of peace.",
]
WEIGHTS = read_weights(with_vectors=True)
MODEL = CoverageModel(weights=WEIGHTS, least=0.5, sure=0.75)


def covered(question: str, texts: list[str] | None = None, *, with_vectors: bool = True) -> float:
    searcher = searcher_of(TEXTS if texts is None else texts, with_vectors=with_vectors)
    model = CoverageModel(weights=read_weights(with_vectors=with_vectors), least=0.5, sure=0.75)
    query = searcher.query(question)
    return model.coverage(query, searcher.rank(query, limit=2), searcher.statistics)


@pytest.mark.parametrize("with_vectors", [True, False])
@given(COLLECTIONS, QUESTIONS)
def test_coverage_lies_between_0_and_1(with_vectors: bool, texts: list[str], words: list[str]) -> None:
    assert 0 <= covered(" ".join(words), texts, with_vectors=with_vectors) <= 1


@pytest.mark.parametrize("with_vectors", [True, False])
@pytest.mark.parametrize(
    "question",
    ["How many missiles did Japan purchase?", "Where was the treaty signed?", "Who spoke of peace?"],
)
def test_a_question_in_the_words_of_a_passage_is_covered(question: str, with_vectors: bool) -> None:
    assert covered(question, with_vectors=with_vectors) > 0.9


@pytest.mark.parametrize("with_vectors", [True, False])
@pytest.mark.parametrize(
    "question", ["How tall is Mount Fuji?", "Who won the football match in Brazil?", "sourdough bread"]
)
def test_a_question_about_something_else_is_not(question: str, with_vectors: bool) -> None:
    assert covered(question, with_vectors=with_vectors) < 0.1


def test_without_a_passage_nothing_is_covered() -> None:
    assert covered("anything", []) == 0


def test_a_name_that_is_missed_covers_less_than_another_word() -> None:
    assert covered("Which treaty was signed in Berlin?") < covered("Which treaty was signed on paper?")


def test_the_evidence_is_what_the_weights_are_for() -> None:
    searcher = searcher_of(TEXTS)
    query = searcher.query("How many missiles did Mr Sato purchase?")
    found = evidence(query, searcher.rank(query, limit=2), searcher.statistics)
    assert found.keys() == WEIGHTS.evidence.keys()
    assert found["matched"] == pytest.approx(math.log1p(2))
    assert found["names_missed"] == 2
    assert found["passages"] == pytest.approx(math.log10(3))
    assert 0 < found["unknown"] < 1


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_no_weight_is_too_steep(bias: float) -> None:
    weights = CoverageWeights(bias=bias, evidence=WEIGHTS.evidence)
    searcher = searcher_of(TEXTS)
    query = searcher.query("treaty")
    found = CoverageModel(weights=weights, least=0.5, sure=0.75).coverage(
        query, searcher.rank(query, limit=2), searcher.statistics
    )
    assert 0 <= found <= 1


@pytest.mark.parametrize(
    ("word", "question", "named"),
    [
        ("Fuji", "how tall is Mount Fuji?", True),
        ("How", "How tall is it?", False),
        ("Quick", "Hi! Quick one", False),
        ("Trump", "and, Trump?", True),
        ("tall", "how tall is it?", False),
        ("400", "400 of what?", True),
        ("2024", "what of 2024", True),
    ],
)
def test_a_name_has_a_capital_within_a_sentence_or_a_digit(word: str, question: str, named: bool) -> None:
    assert is_name(word, question) == named
