"""The same search in numpy alone: for a first answer at once, and for where numba is not installed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.postings.model import Counts, Floats, Numbers, Postings

_ROUNDING = 1e-9
"""More than sums of the same terms in another order can differ by, relatively."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """The postings of a term of the query: where they stand, and what its saturations are multiplied by."""

    own: slice
    factor: float
    idf: float


def sweep(
    postings: Postings,
    terms: Counts,
    factors: Floats,
    *,
    limit: int,
    allowed: NDArray[np.bool_] | None,
    first: int,
    last: int,
) -> tuple[Numbers, Floats]:
    """Return the best passages, best first, equals in order, and their scores.

    Term after term, the one with the greatest impact first, until the terms that are left cannot bring up a
    passage by themselves; these are only looked up, for the passages that may still be among the best
    (MaxScore term at a time, Turtle and Flood 1995). Scores are summed in the order of the query at the end.

    Args:
        postings: What is searched.
        terms: The numbers of the terms, each once, in the order of the query.
        factors: By what each of them counts.
        limit: How many passages at most.
        allowed: For each passage, whether it may be found; None where all may.
        first: The first passage that may be found.
        last: The last passage that may be found.
    """
    lists = [
        _List(own=_own(postings, int(term), first, last), factor=factor, idf=float(postings.idf[term]))
        for term, factor in zip(terms, factors.tolist(), strict=True)
    ]
    bounds = factors * (postings.idf[terms] * postings.saturation[postings.peaks[terms]])
    order = np.argsort(-bounds, kind="stable").tolist()
    # What the terms from each on add at most.
    rest = np.append(np.cumsum(bounds[order][::-1])[::-1], 0.0) * (1 + _ROUNDING)
    sums = np.zeros(last - first + 1)
    threshold, turn = 0.0, 0
    while turn < len(order) and rest[turn] >= threshold:
        place, impact = _impacts(postings, lists[order[turn]], allowed)
        sums[place - first] += impact
        threshold = max(threshold, _reached(sums[place - first], limit))
        turn += 1
    candidates = np.flatnonzero((sums > 0) & (sums >= threshold - rest[turn])) + first
    totals = sums[candidates - first]
    for late in range(turn, len(order)):
        totals += _looked_up(postings, lists[order[late]], candidates)
        threshold = max(threshold, _reached(totals, limit))
        stay = totals >= threshold - rest[late + 1]
        candidates, totals = candidates[stay], totals[stay]
    scores = _scores(postings, lists, candidates)
    best = np.argsort(-scores, kind="stable")[:limit]
    return candidates[best].astype(np.int32), scores[best]


def _own(postings: Postings, term: int, first: int, last: int) -> slice:
    """Return where the postings of a term stand that lie between two passages."""
    start, end = int(postings.starts[term]), int(postings.starts[term + 1])
    if first == 0 and last == postings.passages - 1:
        return slice(start, end)
    low, high = np.searchsorted(postings.places[start:end], [first, last + 1])
    return slice(start + int(low), start + int(high))


def _impacts(postings: Postings, part: _List, allowed: NDArray[np.bool_] | None) -> tuple[Numbers, Floats]:
    places, grades = postings.places[part.own], postings.grades[part.own]
    if allowed is not None:
        kept = allowed[places]
        places, grades = places[kept], grades[kept]
    return places, part.factor * (part.idf * postings.saturation[grades])


def _looked_up(postings: Postings, part: _List, candidates: Counts) -> Floats:
    """Return what a term adds to each of some passages."""
    places = postings.places[part.own]
    if not len(places):
        return np.zeros(len(candidates))
    at = np.minimum(np.searchsorted(places, candidates), len(places) - 1)
    found = part.factor * (part.idf * postings.saturation[postings.grades[part.own][at]])
    impacts: Floats = np.where(places[at] == candidates, found, 0.0)
    return impacts


def _scores(postings: Postings, lists: Sequence[_List], candidates: Counts) -> Floats:
    scores = np.zeros(len(candidates))
    for part in lists:
        scores += _looked_up(postings, part, candidates)
    return scores


def _reached(sums: Floats, limit: int) -> float:
    """Return what as many as are sought reach at least, in whatever order they were summed; 0 if fewer."""
    if len(sums) < limit:
        return 0.0
    return float(np.partition(sums, len(sums) - limit)[len(sums) - limit]) * (1 - _ROUNDING)
