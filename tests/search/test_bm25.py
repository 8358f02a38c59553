from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given, strategies as st
from rank_bm25 import BM25Okapi

from bot.search.bm25 import Bm25Index, LuceneIdfBM25
from bot.search.idf import lucene_idf

if TYPE_CHECKING:
    from bot.search.index import Hit

K1, B = 1.2, 0.75
TERMS = st.sampled_from(list("abcdefgh"))
PASSAGES = st.lists(st.lists(TERMS, max_size=12), max_size=12)
QUERIES = st.lists(st.sampled_from(list("abcdefghxyz")), max_size=5, unique=True)
FACTORS = st.dictionaries(st.sampled_from(list("abcdefghxyz")), st.floats(0.01, 10), max_size=5)
K1S, BS = st.floats(0.01, 10), st.floats(0, 1)

Passages = list[list[str]]


def index_of(passages: Passages, k1: float = K1, b: float = B, **model: Any) -> Bm25Index:  # noqa: ANN401 - a model has no type
    return Bm25Index(passages, k1=k1, b=b, **model)


def hits_of(index: Bm25Index, query: list[str], *, limit: int = 100) -> tuple[Hit, ...]:
    """Search for terms that all count alike."""
    return index.search(dict.fromkeys(query, 1.0), limit=limit)


def scores_of(index: Bm25Index, query: list[str]) -> dict[int, float]:
    return {hit.passage: hit.score for hit in hits_of(index, query)}


def transcribed(passages: Passages, query: list[str], passage: int, k1: float, b: float) -> float:
    """The formula as Lucene documents it, times k1 + 1 as in Robertson and Zaragoza (2009)."""
    average = sum(map(len, passages)) / len(passages)
    score = 0.0
    for term in query:
        having = sum(term in other for other in passages)
        frequency = passages[passage].count(term)
        if frequency:
            idf = math.log(1 + (len(passages) - having + 0.5) / (having + 0.5))
            norm = k1 * (1 - b + b * len(passages[passage]) / average)
            score += idf * frequency * (k1 + 1) / (frequency + norm)
    return score


@given(PASSAGES.filter(any), QUERIES, st.floats(0.01, 10), st.floats(0, 0.99))
def test_with_okapis_idf_scores_are_those_of_rank_bm25_to_the_last_bit(
    passages: Passages, query: list[str], k1: float, b: float
) -> None:
    expected = BM25Okapi(passages, k1=k1, b=b).get_scores(query)
    found = scores_of(index_of(passages, k1, b, model=BM25Okapi), query)
    assert found == {number: score for number, score in enumerate(expected.tolist()) if score != 0}


@given(PASSAGES, QUERIES, K1S, BS)
def test_with_lucenes_idf_scores_are_those_of_the_formula(
    passages: Passages, query: list[str], k1: float, b: float
) -> None:
    found = scores_of(index_of(passages, k1, b), query)
    assert set(found) == {number for number, terms in enumerate(passages) if set(terms) & set(query)}
    for number, score in found.items():
        assert math.isclose(score, transcribed(passages, query, number, k1, b), rel_tol=1e-12)


@given(PASSAGES, QUERIES, K1S, BS)
def test_scores_are_positive_and_best_first_and_equal_ones_in_the_order_of_passages(
    passages: Passages, query: list[str], k1: float, b: float
) -> None:
    hits = hits_of(index_of(passages, k1, b), query)
    assert all(hit.score > 0 for hit in hits)
    assert [(-hit.score, hit.passage) for hit in hits] == sorted((-hit.score, hit.passage) for hit in hits)


@given(PASSAGES, FACTORS)
def test_a_score_is_the_sum_of_what_each_term_scores_alone_times_its_factor(
    passages: Passages, factors: dict[str, float]
) -> None:
    index = index_of(passages)
    alone = {term: scores_of(index, [term]) for term in factors}
    for hit in index.search(factors, limit=100):
        expected = sum(factor * alone[term].get(hit.passage, 0.0) for term, factor in factors.items())
        assert math.isclose(hit.score, expected, rel_tol=1e-12)


def test_a_term_of_a_greater_factor_puts_its_passage_first() -> None:
    index = index_of([["a"], ["b"], ["c"]])
    assert [hit.passage for hit in index.search({"a": 1.0, "b": 2.0}, limit=3)] == [1, 0]
    assert [hit.passage for hit in index.search({"a": 2.0, "b": 1.0}, limit=3)] == [0, 1]


@given(PASSAGES, FACTORS, st.sets(st.integers(0, 11)))
def test_within_is_the_same_as_leaving_the_other_hits_out(
    passages: Passages, factors: dict[str, float], within: set[int]
) -> None:
    within = {number for number in within if number < len(passages)}
    index = index_of(passages)
    all_hits = index.search(factors, limit=100)
    assert index.search(factors, limit=100, within=within) == tuple(
        hit for hit in all_hits if hit.passage in within
    )


