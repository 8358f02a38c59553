"""Every engine behind the index protocol finds the same, with the same scores, to the last bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.search.bm25 import Bm25Index, LuceneIdfBM25
from tests.search.postings.building import compiled, in_compiled_parts, in_parts, in_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.search.index import Index

    Build = Callable[[Sequence[Sequence[str]], float, float], Index]

TERMS = st.sampled_from(["a", "b", "c", "d", "e", "f"])
PASSAGES = st.lists(st.lists(TERMS, max_size=8), max_size=40)
ASKED = st.sampled_from(["a", "b", "c", "d", "e", "x"])
QUERIES = st.dictionaries(ASKED, st.sampled_from([0.25, 0.5, 1.0]) | st.floats(0.001, 100))
LIMITS = st.integers(1, 12)
K1 = st.floats(0.01, 3)
B = st.floats(0, 1)


@pytest.fixture(params=[in_runs, compiled, in_parts, in_compiled_parts], scope="module")
def engine(request: pytest.FixtureRequest) -> Build:
    build: Build = request.param
    return build


@given(PASSAGES, QUERIES, LIMITS, K1, B)
def test_hits_are_the_small_engines_to_the_last_bit(  # noqa: PLR0917 - given by hypothesis
    engine: Build, passages: list[list[str]], query: dict[str, float], limit: int, k1: float, b: float
) -> None:
    expected = Bm25Index(passages, k1=k1, b=b).search(query, limit=limit)
    assert engine(passages, k1, b).search(query, limit=limit) == expected


@given(PASSAGES.filter(any), st.lists(ASKED, unique=True), K1, st.floats(0, 0.99))
def test_scores_are_those_of_rank_bm25_itself(
    engine: Build, passages: list[list[str]], query: list[str], k1: float, b: float
) -> None:
    scores = LuceneIdfBM25(passages, k1=k1, b=b).get_scores(query)
    order = np.argsort(-scores, kind="stable").tolist()
    hits = engine(passages, k1, b).search(dict.fromkeys(query, 1.0), limit=100)
    assert [(hit.passage, hit.score) for hit in hits] == [(at, scores[at]) for at in order if scores[at]]


@given(PASSAGES, QUERIES, LIMITS, st.sets(st.integers(0, 39)))
def test_filters_are_the_small_engines(
    engine: Build, passages: list[list[str]], query: dict[str, float], limit: int, within: set[int]
) -> None:
    within &= {*range(len(passages))}
    expected = Bm25Index(passages, k1=1.2, b=0.75).search(query, limit=limit, within=within)
    assert engine(passages, 1.2, 0.75).search(query, limit=limit, within=within) == expected


@given(PASSAGES, QUERIES, K1, B)
def test_frequencies_are_the_small_engines(
    engine: Build, passages: list[list[str]], query: dict[str, float], k1: float, b: float
) -> None:
    small, large = Bm25Index(passages, k1=k1, b=b), engine(passages, k1, b)
    assert len(large) == len(small)
    assert [*large.vocabulary()] == [*small.vocabulary()]
    for term in query:
        assert large.idf(term) == small.idf(term)
        assert (term in large) == (term in small)


@pytest.mark.parametrize("factor", [5e-324, 1e-320, 1e-200])
def test_a_factor_may_be_as_small_as_numbers_are(engine: Build, factor: float) -> None:
    passages = [["a", "b"], ["b"], ["a"], ["a", "a"]]
    query = {"a": factor, "b": factor}
    expected = Bm25Index(passages, k1=1.2, b=0.75).search(query, limit=9)
    assert engine(passages, 1.2, 0.75).search(query, limit=9) == expected
