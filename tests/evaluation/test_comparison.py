from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from bot.evaluation import comparison
from bot.evaluation.comparison import compare
from bot.evaluation.metrics import figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.evaluation.run import Outcome

FACTS = st.fixed_dictionaries(
    {
        "covered": st.booleans(),
        "answered": st.booleans(),
        "coverage": st.sampled_from([0.0, 0.25, 0.5, 1.0]),
        "rank": st.sampled_from([None, 1, 2, 3, 7]),
        "right_sentence": st.booleans(),
    }
)


@given(facts=st.lists(FACTS, min_size=1, max_size=12))
def test_figures_of_a_draw_of_every_question_once_are_the_figures(
    facts: list[dict[str, object]], outcome: Callable[..., Outcome]
) -> None:
    outcomes = [outcome(**fact) for fact in facts]
    weighted = comparison._weighted_figures(outcomes)  # noqa: SLF001 - what is resampled is what is printed
    for name, expected in figures(outcomes).items():
        value = weighted[name](np.ones(len(outcomes)))
        assert np.isnan(value) if expected is None else value == pytest.approx(expected)


@settings(max_examples=5)
@given(facts=st.lists(FACTS, min_size=1, max_size=6))
def test_a_run_does_not_differ_from_itself(
    facts: list[dict[str, object]], outcome: Callable[..., Outcome]
) -> None:
    outcomes = [outcome(**fact) for fact in facts]
    found = compare(outcomes, outcomes)
    assert (found.better, found.worse) == ((), ())
    for difference in found.differences.values():
        assert (difference.difference, difference.interval) == (0, (0, 0))


def test_a_difference_has_an_interval_around_it_and_names_its_questions(
    outcome: Callable[..., Outcome],
) -> None:
    here = [outcome(line=line) for line in range(40)]
    there = [outcome(line=line, rank=1 if line % 4 else 2) for line in range(40)]
    found = compare(here, there)
    hit = found.differences["hit_at_1"]
    assert (hit.here, hit.there, hit.difference) == (1.0, 0.75, 0.25)
    low, high = hit.interval
    assert 0.05 < low < 0.25 < high < 0.45
    assert [question.line for question in found.better] == list(range(0, 40, 4))
    assert found.worse == ()
    assert "coverage_auroc" not in found.differences


def test_the_same_runs_have_the_same_intervals(outcome: Callable[..., Outcome]) -> None:
    here, there = [outcome(), outcome(rank=2)], [outcome(rank=3), outcome()]
    assert compare(here, there) == compare(here, there)