@given(PASSAGES, QUERIES, st.integers(1, 15))
def test_a_limit_cuts_off_the_last_hits(passages: Passages, query: list[str], limit: int) -> None:
    index = index_of(passages)
    assert hits_of(index, query, limit=limit) == hits_of(index, query)[:limit]


@given(PASSAGES, TERMS)
def test_idf_is_positive_and_greatest_for_a_term_that_no_passage_has(passages: Passages, term: str) -> None:
    index = index_of(passages)
    assert 0 < index.idf(term) <= index.idf("unknown")
    assert (term in index) == any(term in terms for terms in passages)
    assert "unknown" not in index


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_lucenes_idf_falls_with_frequency_and_stays_positive(passages: int, frequency: int) -> None:
    assume(frequency < passages)
    assert lucene_idf(passages, frequency) > lucene_idf(passages, frequency + 1) > 0


def test_an_index_is_as_long_as_its_passages() -> None:
    assert len(index_of([])) == 0
    assert len(index_of([[], ["a"], []])) == 3


def test_terms_may_come_from_an_iterator() -> None:
    index = Bm25Index(iter([["a"], ["b"]]), k1=K1, b=B)
    assert list(scores_of(index, ["b"])) == [1]


def test_a_query_without_terms_and_no_passages_to_look_in_find_nothing() -> None:
    index = index_of([["a"], ["b"]])
    assert index.search({}, limit=5) == index.search({"a": 1.0}, limit=5, within=[]) == ()


def test_a_passage_is_scored_by_its_own_terms_only() -> None:
    index = index_of([[*"a" * frequency, "b"] for frequency in range(5)], b=0)
    assert set(scores_of(index, ["b"]).values()) == {lucene_idf(5, 5)}
    assert list(scores_of(index, ["a"])) == [4, 3, 2, 1]


# The faults of rank_bm25 0.2.2: each test shows that plain rank_bm25 has it, and that ours has not.


@pytest.mark.parametrize("passages", [[], [[]], [[], []]])
def test_fault_an_empty_corpus_divides_by_zero(passages: Passages) -> None:
    with pytest.raises(ZeroDivisionError):
        BM25Okapi(passages)
    index = index_of(passages)
    assert index.search({"a": 1.0}, limit=5) == ()
    assert index.idf("a") > 0
    assert "a" not in index
    assert len(index) == len(passages)


def test_fault_a_term_of_both_of_two_passages_scores_negative() -> None:
    passages = [["a", "b"], ["a", "a", "c"]]
    assert (BM25Okapi(passages).get_scores(["a"]) < 0).all()
    found = scores_of(index_of(passages), ["a"])
    assert list(found) == [1, 0]
    assert min(found.values()) > 0


def test_fault_in_two_passages_the_right_one_scores_nothing() -> None:
    passages = [["a", "b"], ["c", "d"]]
    assert BM25Okapi(passages).get_scores(["c"]).tolist() == [0, 0]
    assert list(scores_of(index_of(passages), ["c"])) == [1]


def test_fault_a_term_of_half_of_the_passages_weighs_nothing() -> None:
    passages = [["a"], ["b"], ["c", "a"], ["d"]]
    assert not BM25Okapi(passages).get_scores(["a"]).any()
    assert list(scores_of(index_of(passages), ["a"])) == [0, 2]


def test_fault_the_last_of_ties_stands_first() -> None:
    passages = [["a"], ["b"], ["a"], ["c"], ["d"], ["a"], ["e"]]
    names = list(range(len(passages)))
    plain = BM25Okapi(passages)
    assert np.unique(plain.get_scores(["a"])[[0, 2, 5]]).size == 1
    assert plain.get_top_n(["a"], names, n=3)[0] == 5
    assert [hit.passage for hit in hits_of(index_of(passages), ["a"], limit=3)] == [0, 2, 5]


def test_fault_passages_that_match_no_term_are_returned() -> None:
    passages = [["a"], ["b"], ["c"]]
    assert len(BM25Okapi(passages).get_top_n(["x"], list(range(3)), n=3)) == 3
    assert len(BM25Okapi(passages).get_top_n(["a"], list(range(3)), n=3)) == 3
    index = index_of(passages)
    assert index.search({"x": 1.0}, limit=3) == ()
    assert list(scores_of(index, ["a"])) == [0]


def test_fault_by_length_alone_a_passage_without_terms_has_no_number_for_a_score() -> None:
    passages = [[], ["a"], []]
    with np.errstate(invalid="ignore"):
        assert np.isnan(BM25Okapi(passages, b=1).get_scores(["a"])[[0, 2]]).all()
    index = index_of(passages, b=1)
    assert list(scores_of(index, ["a", "b"])) == [1]
    assert [hit.passage for hit in index.search({"a": 1.0}, limit=3, within=[0, 1])] == [1]


def test_rank_bm25_is_the_engine() -> None:
    assert issubclass(LuceneIdfBM25, BM25Okapi)
