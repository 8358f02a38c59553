"""Walking postings window by window, skipping what cannot be among the best: meant to be compiled.

All that is compiled lies in this one file: numba compiles again when the file changes, and does not look at
what the file imports. That is why the size of a window comes as an argument.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.search.postings.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.search.postings.model import Counts, Floats, Grades, Numbers

_ROUNDING = 1e-9
"""More than sums of the same terms in another order can differ by, relatively."""

_LOOK_UP = 6
"""From so many postings a candidate on, looking candidates up is faster than passing all postings."""


@compiled
def walk(
    terms: Counts,
    factors: Floats,
    idf: Floats,
    starts: Counts,
    places: Numbers,
    grades: Grades,
    saturation: Floats,
    peaks: Grades,
    rows: Numbers,
    size: int,
    window_starts: Numbers,
    window_peaks: Grades,
    allowed: NDArray[np.bool_],
    first: int,
    last: int,
    found: Numbers,
    scores: Floats,
) -> int:
    """Find the best passages; return how many there are.

    MaxScore (Turtle and Flood 1995, "Query evaluation: strategies and optimizations") over windows of
    passages that know the greatest impact of each frequent term (Dimopoulos, Nepomnyachiy and Suel 2013,
    "Optimizing top-k document retrieval strategies for block-max indexes"). In each window, the terms whose
    greatest impacts together stay below the least score that counts are only looked up, for passages that
    another term brought up. What is pruned is pruned by bounds; every score that is returned is summed in
    the order of the query.

    Args:
        terms: The numbers of the terms, each once, in the order of the query.
        factors: By what each of them counts.
        idf: The inverse document frequency of each.
        starts: See `bot.search.postings.model.Postings`, as for all until `window_peaks`.
        places: The same.
        grades: The same.
        saturation: The same.
        peaks: The same.
        rows: The same.
        size: How many passages a window has.
        window_starts: The same.
        window_peaks: The same.
        allowed: For each passage, whether it may be found; empty where all may.
        first: The first passage that may be found.
        last: The last passage that may be found.
        found: To be filled with the best passages, best first, equals in order; as long as are sought.
        scores: To be filled with their scores.
    """
    asked = len(terms)
    low = np.empty(asked, np.int64)
    high = np.empty(asked, np.int64)
    for i in range(asked):
        high[i] = starts[terms[i]]
        if first > 0:
            high[i] = _place_of(places, high[i], starts[terms[i] + 1], first // size * size)
    bounds = np.empty(asked)
    order = np.arange(asked)
    below = np.zeros(asked + 1)
    sums = np.zeros(size)
    candidates = np.empty(size + 1, np.uint32)
    threshold = 0.0
    count = 0
    for window in range(first // size, last // size + 1):
        base = window * size
        possible = 0.0
        for i in range(asked):
            row = rows[terms[i]]
            peak = peaks[terms[i]]
            if row >= 0:
                low[i] = starts[terms[i]] + window_starts[row, window]
                high[i] = starts[terms[i]] + window_starts[row, window + 1]
                peak = window_peaks[row, window]
            else:
                low[i] = high[i]
                while high[i] < starts[terms[i] + 1] and places[high[i]] < base + size:
                    high[i] += 1
            bounds[i] = factors[i] * (idf[i] * saturation[peak]) if low[i] < high[i] else 0.0
            # Rounding is monotonous: summed in the same order, no score exceeds the sum of the bounds.
            possible += bounds[i]
        # Later passages lose against earlier ones of the same score.
        if possible == 0 or (count == len(found) and possible <= threshold):
            continue
        essential = _essential(order, bounds, below, threshold)
        chosen = _candidates(
            places,
            grades,
            saturation,
            factors,
            idf,
            low,
            high,
            base,
            order,
            essential,
            below,
            threshold,
            sums,
            candidates,
        )
        for c in range(chosen):
            score = sums[candidates[c]]
            sums[candidates[c]] = 0
            # The threshold has risen since.
            if score * (1 + _ROUNDING) < threshold:
                continue
            place = base + candidates[c]
            if place < first or place > last or (len(allowed) > 0 and not allowed[place]):
                continue
            if essential > 0:
                score = _score(place, factors, idf, places, grades, saturation, low, high)
            count = _offer(place, score, found, scores, count)
            if count == len(found):
                threshold = scores[count - 1]
    return count


@compiled
def _essential(order: Counts, bounds: Floats, below: Floats, threshold: float) -> int:
    """Sort terms by their bounds, the least first; return the first that, with those before, may matter."""
    for j in range(1, len(order)):
        # They hardly move from one window to the next.
        term = order[j]
        k = j
        while k > 0 and bounds[order[k - 1]] > bounds[term]:
            order[k] = order[k - 1]
            k -= 1
        order[k] = term
    for j in range(len(order)):
        below[j + 1] = below[j] + bounds[order[j]]
        if below[j + 1] * (1 + _ROUNDING) >= threshold:
            return j
    return len(order) - 1


@compiled
def _candidates(
    places: Numbers,
    grades: Grades,
    saturation: Floats,
    factors: Floats,
    idf: Floats,
    low: Counts,
    high: Counts,
    base: int,
    order: Counts,
    essential: int,
    below: Floats,
    threshold: float,
    sums: Floats,
    candidates: NDArray[np.uint32],
) -> int:
    """Find what in a window may reach the threshold; return how many there are.

    Their scores, but for the order in which they were added up, are left in `sums`; with all terms essential
    that is the order of the query.
    """
    chosen = 0
    for j in range(essential, len(order)):
        i = j if essential == 0 else order[j]
        own = slice(low[i], high[i])
        chosen = _add(
            places[own], grades[own], factors[i], idf[i], saturation, base, sums, candidates, chosen
        )
    chosen = _keep(candidates, chosen, sums, below[essential], threshold)
    for j in range(essential - 1, -1, -1):
        i = order[j]
        if high[i] - low[i] < _LOOK_UP * chosen:
            own = slice(low[i], high[i])
            _raise(places[own], grades[own], factors[i], idf[i], saturation, base, sums)
        else:
            for c in range(chosen):
                place = base + candidates[c]
                p = _place_of(places, low[i], high[i], place)
                if p < high[i] and places[p] == place:
                    sums[candidates[c]] += factors[i] * (idf[i] * saturation[grades[p]])
        chosen = _keep(candidates, chosen, sums, below[j], threshold)
    return chosen


@compiled
def _add(
    places: Numbers,
    grades: Grades,
    factor: float,
    idf: float,
    saturation: Floats,
    base: int,
    sums: Floats,
    candidates: NDArray[np.uint32],
    chosen: int,
) -> int:
    """Add a term's impacts; note the passages that had none yet, and return how many are noted.

    Here and below a result is written whether it counts or not: a branch that goes either way costs more.
    """
    for p in range(len(places)):
        at = np.uint32(places[p] - base)
        before = sums[at]
        candidates[chosen] = at
        chosen += before == 0
        sums[at] = before + factor * (idf * saturation[grades[p]])
    return chosen


@compiled
def _raise(
    places: Numbers, grades: Grades, factor: float, idf: float, saturation: Floats, base: int, sums: Floats
) -> None:
    """Add a term's impacts where something stands already."""
    for p in range(len(places)):
        at = np.uint32(places[p] - base)
        before = sums[at]
        after = before + factor * (idf * saturation[grades[p]])
        sums[at] = after if before > 0 else 0.0


