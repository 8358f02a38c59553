from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st

from bot.search.statistics import Statistics, idf
from tests.search.searching import engine_over, store_of


def statistics_of(*passages: str) -> Statistics:
    return Statistics(engine_over(store_of(passages)))


def test_a_term_has_the_number_of_passages_that_have_it() -> None:
    statistics = statistics_of("Bread, bread.", "Rye bread.", "Soup.")
    assert len(statistics) == 3
    assert statistics.look_up(["bread", "rye", "moon", "bread"]) == [2, 1, 0, 2]
    assert statistics.frequency("soup") == 1
    assert "rye" in statistics
    assert "moon" not in statistics


def test_what_stands_only_above_a_passage_is_in_none() -> None:
    statistics = Statistics(engine_over(store_of(["Bread."], above={0: "Budget"})))
    assert "budget" not in statistics


def test_more_terms_than_are_remembered_may_be_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.search.statistics._REMEMBERED", 2)
    statistics = statistics_of("Bread.", "Rye bread.")
    for _ in range(2):
        assert statistics.look_up(["bread", "rye", "moon"]) == [2, 1, 0]
        assert statistics.look_up(["rye", "soup"]) == [1, 0]
        assert statistics.frequency("bread") == 2


@given(st.integers(0, 10_000), st.data())
def test_the_more_passages_have_a_term_the_less_it_tells_and_always_something(
    passages: int, data: st.DataObject
) -> None:
    one, other = sorted(data.draw(st.tuples(*[st.integers(0, passages)] * 2)))
    assert idf(passages, one) >= idf(passages, other) > 0
    assert idf(passages, one) == pytest.approx(math.log(1 + (passages - one + 0.5) / (one + 0.5)))


def test_an_empty_collection_knows_no_term() -> None:
    statistics = statistics_of()
    assert len(statistics) == 0
    assert statistics.frequency("bread") == 0
    assert statistics.idf("bread") > 0
