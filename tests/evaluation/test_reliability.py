from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.evaluation.reliability import calibration_error, reliability

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.evaluation.run import Outcome


def test_questions_of_about_the_same_coverage_are_one_bin(outcome: Callable[..., Outcome]) -> None:
    found = reliability(
        [outcome(coverage=0.82), outcome(coverage=0.88, covered=False), outcome(coverage=1.0)]
    )
    assert [(one.questions, one.covered) for one in found] == [(2, 0.5), (1, 1.0)]
    assert [one.coverage for one in found] == pytest.approx([0.85, 1.0])
    assert calibration_error(found) == pytest.approx(2 / 3 * 0.35)


@given(coverages=st.lists(st.floats(0, 1)))
def test_every_question_is_in_a_bin(coverages: list[float], outcome: Callable[..., Outcome]) -> None:
    found = reliability([outcome(coverage=coverage) for coverage in coverages])
    assert sum(one.questions for one in found) == len(coverages)
    assert 0 <= calibration_error(found) <= 1
