from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from bot.answers.coverage import (
    WEIGHTS as SHIPPED,
    CoverageModel,
    CoverageWeights,
    evidence,
    is_name,
    read_weights,
)
from bot.errors import InstallationError
from tests.search.searching import COLLECTIONS, QUESTIONS, searcher_of

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = [
    "Japan purchased 400 missiles for $1.7 billion.",
    "The treaty was signed in Tokyo on Sunday.",
    "The prime minister spoke of peace.",
]
WEIGHTS = read_weights(with_vectors=True)
SEARCHER = searcher_of(TEXTS)
QUERY = SEARCHER.query("treaty")


def covered(question: str, texts: list[str] | None = None, *, with_vectors: bool = True) -> float:
    searcher = searcher_of(TEXTS if texts is None else texts, with_vectors=with_vectors)
    model = CoverageModel(weights=read_weights(with_vectors=with_vectors), least=0.5, sure=0.75)
    query = searcher.query(question)
    return model.coverage(query, searcher.rank(query, limit=2), searcher.statistics)


@pytest.mark.parametrize("with_vectors", [True, False])
@settings(max_examples=50)
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
    model = CoverageModel(weights=weights, least=0.5, sure=0.75)
    assert 0 <= model.coverage(QUERY, SEARCHER.rank(QUERY, limit=2), SEARCHER.statistics) <= 1


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


def test_more_evidence_covers_more_in_both_models() -> None:
    for with_vectors in (True, False):
        weights = read_weights(with_vectors=with_vectors).evidence
        assert min(weights[name] for name in ("score", "margin", "matched", "wording")) > 0
        assert max(weights[name] for name in ("names_missed", "unknown", "passages")) < 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{}",
        b"[]",
        b"\xff",
        SHIPPED.read_bytes()[:-20],
        SHIPPED.read_bytes()[20:],
        SHIPPED.read_bytes().replace(b'"score"', b'"scores"'),
    ],
)
def test_a_damaged_file_is_named_in_one_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "coverage.json"
    path.write_bytes(content)
    with pytest.raises(InstallationError, match=r"coverage\.json: .*install meeting-bot again") as raised:
        read_weights(with_vectors=True, path=path)
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match=r"coverage\.json: .*install meeting-bot again"):
        read_weights(with_vectors=True, path=tmp_path / "coverage.json")
