"""The search of a segment, compiled by numba: MaxScore over windows of passages.

A passage's score is the sum, over the terms of the query, of the term's weight times what its grade is worth.
Terms stand in ascending order of weight. Where the first of them together cannot lift a passage into the
best, they are not essential: their postings are not gone through for their own sake, but only added to what
an essential term brings up (MaxScore; Turtle and Flood 1995, "Query evaluation: strategies and
optimizations"). How much a term adds at most is known for each window of passages (Dimopoulos, Nepomnyachiy
and Suel 2013, "Optimizing top-k document retrieval strategies for block-max indexes"), so the split is made
for each window anew, and a window where no term is essential is passed over. Where the essential terms have
many postings in a window, all scores are first summed roughly, in 16 bits, and only passages that come near
the worst of the best are scored exactly.

What is written in the manner of C is so for speed: indices that numba knows not to be negative (unsigned, or
from 0) are not checked for counting from the end, and functions without `_nrt` do not count references to the
arrays that they are given, which their caller holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from bot.search.engines.postings.scoring import MOST_ROUGH
from bot.search.engines.postings.segment import WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ParamSpec, TypeVar

    from numpy.typing import NDArray

    from bot.search.engines.postings.scoring import Best, Lists, Query, Scope

    P = ParamSpec("P")
    R = TypeVar("R")

_ROUNDING = 1e-9
"""More than sums of the same terms in another order can differ by, relatively."""

_LOOK_UP = 64
"""From so many postings a candidate on, looking candidates up is faster than going through all postings."""

_CROWDED = 72
"""From so many postings of essential terms on, summing all of a window roughly is faster than noting any."""

_ROUGH_BITS = 16
_GROUP = 128
"""Rough sums that are compared at once; a window has a multiple of it."""


def _inner(function: Callable[P, R]) -> Callable[P, R]:
    compiled: Callable[P, R] = njit(error_model="numpy", _nrt=False)(function)
    return compiled


class Terms(NamedTuple):
    """The terms of the query by ascending weight, and their postings in the present window.

    Attributes:
        rows: Their rows in the segment.
        weights: What the worth of a grade is multiplied by.
        rough_weights: How many steps each adds to a rough sum at most.
        low, high: Where the postings in the window begin and end.
        bounds: What each adds at most in the window.
        below: What those before each add at most there together, and one more for all.
    """

    rows: NDArray[np.int64]
    weights: NDArray[np.float64]
    rough_weights: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    bounds: NDArray[np.float64]
    below: NDArray[np.float64]


class Room(NamedTuple):
    """Room for a window: sums of scores, exact and rough, all 0 between windows, and noted passages."""

    sums: NDArray[np.float64]
    rough_sums: NDArray[np.uint16]
    candidates: NDArray[np.uint32]


class Window(NamedTuple):
    """A window: its first passage, its first essential term, and the score that is to be reached."""

    base: int
    essential: int
    threshold: float


class Rough(NamedTuple):
    """How much of a score a step of a rough sum is, and how much less than a score a rough sum may say."""

    step: float
    slack: float


class Postings(NamedTuple):
    """The postings of a term in a window, the term's weight, and what a grade is worth."""

    places: NDArray[np.int32]
    grades: NDArray[np.uint16]
    weight: float
    worth: NDArray[np.float64]


@njit(nogil=True, error_model="numpy")  # type: ignore[untyped-decorator] # numba has no types
def search(lists: Lists, query: Query, scope: Scope, best: Best) -> int:
    """Fill `best` with the best passages of a segment; return how many were found.

    See `bot.search.engines.postings.scoring.Search`.
    """
    count = len(query.rows)
    terms = Terms(
        query.rows,
        query.weights,
        np.empty(count, np.int64),
        np.zeros(count, np.int64),
        lists.starts[query.rows],
        np.zeros(count),
        np.zeros(count + 1),
    )
    room = Room(np.zeros(WINDOW), np.zeros(WINDOW, np.uint16), np.empty(WINDOW + 1, np.uint32))
    _search_windows(lists, terms, room, scope, best)
    return int((best.scores > 0).sum())


