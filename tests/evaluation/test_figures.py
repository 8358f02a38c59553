from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli import FIGURES
from bot.evaluation.figures import by_kind, figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.evaluation.run import Outcome


def test_the_figures_are_those_for_which_a_floor_can_be_set(outcome: Callable[..., Outcome]) -> None:
    assert tuple(figures([outcome()])) == FIGURES


def test_a_figure_without_questions_is_none(outcome: Callable[..., Outcome]) -> None:
    found = figures([outcome(covered=False, answered=False)])
    assert found["refused_of_not_covered"] == 1
    assert all(value is None for name, value in found.items() if name != "refused_of_not_covered")


def test_kinds_come_in_the_order_of_the_set_and_questions_without_one_in_none(
    outcome: Callable[..., Outcome],
) -> None:
    found = by_kind([outcome(kind="b"), outcome(), outcome(kind="a"), outcome(kind="b", line=4)])
    assert {kind: [o.question.line for o in outcomes] for kind, outcomes in found.items()} == {
        "b": [1, 4],
        "a": [1],
    }
    assert list(found) == ["b", "a"]
