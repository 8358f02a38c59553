"""Two configurations on one question set: by how much their figures differ, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.evaluation.metrics import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.evaluation.question_set import Question
    from bot.evaluation.run import Outcome

    Floats = NDArray[np.float64]

_RESAMPLES = 2000
_SEED = 0
_FEW = 3
_INTERVAL = (2.5, 97.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One figure under two configurations.

    Attributes:
        difference: The figure here less the figure there.
        interval: Between what the difference lies in 95 of 100 resamples.
    """

    here: float
    there: float
    difference: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What tells two runs of a question set apart.

    Attributes:
        differences: By figure; only those that both runs have.
        better: The questions that fail there and not here.
        worse: The questions that fail here and not there.
    """

    differences: Mapping[str, Difference]
    better: tuple[Question, ...]
    worse: tuple[Question, ...]


def compare(here: Sequence[Outcome], there: Sequence[Outcome]) -> Comparison:
    """Compare two runs of the same questions, in the same order.

    The intervals are percentile intervals of the paired bootstrap over questions (Efron and Tibshirani
    1993, chapter 13): both runs are resampled together, so what makes a question hard for both cancels out.
    """
    pairs = list(zip(here, there, strict=True))
    resampled = _resampled(here, there)
    ours, theirs = figures(here), figures(there)
    differences = {}
    for name, values in resampled.items():
        left, right = ours[name], theirs[name]
        if left is not None and right is not None:
            low, high = np.percentile(values[~np.isnan(values)], _INTERVAL)
            differences[name] = Difference(
                here=left, there=right, difference=left - right, interval=(float(low), float(high))
            )
    return Comparison(
        differences=differences,
        better=tuple(a.question for a, b in pairs if a.mistake is None and b.mistake is not None),
        worse=tuple(a.question for a, b in pairs if a.mistake is not None and b.mistake is None),
    )


def _resampled(here: Sequence[Outcome], there: Sequence[Outcome]) -> dict[str, Floats]:
    """Return the difference of each figure in each resample, nan where a resample has no such question."""
    left, right = _weighted_figures(here), _weighted_figures(there)
    count = len(here)
    draw = np.random.default_rng(_SEED)
    differences: dict[str, list[float]] = {name: [] for name in left}
    for _ in range(_RESAMPLES):
        weights = np.bincount(draw.integers(count, size=count), minlength=count).astype(np.float64)
        for name, values in differences.items():
            values.append(left[name](weights) - right[name](weights))
    return {name: np.array(values) for name, values in differences.items()}


def _weighted_figures(outcomes: Sequence[Outcome]) -> dict[str, Callable[[Floats], float]]:
    """Return each figure as a function of how often each question was drawn."""
    covered = np.array([float(outcome.question.covered) for outcome in outcomes])
    answered = np.array([float(outcome.answered) for outcome in outcomes])
    ranks = np.array([outcome.rank or np.inf for outcome in outcomes])
    right_sentence = np.array([float(outcome.right_sentence) for outcome in outcomes])
    coverage = np.array([outcome.coverage for outcome in outcomes])
    return {
        "hit_at_1": _mean((ranks == 1).astype(np.float64), covered),
        "hit_at_3": _mean((ranks <= _FEW).astype(np.float64), covered),
        "mrr": _mean(1 / ranks, covered),
        "sentence_hit_at_1": _mean(right_sentence, covered),
        "coverage_auroc": _auroc(coverage, covered),
        "answered_of_covered": _mean(answered, covered),
        "refused_of_not_covered": _mean(1 - answered, 1 - covered),
    }


def _mean(values: Floats, among: Floats) -> Callable[[Floats], float]:
    def mean(weights: Floats) -> float:
        drawn = weights @ among
        return float(weights @ (values * among) / drawn) if drawn else np.nan

    return mean


def _auroc(coverage: Floats, covered: Floats) -> Callable[[Floats], float]:
    """Return the Mann-Whitney statistic over the number of pairs, each question as often as it was drawn."""
    _, place = np.unique(coverage, return_inverse=True)

    def auroc(weights: Floats) -> float:
        above = np.bincount(place, weights * covered)
        below = np.bincount(place, weights * (1 - covered))
        pairs = above.sum() * below.sum()
        won = above @ (np.cumsum(below) - below / 2)
        return float(won / pairs) if pairs else np.nan

    return auroc
