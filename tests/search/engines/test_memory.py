from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, strategies as st
from rank_bm25 import BM25Okapi

from bot.search.engines.memory import LuceneIdfBM25, MemoryEngine
from bot.search.engines.passages import Passages
from tests.search.engines.building import K1, B, batch_of, found, in_memory, numbered

TERMS = st.integers(0, 7)
PASSAGES = st.lists(st.lists(TERMS, max_size=12), max_size=12)
QUERIES = st.lists(st.integers(0, 10), max_size=5, unique=True)
FACTORS = st.dictionaries(st.integers(0, 10), st.floats(0.01, 10), max_size=5)
K1S, BS = st.floats(0.01, 10), st.floats(0, 1)

Terms = list[list[int]]


def engine_of(terms: Terms, k1: float = K1, b: float = B, **model: Any) -> MemoryEngine:  # noqa: ANN401 - a model has no type
    passages = Passages.of([batch_of(numbered([[]] * len(terms)))])
    return MemoryEngine(passages, terms, k1=k1, b=b, **model)


def scores_of(engine: MemoryEngine, query: list[int]) -> list[float]:
    """Score passages for terms that all count alike."""
    scores: list[float] = engine.scores(dict.fromkeys(query, 1.0)).tolist()
    return scores


def transcribed(terms: Terms, query: list[int], passage: int, k1: float, b: float) -> float:
    """The formula as Lucene documents it, times k1 + 1 as in Robertson and Zaragoza (2009)."""
    average = sum(map(len, terms)) / len(terms)
    score = 0.0
    for term in query:
        having = sum(term in other for other in terms)
        frequency = terms[passage].count(term)
        if frequency:
            idf = math.log(1 + (len(terms) - having + 0.5) / (having + 0.5))
            norm = k1 * (1 - b + b * len(terms[passage]) / average)
            score += idf * frequency * (k1 + 1) / (frequency + norm)
    return score


@given(PASSAGES.filter(any), QUERIES, st.floats(0.01, 10), st.floats(0, 0.99))
def test_with_okapis_idf_scores_are_those_of_rank_bm25_to_the_last_bit(
    terms: Terms, query: list[int], k1: float, b: float
) -> None:
    expected = BM25Okapi(terms, k1=k1, b=b).get_scores(query)
    assert scores_of(engine_of(terms, k1, b, model=BM25Okapi), query) == expected.tolist()


@given(PASSAGES, QUERIES, K1S, BS)
def test_with_lucenes_idf_scores_are_those_of_the_formula(
    terms: Terms, query: list[int], k1: float, b: float
) -> None:
    for passage, score in enumerate(scores_of(engine_of(terms, k1, b), query)):
        assert (score > 0) == (not set(terms[passage]).isdisjoint(query))
        assert math.isclose(score, transcribed(terms, query, passage, k1, b), rel_tol=1e-12)


@given(PASSAGES, FACTORS)
def test_a_score_is_the_sum_of_what_each_term_scores_alone_times_its_factor(
    terms: Terms, factors: dict[int, float]
) -> None:
    engine = engine_of(terms)
    alone = {term: scores_of(engine, [term]) for term in factors}
    for passage, score in enumerate(engine.scores(factors).tolist()):
        expected = sum(factor * alone[term][passage] for term, factor in factors.items())
        assert math.isclose(score, expected, rel_tol=1e-12)


@given(PASSAGES.filter(any), TERMS)
def test_a_term_of_fewer_passages_counts_more(terms: Terms, term: int) -> None:
    model = LuceneIdfBM25(terms)
    assume(term in model.idf)
    rarer = [other for other in model.idf if sum(other in p for p in terms) < sum(term in p for p in terms)]
    assert all(model.idf[other] > model.idf[term] for other in rarer)
    assert all(value > 0 for value in model.idf.values())


@pytest.mark.parametrize("terms", [[], [[]], [[], []]])
def test_fault_a_corpus_without_terms_divides_by_zero(terms: Terms) -> None:
    with pytest.raises(ZeroDivisionError):
        BM25Okapi(terms)
    assert scores_of(engine_of(terms), [1]) == [0.0] * len(terms)


def test_fault_a_term_of_both_of_two_passages_scores_negative() -> None:
    terms = [[1, 2], [1, 1, 3]]
    assert (BM25Okapi(terms).get_scores([1]) < 0).all()
    assert min(scores_of(engine_of(terms), [1])) > 0


def test_fault_in_two_passages_the_right_one_scores_nothing() -> None:
    terms = [[1, 2], [3, 4]]
    assert BM25Okapi(terms).get_scores([3]).tolist() == [0, 0]
    wrong, right = scores_of(engine_of(terms), [3])
    assert wrong == 0 < right


def test_fault_a_term_of_half_of_the_passages_weighs_nothing() -> None:
    terms = [[1], [2], [3, 1], [4]]
    assert not BM25Okapi(terms).get_scores([1]).any()
    assert [score > 0 for score in scores_of(engine_of(terms), [1])] == [True, False, True, False]


def test_fault_the_last_of_ties_stands_first() -> None:
    terms = [["a"], ["b"], ["a"], ["c"], ["d"], ["a"], ["e"]]
    plain = BM25Okapi(terms)
    assert np.unique(plain.get_scores(["a"])[[0, 2, 5]]).size == 1
    assert plain.get_top_n(["a"], list(range(1, 8)), n=3)[0] == 6
    assert found(in_memory(numbered(terms)), ["a"], limit=3) == [1, 3, 6]


def test_fault_passages_that_match_no_term_are_returned() -> None:
    terms = [["a"], ["b"], ["c"]]
    assert len(BM25Okapi(terms).get_top_n(["x"], list(range(3)), n=3)) == 3
    engine = in_memory(numbered(terms))
    assert found(engine, ["x"]) == []
    assert found(engine, ["a"]) == [1]


def test_fault_by_length_alone_a_passage_without_terms_has_no_number_for_a_score() -> None:
    terms: Terms = [[], [1], []]
    with np.errstate(invalid="ignore"):
        assert np.isnan(BM25Okapi(terms, b=1).get_scores([1])[[0, 2]]).all()
    assert scores_of(engine_of(terms, b=1), [1, 2])[::2] == [0.0, 0.0]
