from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st

from bot.evaluation.metrics import auroc, mean_reciprocal_rank, percentile, share

SCORES = st.lists(st.integers(0, 5).map(float) | st.floats(-1e6, 1e6), min_size=1, max_size=20)


def test_a_share_is_of_all_outcomes() -> None:
    assert share([True, False, False, True]) == 0.5
    assert share(iter([True])) == 1
    assert share([False]) == 0
    assert share([]) is None


def test_the_mean_reciprocal_rank_counts_what_was_not_found_as_nothing() -> None:
    assert mean_reciprocal_rank([1, 2, 4, None]) == (1 + 1 / 2 + 1 / 4) / 4
    assert mean_reciprocal_rank([None]) == 0
    assert mean_reciprocal_rank([]) is None


@pytest.mark.parametrize(
    ("positives", "negatives", "area"),
    [
        ([2.0], [1.0], 1),
        ([1.0], [2.0], 0),
        ([1.0], [1.0], 0.5),
        ([0.9, 0.4], [0.5, 0.1], 0.75),
        ([3.0, 2.0, 2.0], [2.0, 1.0], 5 / 6),
    ],
)
def test_the_area_under_the_curve_by_hand(
    positives: list[float], negatives: list[float], area: float
) -> None:
    assert auroc(positives, negatives) == pytest.approx(area)


@given(SCORES, SCORES)
def test_the_area_under_the_curve_is_the_share_of_pairs_won(
    positives: list[float], negatives: list[float]
) -> None:
    won = sum((one > other) + (one == other) / 2 for one in positives for other in negatives)
    assert auroc(iter(positives), iter(negatives)) == pytest.approx(won / (len(positives) * len(negatives)))


@pytest.mark.parametrize(("positives", "negatives"), [([], []), ([1.0], []), ([], [1.0])])
def test_the_area_needs_both_sides(positives: list[float], negatives: list[float]) -> None:
    assert auroc(positives, negatives) is None


@pytest.mark.parametrize(
    ("values", "percent", "value"),
    [
        ([7.0], 50, 7),
        ([7.0], 99, 7),
        ([3.0, 1.0, 2.0], 50, 2),
        ([1.0, 2.0, 3.0, 4.0], 50, 2.5),
        ([0.0, 100.0], 99, 99),
        ([float(n) for n in range(101)], 99, 99),
    ],
)
def test_a_percentile_by_hand(values: list[float], percent: int, value: float) -> None:
    assert percentile(values, percent) == pytest.approx(value)


@given(SCORES, st.integers(1, 99))
def test_a_percentile_lies_between_its_neighbours(values: list[float], percent: int) -> None:
    ordered = sorted(values)
    position = (len(values) - 1) * percent / 100
    found = percentile(values, percent)
    below, above = ordered[math.floor(position)], ordered[math.ceil(position)]
    assert below - 1e-6 <= found <= above + 1e-6
