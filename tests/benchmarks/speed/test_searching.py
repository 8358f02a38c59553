from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.speed.searching import asked_for, quantile

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.mark.parametrize(
    ("times", "share", "found"),
    [([1], 0.5, 1), ([1, 2], 0.5, 1), ([1, 2, 3], 0.5, 2), (range(1, 101), 0.99, 99), (range(10), 0.99, 9)],
)
def test_a_quantile_is_one_of_the_times(times: Sequence[float], share: float, found: float) -> None:
    assert quantile(times, share) == found


def test_questions_are_asked_until_it_is_too_late() -> None:
    asked: list[str] = []
    assert len(asked_for(asked.append, ["a", "b", "c"], time.perf_counter() + 600)) == 3
    assert asked == ["a", "b", "c"]
    assert len(asked_for(asked.append, ["a", "b", "c"], time.perf_counter() - 1)) == 1, "one at least"
