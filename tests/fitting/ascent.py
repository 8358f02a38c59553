"""Weights that are better by the figures themselves, which no slope leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_STEPS = (0.08, 0.04, 0.02)
_LEAST_GAIN = 1e-5


def climb(weights: Floats, used: Sequence[int], worth: Callable[[Floats], float]) -> Floats:
    """Return weights, none below 0 and in sum 1, from which no single step leads to greater worth.

    One weight at a time goes up or down, by ever smaller steps (coordinate ascent: Metzler and Croft 2007,
    "Linear feature-based models for information retrieval").
    """
    best: Floats = weights / weights.sum()
    greatest = worth(best)
    for step in _STEPS:
        moved = True
        while moved:
            moved = False
            for feature in used:
                for change in (step, -step):
                    tried = best.copy()
                    tried[feature] = max(0.0, tried[feature] + change)
                    tried /= tried.sum()
                    found = worth(tried)
                    if found > greatest + _LEAST_GAIN:
                        best, greatest, moved = tried, found, True
    return best