@_inner
def _search_windows(lists: Lists, terms: Terms, room: Room, scope: Scope, best: Best) -> None:
    rough = _weigh_roughly(lists, terms)
    for number in scope.windows:
        _enter(lists, terms, number)
        threshold = best.scores[-1]
        essential = _first_essential(terms, threshold)
        if essential == len(terms.rows):
            continue  # of what only comes up to the worst of the best, the later is the worse
        window = Window(number * WINDOW, essential, threshold)
        # With a lower threshold, rough sums might not tell what reaches it from nothing.
        is_rough = essential > 0 and threshold >= 2 * (rough.slack + rough.step)
        if is_rough and _crowd(terms, essential) >= _CROWDED:
            chosen = _rough_candidates(lists, terms, room, window, rough)
        else:
            chosen = _candidates(lists, terms, room, window)
        for c in range(chosen):
            at = room.candidates[c]
            score = room.sums[at]
            room.sums[at] = 0.0
            # The worst of the best may have become better since.
            if score * (1 + _ROUNDING) >= best.scores[-1] and scope.allowed[window.base + at]:
                if essential > 0:
                    score = _score(lists, terms, window.base + at)
                _offer(best, lists.numbers[window.base + at], score)


@_inner
def _enter(lists: Lists, terms: Terms, window: int) -> None:
    """Find the postings of all terms in a window, and what they add at most."""
    for i in range(len(terms.rows)):
        row = terms.rows[i]
        start, end = lists.starts[row], lists.starts[row + 1]
        at = lists.window_rows[row]
        if at >= 0:
            terms.low[i] = start + lists.window_starts[at, window]
            terms.high[i] = start + lists.window_starts[at, window + 1]
            peak = lists.window_peaks[at, window]
        else:
            low = terms.high[i]
            low += np.searchsorted(lists.places[low:end], window * WINDOW)
            terms.low[i] = low
            terms.high[i] = low + np.searchsorted(lists.places[low:end], (window + 1) * WINDOW)
            peak = lists.peaks[row]
        some = terms.low[i] < terms.high[i]
        terms.bounds[i] = terms.weights[i] * lists.ceiling[peak] if some else 0.0
        # Rounding is monotonous: summed in this order, no score exceeds the sum of the bounds.
        terms.below[i + 1] = terms.below[i] + terms.bounds[i]


@_inner
def _first_essential(terms: Terms, threshold: float) -> int:
    """Return the first term that may lift a passage over the threshold together with those before it."""
    for i in range(len(terms.rows)):
        if terms.below[i + 1] > threshold:
            return i
    return len(terms.rows)


@_inner
def _postings(lists: Lists, terms: Terms, i: int) -> Postings:
    """Return the postings of a term in the window."""
    own = slice(terms.low[i], terms.high[i])
    return Postings(lists.places[own], lists.grades[own], terms.weights[i], lists.worth)


@_inner
def _candidates(lists: Lists, terms: Terms, room: Room, window: Window) -> int:
    """Note the passages of a window that may reach the threshold; return how many there are.

    Their scores are left in `room.sums`; if all terms are essential, summed in the order of the terms.
    """
    chosen = 0
    for i in range(window.essential, len(terms.rows)):
        chosen = _add(_postings(lists, terms, i), room, window.base, chosen)
    chosen = _keep(room, chosen, terms.below[window.essential], window.threshold)
    for i in range(window.essential - 1, -1, -1):
        if terms.high[i] - terms.low[i] < _LOOK_UP * chosen:
            _raise(_postings(lists, terms, i), room, window.base)
        else:
            for c in range(chosen):
                at = room.candidates[c]
                room.sums[at] += _added(lists, terms, i, window.base + at)
        chosen = _keep(room, chosen, terms.below[i], window.threshold)
    return chosen


@_inner
def _add(postings: Postings, room: Room, base: int, chosen: int) -> int:
    """Add what postings are worth; note passages that had nothing yet, and return how many are noted.

    Here and below a result is written whether it counts or not: a branch that goes either way costs more.
    """
    for p in range(len(postings.places)):
        at = np.uint32(postings.places[p] - base)
        before = room.sums[at]
        room.candidates[np.uint32(chosen)] = at
        chosen += before == 0
        room.sums[at] = before + postings.weight * postings.worth[postings.grades[p]]
    return chosen


