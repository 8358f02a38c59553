"""Every engine finds what rank_bm25 scores highest, up to ties and rounding.

What agreement means: as many passages are found as can be, each of them may be found and has a term of the
query, and the scores that rank_bm25 gives to them, one after the other, are the greatest there are, up to the
rounding of sums in another order. Passages of the same terms stand in the order of their numbers.
"""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.search.engines.postings.engine import PostingsEngine
from bot.search.filters import EVERYTHING
from bot.store.numbers import number_of_term
from tests.search.engines.building import (
    FILTERS,
    QUERIES,
    TERMS,
    Said,
    batch_of,
    by_numba,
    by_numpy,
    found,
    in_memory,
    is_found,
    numbered,
    passages,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.search.engines.protocol import Engine
    from bot.search.filters import Filter

    Build = Callable[..., Engine]

ROUNDING = 1e-12
LIMITS = st.integers(1, 12)
K1S, BS = st.floats(0.01, 3), st.floats(0, 1)

SAME_FIRST, SAME_FIVE = 1.0, 0.99
"""Shares of questions for which the first passage, and the first five, are those of rank_bm25 itself."""

_NUMBA = pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba is not installed")


@pytest.fixture(
    params=[in_memory, by_numpy, pytest.param(by_numba, marks=_NUMBA)],
    ids=["memory", "numpy", "numba"],
    scope="module",
)
def build(request: pytest.FixtureRequest) -> Build:
    made: Build = request.param
    return made


def assert_agrees(
    engine: Engine,
    there: Sequence[Said],
    query: dict[str, float],
    *,
    limit: int,
    within: Filter = EVERYTHING,
    k1: float = 1.2,
    b: float = 0.75,
) -> None:
    """Hold what an engine finds against the scores of rank_bm25 for passages that are there."""
    numbers = found(engine, query, limit=limit, within=within)
    scores = in_memory(there, k1, b).scores({number_of_term(t): factor for t, factor in query.items()})
    score_of = dict(zip((passage.number for passage in there), scores.tolist(), strict=True))
    possible = [
        one.number for one in there if is_found(one, within) and not query.keys().isdisjoint(one.terms)
    ]
    assert len(numbers) == len(set(numbers)) == min(limit, len(possible))
    assert set(numbers) <= set(possible)
    greatest = sorted((score_of[number] for number in possible), reverse=True)[:limit]
    assert [score_of[number] for number in numbers] == pytest.approx(greatest, rel=ROUNDING)


@given(passages(), QUERIES, LIMITS, FILTERS)
def test_what_scores_highest_is_found_within_a_filter(
    build: Build, there: list[Said], query: dict[str, float], limit: int, within: Filter
) -> None:
    assert_agrees(build(there), there, query, limit=limit, within=within)


@given(passages(), QUERIES, LIMITS, K1S, BS)
def test_what_scores_highest_is_found_under_any_parameters(  # noqa: PLR0917 - given by hypothesis
    build: Build, there: list[Said], query: dict[str, float], limit: int, k1: float, b: float
) -> None:
    assert_agrees(build(there, k1, b), there, query, limit=limit, k1=k1, b=b)


CHANGES = st.lists(st.tuples(passages(most=8, first=100), st.sets(st.integers(1, 130))), max_size=4)


@given(passages(), CHANGES, QUERIES, FILTERS, st.booleans())
def test_a_changed_engine_is_like_one_of_the_passages_that_are_there(  # noqa: PLR0917 - given by hypothesis
    build: Build,
    there: list[Said],
    changes: list[tuple[list[Said], set[int]]],
    query: dict[str, float],
    within: Filter,
    merges: bool,
) -> None:
    engine = build(there)
    for added, removed in changes:
        engine = engine.changed(batch_of(added), removed)
        if merges and isinstance(engine, PostingsEngine):
            engine = engine.merged()
        gone = removed | {passage.number for passage in added}
        there = sorted([*(p for p in there if p.number not in gone), *added], key=lambda p: p.number)
    assert_agrees(engine, there, query, limit=10, within=within)
    fresh = build(there)
    assert engine.count == fresh.count == len(there)
    assert engine.mean_length == fresh.mean_length
    terms = [number_of_term(term) for term in [*TERMS, "x"]]
    assert engine.document_frequency(terms).tolist() == fresh.document_frequency(terms).tolist()


def test_a_passage_that_takes_the_place_of_its_like_may_have_any_number(build: Build) -> None:
    there = numbered([["a", "b"], ["c"], ["a", "b"], ["d"]])
    engine = build([there[0], there[3]]).changed(batch_of(there[1:3]), [1])
    assert found(engine, ["a", "b"]) == [3]
    assert found(engine, ["c", "d"]) == [2, 4]


def test_passages_that_are_alike_stand_in_the_order_of_their_numbers(build: Build) -> None:
    engine = build(numbered([["a", "b"]] * 20)).changed(batch_of([Said(number=30, terms=["a", "b"])]), [1, 7])
    assert found(engine, {"b": 1.0, "a": 0.3}, limit=7) == [2, 3, 4, 5, 6, 8, 9]
    assert found(engine, ["a"], limit=100)[-1] == 30


def test_a_passage_before_the_others_comes_first_of_those_like_it(build: Build) -> None:
    engine = build([Said(number=number, terms=["a"]) for number in (5, 6)])
    assert found(engine.changed(batch_of([Said(number=2, terms=["a"])]), []), ["a"]) == [2, 5, 6]


def test_nothing_is_found_where_nothing_is(build: Build) -> None:
    for engine in (build([]), build(numbered([[]])), build(numbered([["a"]])).changed(batch_of([]), [1])):
        assert found(engine, ["a"]) == []
        assert engine.mean_length == 1.0
        assert engine.document_frequency([number_of_term("a")]).tolist() == [0]


def test_an_empty_engine_takes_passages(build: Build) -> None:
    engine = build([]).changed(batch_of(numbered([["a"], ["b"]])), [])
    assert engine.count == 2
    assert found(engine, ["b"]) == [2]


def test_one_passage_is_found(build: Build) -> None:
    engine = build(numbered([["a", "b", "a"]]))
    assert found(engine, ["a"]) == [1]
    assert found(engine, ["x"]) == found(engine, []) == []


def test_a_term_of_all_passages_finds_them(build: Build) -> None:
    engine = build(numbered([["a", "b"], ["a"], ["a", "c", "d"]]))
    assert found(engine, ["a"]) == [2, 1, 3]


def test_a_greater_factor_puts_its_passage_first(build: Build) -> None:
    engine = build(numbered([["a"], ["b"], ["c"]]))
    assert found(engine, {"a": 1.0, "b": 2.0}) == [2, 1]
    assert found(engine, {"a": 2.0, "b": 1e-200}) == [1, 2]


def test_no_more_are_found_than_are_wanted(build: Build) -> None:
    engine = build(numbered([["a"]] * 5))
    assert found(engine, ["a"], limit=2) == [1, 2]
    assert found(engine, ["a"], limit=0) == []


def test_a_question_of_very_many_terms_is_answered(build: Build) -> None:
    passages = numbered([[f"w{number}"] for number in range(300)])
    query = {f"w{number}": 1.0 for number in range(70_000)}
    assert found(build(passages), query, limit=3) == [1, 2, 3]


def zipf(size: int, seed: int) -> list[list[str]]:
    """Return passages of terms that grow rarer, as those of texts do."""
    chance = np.random.default_rng(seed)
    lengths = chance.integers(1, 40, size)
    terms = np.minimum(chance.zipf(1.3, int(lengths.sum())), 2_000)
    ends = np.cumsum(lengths)
    return [[f"w{term}" for term in terms[end - n : end]] for end, n in zip(ends, lengths, strict=True)]


def questions(count: int, seed: int) -> list[list[str]]:
    chance = np.random.default_rng(seed)
    each = (np.unique(np.minimum(chance.zipf(1.2, 6), 2_100)) for _ in range(count))
    return [[f"w{term}" for term in terms] for terms in each]


@pytest.mark.parametrize("size", [50, 500, 5_000])
def test_the_first_passages_are_those_of_rank_bm25_itself(build: Build, size: int) -> None:
    """Hold the measured agreement: the same first passage always, the same five but for the last bit."""
    there = numbered(zipf(size, seed=size))
    engine, model = build(there), in_memory(there)
    first, five, asked = 0, 0, questions(60, seed=size)
    for question in asked:
        scores = model.scores(dict.fromkeys(map(number_of_term, question), 1.0))
        order = np.argsort(-scores, kind="stable")
        expected = [there[place].number for place in order[scores[order] > 0][:5].tolist()]
        numbers = found(engine, question, limit=5)
        first += numbers[:1] == expected[:1]
        five += numbers == expected
    assert first >= SAME_FIRST * len(asked)
    assert five >= SAME_FIVE * len(asked)
