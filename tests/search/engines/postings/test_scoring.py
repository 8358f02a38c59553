from __future__ import annotations

import numpy as np

from bot.search.engines.postings.inverting import inverted
from bot.search.engines.postings.merging import Source, merge
from bot.search.engines.postings.scoring import MOST_ROUGH, Lists, Scope
from bot.search.engines.postings.segment import WINDOW
from bot.search.engines.postings.statistics import Bm25
from tests.search.engines.building import batches_of, numbered

BM25 = Bm25(k1=1.2, b=0.75)


def test_what_a_grade_is_worth_at_most_holds_when_the_mean_length_has_changed() -> None:
    there = numbered([["a"] * often + ["b"] * more for often in range(1, 9) for more in range(0, 90, 7)])
    segment = merge([*map(Source, inverted(batches_of(there)))], BM25)
    lists = Lists.of(segment, BM25, mean_length=3.0)
    assert (np.diff(lists.worth) < 0).any(), "grades have come out of order"
    assert (np.diff(lists.ceiling) >= 0).all()
    assert (lists.ceiling >= lists.worth).all()


def test_a_rough_worth_is_never_too_small_and_less_than_one_too_great() -> None:
    there = numbered([["a"] * often + ["b"] * more for often in range(1, 9) for more in range(9)])
    lists = Lists.of(merge([*map(Source, inverted(batches_of(there)))], BM25), BM25, mean_length=9.0)
    exact = lists.worth / lists.worth.max() * MOST_ROUGH
    assert (lists.rough >= exact).all()
    assert (lists.rough < exact + 1).all()


def test_a_scope_names_the_windows_that_have_passages_that_may_be_found() -> None:
    allowed = np.zeros(3 * WINDOW + 1, dtype=np.bool_)
    assert Scope.of(allowed).windows.tolist() == []
    allowed[[WINDOW, 3 * WINDOW]] = True
    assert Scope.of(allowed).windows.tolist() == [1, 3]
    assert not Scope.of(allowed).all_allowed
    assert Scope.of(~np.zeros_like(allowed)).windows.tolist() == [0, 1, 2, 3]
    assert Scope.of(~np.zeros_like(allowed)).all_allowed