@_inner
def _raise(postings: Postings, room: Room, base: int) -> None:
    """Add what postings are worth to passages that have something already."""
    for p in range(len(postings.places)):
        at = np.uint32(postings.places[p] - base)
        before = room.sums[at]
        after = before + postings.weight * postings.worth[postings.grades[p]]
        room.sums[at] = after if before > 0 else 0.0


@_inner
def _keep(room: Room, chosen: int, others: float, threshold: float) -> int:
    """Keep the candidates that can still reach the threshold with what others add; return how many."""
    least = threshold * (1 - _ROUNDING) - others * (1 + _ROUNDING)
    kept = 0
    for c in range(chosen):
        at = room.candidates[np.uint32(c)]
        total = room.sums[at]
        stays = total >= least
        room.candidates[np.uint32(kept)] = at
        kept += stays
        room.sums[at] = total if stays else 0.0
    return kept


@_inner
def _weigh_roughly(lists: Lists, terms: Terms) -> Rough:
    """Set the rough weights, so that sums stay within 16 bits.

    A step is left for each term, as each weight is rounded up; a posting is rounded down to a whole step, so
    it counts by less than two steps too little.
    """
    count, top = len(terms.rows), lists.ceiling[-1]
    step = terms.weights.sum() * top / max(1, MOST_ROUGH - count)
    for i in range(count):
        terms.rough_weights[i] = int(terms.weights[i] * top / step) + 1
    return Rough(step, 2 * count * step)


@_inner
def _crowd(terms: Terms, essential: int) -> int:
    """Return how many postings the essential terms have in the window."""
    crowd = 0
    for i in range(essential, len(terms.rows)):
        crowd += terms.high[i] - terms.low[i]
    return crowd


@_inner
def _rough_candidates(lists: Lists, terms: Terms, room: Room, window: Window, rough: Rough) -> int:
    """Note the passages of a window that may reach the threshold by their rough sums; return how many.

    What their scores cannot exceed is left in `room.sums`.
    """
    for i in range(len(terms.rows)):
        weight = terms.rough_weights[i]
        postings = _postings(lists, terms, i)
        for p in range(len(postings.places)):
            at = np.uint32(postings.places[p] - window.base)
            room.rough_sums[at] += (lists.rough[postings.grades[p]] * weight) >> _ROUGH_BITS
    least = np.uint16((window.threshold * (1 - _ROUNDING) - rough.slack) / rough.step)
    chosen = 0
    for start in range(0, WINDOW, _GROUP):
        group = room.rough_sums[start : start + _GROUP]
        if _greatest(group) >= least:
            for k in range(len(group)):
                if group[k] >= least:
                    room.candidates[chosen] = start + k
                    room.sums[start + k] = group[k] * rough.step + rough.slack
                    chosen += 1
    room.rough_sums[:] = 0
    return chosen


@_inner
def _greatest(sums: NDArray[np.uint16]) -> np.uint16:
    greatest = np.uint16(0)
    for k in range(len(sums)):
        greatest = max(greatest, sums[k])
    return greatest


@_inner
def _score(lists: Lists, terms: Terms, place: int) -> float:
    """Return the score of a passage of the window, summed in the order of the terms."""
    score = 0.0
    for i in range(len(terms.rows)):
        score += _added(lists, terms, i, place)
    return score


@_inner
def _added(lists: Lists, terms: Terms, i: int, place: int) -> float:
    """Return what a term adds to a passage of the window."""
    postings = _postings(lists, terms, i)
    p = np.searchsorted(postings.places, place)
    if p < len(postings.places) and postings.places[p] == place:
        return float(postings.weight * postings.worth[postings.grades[p]])
    return 0.0


@_inner
def _offer(best: Best, passage: int, score: float) -> None:
    """Put a passage among the best if it is better than the worst of them."""
    at = len(best.scores) - 1
    if not _is_better(best, passage, score, at):
        return
    while at > 0 and _is_better(best, passage, score, at - 1):
        best.scores[at] = best.scores[at - 1]
        best.passages[at] = best.passages[at - 1]
        at -= 1
    best.scores[at] = score
    best.passages[at] = passage


@_inner
def _is_better(best: Best, passage: int, score: float, at: int) -> bool:
    return bool(score > best.scores[at] or (score == best.scores[at] and passage < best.passages[at]))
