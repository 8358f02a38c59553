"""The search of a segment by numpy: for first answers, and for where numba is not installed.

Term after term, the one of the greatest weight first, until those that are left cannot bring up a passage by
themselves; these are only looked up, for the passages that may still be among the best (MaxScore, a term at a
time; Turtle and Flood 1995, "Query evaluation: strategies and optimizations").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.search.engines.postings.segment import WINDOW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.search.engines.postings.scoring import Best, Lists, Query, Scope

    Floats = NDArray[np.float64]

_ROUNDING = 1e-9
"""More than sums of the same terms in another order can differ by, relatively."""


class _List(NamedTuple):
    """The postings of a term, those beyond what may be found left out.

    Attributes:
        bound: What the term adds at most.
    """

    places: NDArray[np.int32]
    grades: NDArray[np.uint16]
    weight: float
    bound: float


def search(lists: Lists, query: Query, scope: Scope, best: Best) -> int:
    """Fill `best` with the best passages of a segment; return how many were found.

    See `bot.search.engines.postings.scoring.Search`.
    """
    if not len(scope.windows):
        return 0
    first, last = int(scope.windows[0]) * WINDOW, int(scope.windows[-1] + 1) * WINDOW
    terms = [_list(lists, row, weight, first, last) for row, weight in zip(*_listed(query), strict=True)]
    candidates = _candidates(lists, terms, scope, first=first, last=last, limit=len(best.scores))
    scores = np.zeros(len(candidates))
    for term in terms:
        # In the order of the terms, so that passages of the same grades have the same score.
        scores += _looked_up(lists, term, candidates)
    order = np.argsort(-scores, kind="stable")[: len(best.scores)]
    best.passages[: len(order)] = lists.numbers[candidates[order]]
    best.scores[: len(order)] = scores[order]
    return len(order)


def _listed(query: Query) -> tuple[list[int], list[float]]:
    return query.rows.tolist(), query.weights.tolist()


def _list(lists: Lists, row: int, weight: float, first: int, last: int) -> _List:
    start, end = lists.starts[row], lists.starts[row + 1]
    low, high = start + np.searchsorted(lists.places[start:end], [first, last])
    bound = weight * float(lists.ceiling[lists.peaks[row]])
    return _List(lists.places[low:high], lists.grades[low:high], weight, bound)


def _candidates(
    lists: Lists, terms: list[_List], scope: Scope, *, first: int, last: int, limit: int
) -> NDArray[np.int64]:
    """Return the passages that may be among the best, ascending."""
    # What each term and those before it add at most together.
    below = np.cumsum([term.bound for term in terms]) * (1 + _ROUNDING)
    sums = np.zeros(min(last, len(scope.allowed)) - first)
    threshold, essential = 0.0, len(terms)
    while essential > 0 and below[essential - 1] >= threshold:
        essential -= 1
        places = _add(lists, terms[essential], scope, first, sums)
        threshold = max(threshold, _reached(sums[places], limit))
    others = below[essential - 1] if essential else 0.0
    found = np.flatnonzero((sums > 0) & (sums >= threshold - others))
    totals = sums[found]
    found += first
    for term in range(essential - 1, -1, -1):
        totals += _looked_up(lists, terms[term], found)
        threshold = max(threshold, _reached(totals, limit))
        stay = totals >= threshold - (below[term - 1] if term else 0.0)
        found, totals = found[stay], totals[stay]
    return found


def _add(lists: Lists, term: _List, scope: Scope, first: int, sums: Floats) -> NDArray[np.int32]:
    """Add what a term is worth to passages that may be found; return which, counted from the first."""
    places, grades = term.places, term.grades
    if not scope.all_allowed:
        allowed = scope.allowed[places]
        places, grades = places[allowed], grades[allowed]
    places = places - np.int32(first)
    sums[places] += term.weight * lists.worth[grades]
    return places


def _looked_up(lists: Lists, term: _List, passages: NDArray[np.int64]) -> Floats:
    """What a term adds to each of some passages."""
    if not len(term.places):
        return np.zeros(len(passages))
    at = np.minimum(np.searchsorted(term.places, passages), len(term.places) - 1)
    found = term.weight * lists.worth[term.grades[at]]
    added: Floats = np.where(term.places[at] == passages, found, 0.0)
    return added


def _reached(sums: Floats, limit: int) -> float:
    """What as many as are wanted reach at least, in whatever order they were summed; 0 if there are fewer."""
    if len(sums) < limit:
        return 0.0
    return float(np.partition(sums, len(sums) - limit)[len(sums) - limit]) * (1 - _ROUNDING)
