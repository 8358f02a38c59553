from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.fitting.ascent import climb

if TYPE_CHECKING:
    from numpy.typing import NDArray

PEAK = np.array([0.5, 0.3, 0.2, 0.0])


def near_peak(weights: NDArray[np.float64]) -> float:
    return -float(np.abs(weights - PEAK).sum())


def test_weights_get_near_the_greatest_worth_and_stay_in_sum_1() -> None:
    found = climb(np.array([1.0, 1.0, 1.0, 1.0]), range(4), near_peak)
    assert found.sum() == pytest.approx(1)
    assert found.min() >= 0
    assert near_peak(found) > -0.1


def test_what_is_not_used_stays_at_nothing() -> None:
    found = climb(np.array([1.0, 0.0, 0.0, 1.0]), [0, 1, 3], near_peak)
    assert found[2] == 0
    assert found[1] > 0.2


def test_where_nothing_is_better_nothing_changes() -> None:
    assert climb(np.array([2.0, 1.0, 1.0, 0.0]), range(4), lambda _: 1.0).tolist() == [0.5, 0.25, 0.25, 0.0]
