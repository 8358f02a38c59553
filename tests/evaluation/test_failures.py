from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.evaluation.failures import Fault, failures, fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.evaluation.run import Outcome


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"covered": False, "answered": False}, None),
        ({"covered": False}, Fault.ANSWERED),
        ({"rank": 2}, Fault.OTHER_PASSAGE),
        ({"rank": None, "answered": False}, Fault.OTHER_PASSAGE),
        ({"answered": False}, Fault.REFUSED),
        ({"right_sentence": False}, Fault.OTHER_SENTENCE),
    ],
)
def test_each_fault_is_told(
    facts: dict[str, object], expected: Fault | None, outcome: Callable[..., Outcome]
) -> None:
    assert fault(outcome(**facts)) is expected


def test_the_worst_come_first_with_what_was_wanted_and_what_came(outcome: Callable[..., Outcome]) -> None:
    found = failures(
        [
            outcome(line=1, answered=False),
            outcome(line=2),
            outcome(line=3, covered=False),
            outcome(line=4, rank=2),
        ]
    )
    assert [failure.question.line for failure in found] == [3, 4, 1]
    assert [failure.rank for failure in found] == [None, 2, 1]
    assert {failure.came for failure in found} == {"The treaty was signed."}
    refusals = [failure.refusal for failure in found]
    assert refusals == [None, None, "nothing in the documents mentions it"]