@compiled
def _keep(candidates: NDArray[np.uint32], chosen: int, sums: Floats, others: float, threshold: float) -> int:
    """Keep the candidates that can still reach the threshold with what others add; return how many."""
    least = threshold * (1 - _ROUNDING) - others * (1 + _ROUNDING)
    kept = 0
    for c in range(chosen):
        at = candidates[c]
        total = sums[at]
        stays = total >= least
        candidates[kept] = at
        kept += stays
        sums[at] = total if stays else 0.0
    return kept


@compiled
def _score(
    place: int,
    factors: Floats,
    idf: Floats,
    places: Numbers,
    grades: Grades,
    saturation: Floats,
    low: Counts,
    high: Counts,
) -> float:
    """Return the score of one passage, summed in the order of the query."""
    score = 0.0
    for i in range(len(factors)):
        p = _place_of(places, low[i], high[i], place)
        if p < high[i] and places[p] == place:
            score += factors[i] * (idf[i] * saturation[grades[p]])
    return score


@compiled
def _place_of(places: Numbers, low: int, high: int, place: int) -> int:
    """Return where, between two positions, the first passage not before `place` stands."""
    while low < high:
        middle = (low + high) >> 1
        if places[middle] < place:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _offer(place: int, score: float, found: Numbers, scores: Floats, count: int) -> int:
    """Put a passage among the best if it belongs there, the worst falling out; return how many there are."""
    at = count
    if count == len(found):
        at -= 1
        if score < scores[at] or (score == scores[at] and place > found[at]):
            return count
    else:
        count += 1
    while at > 0 and (scores[at - 1] < score or (scores[at - 1] == score and found[at - 1] > place)):
        scores[at] = scores[at - 1]
        found[at] = found[at - 1]
        at -= 1
    scores[at] = score
    found[at] = place
    return count
