from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from tests.fitting.listwise import Lists, fit, hundredths, together

TELLING, NOISE, MISLEADING = 0, 1, 2


def lists(questions: int = 60) -> Lists:
    """Lists of four whose right one has most of what tells, but for chance, and so least of what misleads."""
    draw = np.random.default_rng(1)
    features = draw.random((questions, 4, 3))
    there = np.ones((questions, 4), dtype=bool)
    right = np.zeros((questions, 4), dtype=bool)
    right[
        np.arange(questions), (features[:, :, TELLING] + 0.3 * draw.random((questions, 4))).argmax(axis=1)
    ] = True
    features[:, :, MISLEADING] = 1 - features[:, :, TELLING]
    return Lists(features=features, there=there, right=right)


def test_what_tells_right_from_wrong_gets_the_weight_and_nothing_gets_less_than_none() -> None:
    weights = fit(lists(), [TELLING, NOISE, MISLEADING], ridge=1e-4)
    assert weights.sum() == pytest.approx(1)
    assert weights[TELLING] > 5 * weights[NOISE]
    assert weights[MISLEADING] == 0


def test_what_is_not_used_gets_no_weight() -> None:
    weights = fit(lists(), [NOISE, MISLEADING], ridge=1e-4)
    assert weights[TELLING] == 0
    assert weights.sum() == pytest.approx(1)


def test_places_beyond_a_list_and_questions_without_a_right_candidate_tell_nothing() -> None:
    plain = lists()
    wide = Lists(
        features=np.concatenate([plain.features, np.full((60, 2, 3), 9.0)], axis=1),
        there=np.pad(plain.there, ((0, 0), (0, 2))),
        right=np.pad(plain.right, ((0, 0), (0, 2))),
    )
    without = Lists(features=wide.features, there=wide.there, right=np.zeros_like(wide.right))
    used = [TELLING, NOISE]
    more = fit(together([wide, without]), used, ridge=1e-4)
    assert more == pytest.approx(fit(plain, used, ridge=1e-4), abs=1e-6)


@given(st.lists(st.floats(min_value=0.01, max_value=1), min_size=1, max_size=12))
def test_rounded_weights_are_in_sum_1_and_each_less_than_a_hundredth_away(parts: list[float]) -> None:
    weights = np.array(parts) / sum(parts)
    rounded = hundredths(weights)
    assert rounded.sum() == pytest.approx(1)
    assert np.abs(rounded - weights).max() < 0.01 + 1e-9
