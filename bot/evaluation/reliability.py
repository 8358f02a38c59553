"""Whether coverage means what it says: of the questions at 0.8, do the documents cover eight in ten?"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.run import Outcome

_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The questions whose coverage is about the same.

    Attributes:
        coverage: Their mean coverage.
        covered: The share of them that the documents cover.
    """

    questions: int
    coverage: float
    covered: float


def reliability(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    """Return the bins of a reliability diagram (DeGroot and Fienberg 1983) that hold any question."""
    bins: list[list[Outcome]] = [[] for _ in range(_BINS)]
    for outcome in outcomes:
        bins[min(_BINS - 1, int(outcome.coverage * _BINS))].append(outcome)
    return tuple(
        Bin(
            questions=len(found),
            coverage=fmean(outcome.coverage for outcome in found),
            covered=fmean(outcome.question.covered for outcome in found),
        )
        for found in bins
        if found
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return how far coverage is from the share covered, in the mean over questions (Naeini et al. 2015)."""
    questions = sum(found.questions for found in bins)
    return sum(found.questions * abs(found.coverage - found.covered) for found in bins) / max(1, questions)
