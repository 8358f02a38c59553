"""Figures of merit, each a function of plain numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from statistics import fmean, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def share(outcomes: Iterable[bool]) -> float | None:
    """Return the share of outcomes that are true, or None where there are none."""
    found = list(outcomes)
    return fmean(found) if found else None


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> float | None:
    """Return the mean of 1 / rank of the first right passage, 0 where there was none (Voorhees 1999)."""
    return fmean(1 / rank if rank else 0.0 for rank in ranks) if ranks else None


def auroc(positives: Iterable[float], negatives: Iterable[float]) -> float | None:
    """Return the area under the ROC curve: how often a positive scores above a negative, ties half.

    The Mann-Whitney statistic over the number of pairs (Hanley and McNeil 1982). None where a side is empty.
    """
    above, below = sorted(positives), sorted(negatives)
    if not above or not below:
        return None
    won = sum(bisect_left(below, score) + bisect_right(below, score) for score in above) / 2
    return won / (len(above) * len(below))


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value below which so many percent of the values lie, interpolated."""
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]
