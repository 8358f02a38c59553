"""The embedded index, held against rank_bm25 itself and against the formula."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st
from rank_bm25 import BM25Okapi

from bot.search.bm25 import Bm25Index, lucene_idf

if TYPE_CHECKING:
    from collections.abc import Sequence

TERMS = st.sampled_from(["a", "b", "c", "d", "e"])
PASSAGES = st.lists(st.lists(TERMS, max_size=8), min_size=1, max_size=12).filter(any)
QUERIES = st.lists(st.sampled_from(["a", "b", "c", "x"]), unique=True, min_size=1)
K1 = st.floats(0.01, 3)
B = st.floats(0, 1)


def transcription(
    passages: Sequence[Sequence[str]], query: Sequence[str], k1: float, b: float
) -> list[float]:
    """Return the scores by Robertson's formula with Lucene's idf, written down once more."""
    average = sum(map(len, passages)) / len(passages)
    scores = []
    for passage in passages:
        score = 0.0
        for term in query:
            n = sum(term in other for other in passages)
            f = passage.count(term)
            idf = math.log(1 + (len(passages) - n + 0.5) / (n + 0.5))
            if f:
                score += idf * f * (k1 + 1) / (f + k1 * (1 - b + b * len(passage) / average))
        scores.append(score)
    return scores


def scores(index: Bm25Index, query: Sequence[str], size: int) -> list[float]:
    found = {hit.passage: hit.score for hit in index.search(query, limit=size)}
    return [found.get(passage, 0.0) for passage in range(size)]


@given(PASSAGES, QUERIES, K1, B)
def test_with_okapis_idf_scores_are_rank_bm25s_to_the_last_bit(
    passages: list[list[str]], query: list[str], k1: float, b: float
) -> None:
    index = Bm25Index(passages, k1=k1, b=b, model=BM25Okapi)
    with np.errstate(invalid="ignore"):
        expected = np.nan_to_num(BM25Okapi(passages, k1=k1, b=b).get_scores(query))
    assert scores(index, query, len(passages)) == expected.tolist()


@given(PASSAGES, QUERIES, K1, B)
def test_with_lucenes_idf_scores_are_the_formulas(
    passages: list[list[str]], query: list[str], k1: float, b: float
) -> None:
    found = scores(Bm25Index(passages, k1=k1, b=b), query, len(passages))
    assert found == pytest.approx(transcription(passages, query, k1, b), rel=1e-12, abs=1e-15)


@given(PASSAGES, QUERIES)
def test_hits_are_the_passages_with_a_term_best_first_and_equals_in_order(
    passages: list[list[str]], query: list[str]
) -> None:
    hits = Bm25Index(passages, k1=1.2, b=0.75).search(query, limit=len(passages))
    assert {hit.passage for hit in hits} == {i for i, p in enumerate(passages) if {*p} & {*query}}
    assert [(-hit.score, hit.passage) for hit in hits] == sorted((-hit.score, hit.passage) for hit in hits)


@given(PASSAGES, QUERIES)
def test_shares_add_up_to_the_score_and_never_exceed_the_greatest(
    passages: list[list[str]], query: list[str]
) -> None:
    index = Bm25Index(passages, k1=1.2, b=0.75)
    for hit in index.search(query, limit=3):
        shares = index.shares(query, hit.passage)
        assert sum(shares.values()) == pytest.approx(hit.score, rel=1e-12)
        assert {*shares} == {*query} & {*passages[hit.passage]}
        assert hit.score < index.greatest_score(query)


@given(PASSAGES, QUERIES, st.sets(st.integers(0, 11)))
def test_searching_within_some_passages_is_leaving_out_the_others(
    passages: list[list[str]], query: list[str], within: set[int]
) -> None:
    within &= {*range(len(passages))}
    index = Bm25Index(passages, k1=1.2, b=0.75)
    everywhere = index.search(query, limit=len(passages))
    there = index.search(query, limit=len(passages), within=within)
    assert [hit.passage for hit in there] == [hit.passage for hit in everywhere if hit.passage in within]
    assert [hit.score for hit in there] == [hit.score for hit in everywhere if hit.passage in within]


def test_the_limit_cuts_the_tail() -> None:
    index = Bm25Index([["a"], ["a", "b"], ["a"]], k1=1.2, b=0.75)
    assert [hit.passage for hit in index.search(["a"], limit=2)] == [0, 2]


def test_an_unknown_term_is_the_rarest() -> None:
    index = Bm25Index([["a"], ["b"]], k1=1.2, b=0.75)
    assert index.idf("x") == lucene_idf(2, 0) > index.idf("a")
    assert "a" in index
    assert "x" not in index
    assert len(index) == 2


class TestWhereRankBm25Fails:
    """Each fault stands on rank_bm25 as it comes, and not on ours."""

    def test_an_empty_collection_divides_by_zero(self) -> None:
        with pytest.raises(ZeroDivisionError):
            BM25Okapi([])
        assert Bm25Index([], k1=1.2, b=0.75).search(["a"], limit=3) == ()

    def test_passages_without_a_single_term_divide_by_zero(self) -> None:
        with pytest.raises(ZeroDivisionError):
            BM25Okapi([[], []])
        index = Bm25Index([[], []], k1=1.2, b=0.75)
        assert index.search(["a"], limit=3) == ()
        assert index.shares(["a"], 0) == {}
        assert "a" not in index

    def test_a_term_of_every_one_of_two_passages_scores_negative(self) -> None:
        passages = [["a", "b"], ["a", "c"]]
        assert max(BM25Okapi(passages).get_scores(["a"])) < 0
        assert [hit.score > 0 for hit in Bm25Index(passages, k1=1.5, b=0.75).search(["a"], limit=2)] == [
            True
        ] * 2

    def test_a_term_of_half_of_the_passages_weighs_nothing(self) -> None:
        passages = [["a", "b"], ["c", "d"]]
        assert not BM25Okapi(passages).get_scores(["a"]).any()
        assert [hit.passage for hit in Bm25Index(passages, k1=1.5, b=0.75).search(["a"], limit=2)] == [0]

    def test_equal_scores_come_in_reverse(self) -> None:
        passages = [["a"], ["a"], ["b"], ["c"], ["d"], ["e"]]
        top = BM25Okapi(passages).get_top_n(["a"], list(range(6)), n=2)
        assert top == [1, 0]
        assert [hit.passage for hit in Bm25Index(passages, k1=1.5, b=0.75).search(["a"], limit=2)] == [0, 1]

    def test_by_length_alone_a_passage_without_terms_has_no_number_for_a_score(self) -> None:
        passages = [["a"], []]
        with np.errstate(invalid="ignore"):
            assert np.isnan(BM25Okapi(passages, b=1).get_scores(["a"])[1])
        assert [hit.passage for hit in Bm25Index(passages, k1=1.5, b=1).search(["a"], limit=2)] == [0]

    def test_passages_that_match_nothing_are_returned(self) -> None:
        passages = [["a"], ["b"], ["c"]]
        assert len(BM25Okapi(passages).get_top_n(["a"], passages, n=3)) == 3
        assert len(Bm25Index(passages, k1=1.5, b=0.75).search(["a"], limit=3)) == 1
        assert Bm25Index(passages, k1=1.5, b=0.75).search(["x"], limit=3) == ()


def test_a_passage_is_scored_by_its_own_terms_only() -> None:
    passages = [["a"] * n + ["b"] for n in range(5)]
    index = Bm25Index(passages, k1=1.2, b=0)
    assert np.allclose([hit.score for hit in index.search(["b"], limit=5)], lucene_idf(5, 5))
    assert Counter(hit.passage for hit in index.search(["a"], limit=5)) == Counter(range(1, 5))
