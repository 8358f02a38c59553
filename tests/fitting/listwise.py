"""Weights of features under which the right ones of several candidates come first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Truths = NDArray[np.bool_]

_STEPS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Questions, each with a list of candidates.

    Attributes:
        features: What speaks for each candidate, (questions, candidates, features).
        there: Which candidates are any: a list may be shorter than the longest.
        right: Which of them are right, (questions, candidates).
    """

    features: Floats
    there: Truths
    right: Truths

    def only(self, questions: Truths) -> Lists:
        """Return some of the questions."""
        return Lists(
            features=self.features[questions], there=self.there[questions], right=self.right[questions]
        )


def together(parts: Sequence[Lists]) -> Lists:
    """Return the questions of several, one after the other."""
    return Lists(
        features=np.concatenate([part.features for part in parts]),
        there=np.concatenate([part.there for part in parts]),
        right=np.concatenate([part.right for part in parts]),
    )


def fit(lists: Lists, used: Sequence[int], *, ridge: float) -> Floats:
    """Return the weight of each feature, none below 0, in sum 1; 0 for those that are not used.

    They make the right candidates likeliest under a softmax over each list (ListNet: Cao et al. 2007,
    "Learning to rank: from pairwise approach to listwise approach"), less `ridge` times the sum of their
    squares. Questions without a right candidate tell nothing.
    """
    from scipy.optimize import minimize

    telling = lists.only(np.any(lists.right, axis=1))
    there, right = telling.there, telling.right
    features = np.ascontiguousarray(telling.features[:, :, list(used)])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = np.where(there, features @ weights, -np.inf)
        likelihoods = np.exp(scores - scores.max(axis=1, keepdims=True))
        likelihoods /= likelihoods.sum(axis=1, keepdims=True)
        of_right = np.where(right, likelihoods, 0.0)
        share = np.maximum(of_right.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
        slope = np.einsum("qc,qcf->f", likelihoods - of_right / share, features) / len(features)
        return float(-np.log(share).mean() + ridge * weights @ weights), slope + 2 * ridge * weights

    start = np.ones(len(used))
    bounds = [(0.0, None)] * len(used)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": _STEPS})
    weights = np.zeros(lists.features.shape[2])
    weights[list(used)] = found.x / found.x.sum()
    return weights


def hundredths(weights: Floats) -> Floats:
    """Return weights of sum 1 to two decimals, still of sum 1: those that lose most are rounded up."""
    scaled = weights * 100
    down = np.floor(scaled)
    missing = round(100 - down.sum())
    down[np.argsort(down - scaled, kind="stable")[:missing]] += 1
    rounded: Floats = down / 100
    return rounded
