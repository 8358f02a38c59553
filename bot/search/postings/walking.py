"""Walking postings window by window, skipping what cannot be among the best: meant to be compiled.

All that is compiled (see `bot.search.postings.compiling`) lies in this one file, in the manner of C: arrays
are only indexed, never sliced or measured, so that machine code takes bare addresses and a call of it costs
next to nothing. What there is to walk comes as a table of arrays, which is handed over once for each kind of
number; each array is taken from the one of its own kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.postings.model import Counts, Floats, Grades, Mask, Numbers

# The arrays of the table: those of the question, then those of each part.
FACTS, ORDER, ALLOWED, ASKED, FOUND, SCORES = range(6)
TERM, ROWS, BEGINS, ENDS, LOW, HIGH, RANKS = range(6, 13)
FACTORS, IDF, BOUNDS, BELOW = range(13, 17)
SUMS, CANDIDATES, STEPS, WEIGHTS = range(17, 21)
HEAD = 21
TERMS, STARTS, PLACES, GRADES, SATURATION, CEILING = range(6)
PEAKS, WINDOW_ROWS, WINDOW_STARTS, WINDOW_PEAKS, ALIVE, ROUGH = range(6, 12)
PART = 12

# The facts: those of the question, then those of each part.
ASKING, LIMIT, LOWEST, HIGHEST, FILTERED, PARTS, ORDERED, SIZE = range(8)
HEAD_FACTS = 8
FIRST, PASSAGES, ROW_COUNT, SPARSE, WIDE, THINNED, GRADE_COUNT = range(7)
PART_FACTS = 7

ASKED_A_TERM = 3

_LEAST_FACTOR = 1e-100
"""Smaller ones could make an impact of 0, which would be taken for none."""

_ROUNDING = 1e-9
"""More than sums of the same terms in another order can differ by, relatively."""

_LOOK_UP = 64
"""From so many postings a candidate on, looking candidates up is faster than passing all postings."""

STEP_BITS = 16
"""Bits of a rough score."""

_MOST_STEPS = (1 << STEP_BITS) - 1
_CROWDED = 72
"""From so many postings of essential terms on, adding all of a window up is faster than noting any."""

_GROUP = 32
"""Rough scores that are compared at once; a window has a multiple of it."""


def walk(
    numbers: Sequence[Numbers],
    counts: Sequence[Counts],
    floats: Sequence[Floats],
    narrow: Sequence[NDArray[np.uint16]],
    wide: Sequence[NDArray[np.uint32]],
    flags: Sequence[Mask],
) -> int:
    """Find the best passages of all parts.

    The table has under

    - `FACTS` numbers: how many terms are asked for and hits sought at most, the first and the last passage
      that may be found, whether there is a filter, how many parts there are, whether there is an order, and
      how many passages a window has; then for each part its first passage, its number of passages and of
      rows, whether only some terms have rows, whether its grades are wide, and whether some of its passages
      are gone;
    - `ORDER` the place of each passage in the order of equals, if that is not the order of their numbers;
    - `ALLOWED` for each passage whether it may be found, if there is a filter;
    - `ASKED` for each term, in the order of the question, its number, its inverse document frequency, and by
      what it counts;
    - `FOUND` and `SCORES` what is to be filled with the best passages, best first, and their scores;
    - all others before `HEAD`: room to work in; `SUMS` and `STEPS` are all zeros before and after;
    - for each part the arrays of `bot.search.postings.part.Scored`.

    Returns:
        How many passages were found; -1 if a term counts so little that this cannot tell it from nothing.
    """
    facts, asked, term = counts[FACTS], floats[ASKED], counts[TERM]
    factors, idf = floats[FACTORS], floats[IDF]
    for i in range(facts[ASKING]):
        term[i] = int(asked[ASKED_A_TERM * i])
        idf[i] = asked[ASKED_A_TERM * i + 1]
        factors[i] = asked[ASKED_A_TERM * i + 2]
        if factors[i] < _LEAST_FACTOR:
            return -1
    count = 0
    for part in range(facts[PARTS]):
        at = HEAD + part * PART
        fact = HEAD_FACTS + part * PART_FACTS
        if facts[fact + WIDE] == 0:
            grades, peaks, window_peaks = narrow[at + GRADES], narrow[at + PEAKS], narrow[at + WINDOW_PEAKS]
            count = _walk_part(
                numbers, counts, floats, narrow, flags, wide, at, fact, grades, peaks, window_peaks, count
            )
        else:
            grades_, peaks_, window_peaks_ = wide[at + GRADES], wide[at + PEAKS], wide[at + WINDOW_PEAKS]
            count = _walk_part(
                numbers, counts, floats, narrow, flags, wide, at, fact, grades_, peaks_, window_peaks_, count
            )
    return count


def _walk_part(
    numbers: Sequence[Numbers],
    counts: Sequence[Counts],
    floats: Sequence[Floats],
    narrow: Sequence[NDArray[np.uint16]],
    flags: Sequence[Mask],
    wide: Sequence[NDArray[np.uint32]],
    at: int,
    fact: int,
    grades: Grades,
    peaks: Grades,
    window_peaks: Grades,
    count: int,
) -> int:
    """Put the best passages of a part among the best; return how many these are.

    MaxScore (Turtle and Flood 1995, "Query evaluation: strategies and optimizations") over windows of
    passages that know the greatest impact of each frequent term (Dimopoulos, Nepomnyachiy and Suel 2013,
    "Optimizing top-k document retrieval strategies for block-max indexes"). In each window, the terms whose
    greatest impacts together stay below the least score that counts are only looked up, for passages that
    another term brought up. Where the others have many postings, all are added up roughly instead, and only
    what comes near the least score that counts is looked at. What is pruned is pruned by bounds; every score
    that is returned is summed in the order of the query.
    """
    facts, order, allowed, alive = counts[FACTS], counts[ORDER], flags[ALLOWED], flags[at + ALIVE]
    factors, idf, bounds, below = floats[FACTORS], floats[IDF], floats[BOUNDS], floats[BELOW]
    rows, begins, ends, low, high = counts[ROWS], counts[BEGINS], counts[ENDS], counts[LOW], counts[HIGH]
    ranks, sums, candidates = counts[RANKS], floats[SUMS], wide[CANDIDATES]
    found, scores = counts[FOUND], floats[SCORES]
    places, saturation, ceiling = numbers[at + PLACES], floats[at + SATURATION], floats[at + CEILING]
    steps, rough, weights = narrow[STEPS], narrow[at + ROUGH], counts[WEIGHTS]
    window_starts, window_rows = numbers[at + WINDOW_STARTS], numbers[at + WINDOW_ROWS]
    asked, limit, ordered, size = facts[ASKING], facts[LIMIT], facts[ORDERED], facts[SIZE]
    number, passages = facts[fact + FIRST], facts[fact + PASSAGES]
    first = max(0, facts[LOWEST] - number)
    last = min(passages - 1, facts[HIGHEST] - number)
    windows = (passages + size - 1) // size
    if first > last or not _find_rows(
        numbers[at + TERMS], counts[at + STARTS], facts, fact, counts[TERM], asked, rows, begins, ends
    ):
        return count
    for i in range(asked):
        high[i] = begins[i]
        if first >= size and begins[i] < ends[i]:
            high[i] = _place_of(places, begins[i], ends[i], first // size * size)
    _rank(ranks, asked, factors, idf, ceiling, peaks, rows, begins, ends, bounds)
    threshold = scores[count - 1] if count == limit else 0.0
    step = _weigh(weights, factors, idf, asked, ceiling[facts[fact + GRADE_COUNT] - 1])
    slack = 2 * asked * step
    for window in range(first // size, last // size + 1):
        base = window * size
        possible = _enter_all(
            window,
            windows,
            base + size,
            places,
            window_rows,
            window_starts,
            window_peaks,
            peaks,
            rows,
            begins,
            ends,
            low,
            high,
            asked,
            factors,
            idf,
            ceiling,
            bounds,
        )
        if possible == 0 or (count == limit and possible < threshold):
            continue
        if count == limit and possible == threshold:
            # Later passages lose against earlier ones of the same score.
            worst = found[count - 1]
            if _key(order, ordered, number + base) > _key(order, ordered, worst):
                continue
        essential = _essential(ranks, asked, bounds, below, threshold)
        # With a lower threshold, rough scores might not tell what reaches it from nothing; and as long as all
        # terms are essential, what is noted with each candidate is its score already.
        telling = essential > 0 and threshold >= 2 * (slack + step)
        if telling and _crowd(ranks, asked, essential, low, high) >= _CROWDED:
            chosen = _rough_candidates(
                places,
                grades,
                rough,
                low,
                high,
                base,
                asked,
                weights,
                steps,
                size,
                step,
                slack,
                threshold,
                sums,
                candidates,
            )
        else:
            chosen = _candidates(
                places,
                grades,
                saturation,
                factors,
                idf,
                low,
                high,
                base,
                ranks,
                asked,
                bounds,
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
            place = base + int(candidates[c])
            if place < first or place > last or (facts[fact + THINNED] != 0 and not alive[place]):
                continue
            if facts[FILTERED] != 0 and not allowed[number + place]:
                continue
            if essential > 0:
                score = _score(place, asked, factors, idf, places, grades, saturation, bounds, low, high)
            count = _offer(number + place, score, order, ordered, found, scores, count, limit)
            if count == limit:
                threshold = scores[count - 1]
    return count


def _enter_all(
    window: int,
    windows: int,
    end: int,
    places: Numbers,
    window_rows: Numbers,
    window_starts: Numbers,
    window_peaks: Grades,
    peaks: Grades,
    rows: Counts,
    begins: Counts,
    ends: Counts,
    low: Counts,
    high: Counts,
    asked: int,
    factors: Floats,
    idf: Floats,
    ceiling: Floats,
    bounds: Floats,
) -> float:
    """Find the postings of all terms in a window, and their bounds; return the sum of these."""
    possible = 0.0
    for i in range(asked):
        peak = _enter(
            i,
            window,
            windows,
            end,
            places,
            window_rows,
            window_starts,
            window_peaks,
            peaks,
            rows,
            begins,
            ends,
            low,
            high,
        )
        bounds[i] = factors[i] * (idf[i] * ceiling[peak]) if low[i] < high[i] else 0.0
        # Rounding is monotonous: summed in the same order, no score exceeds the sum of the bounds.
        possible += bounds[i]
    return possible


def _enter(
    i: int,
    window: int,
    windows: int,
    end: int,
    places: Numbers,
    window_rows: Numbers,
    window_starts: Numbers,
    window_peaks: Grades,
    peaks: Grades,
    rows: Counts,
    begins: Counts,
    ends: Counts,
    low: Counts,
    high: Counts,
) -> int:
    """Find the postings of a term in a window that ends before a passage; return its greatest grade there."""
    low[i] = high[i]
    if begins[i] == ends[i]:
        return 0
    row = window_rows[rows[i]]
    if row >= 0:
        low[i] = begins[i] + window_starts[row * (windows + 1) + window]
        high[i] = begins[i] + window_starts[row * (windows + 1) + window + 1]
        return int(window_peaks[row * windows + window])
    if window == windows - 1:
        high[i] = ends[i]
    while high[i] < ends[i] and places[high[i]] < end:
        high[i] += 1
    return int(peaks[rows[i]])


def _find_rows(
    terms: Numbers,
    starts: Counts,
    facts: Counts,
    fact: int,
    asked_terms: Counts,
    asked: int,
    rows: Counts,
    begins: Counts,
    ends: Counts,
) -> bool:
    """Find the row of each term and where its postings lie; return whether there are any."""
    some = False
    row_count = facts[fact + ROW_COUNT]
    for i in range(asked):
        row = asked_terms[i]
        if facts[fact + SPARSE] != 0:
            at = _place_of(terms, 0, row_count, row)
            row = at if at < row_count and terms[at] == row else row_count
        rows[i] = row
        begins[i] = 0
        ends[i] = 0
        if row < row_count:
            begins[i] = starts[row]
            ends[i] = starts[row + 1]
            some = some or begins[i] < ends[i]
    return some


def _rank(
    ranks: Counts,
    asked: int,
    factors: Floats,
    idf: Floats,
    ceiling: Floats,
    peaks: Grades,
    rows: Counts,
    begins: Counts,
    ends: Counts,
    bounds: Floats,
) -> None:
    """Sort terms by what they add at most anywhere in a part, the least first.

    It is hardly another order in any window: sorting in each costs more than it saves.
    """
    for i in range(asked):
        bounds[i] = 0.0
        if begins[i] < ends[i]:
            bounds[i] = factors[i] * (idf[i] * ceiling[peaks[rows[i]]])
        j = i
        while j > 0 and bounds[ranks[j - 1]] > bounds[i]:
            ranks[j] = ranks[j - 1]
            j -= 1
        ranks[j] = i


def _essential(ranks: Counts, asked: int, bounds: Floats, below: Floats, threshold: float) -> int:
    """Return the first term, by rank, that may matter with those before."""
    below[0] = 0.0
    for j in range(asked):
        below[j + 1] = below[j] + bounds[ranks[j]]
        if below[j + 1] * (1 + _ROUNDING) >= threshold:
            return j
    return asked - 1


def _candidates(
    places: Numbers,
    grades: Grades,
    saturation: Floats,
    factors: Floats,
    idf: Floats,
    low: Counts,
    high: Counts,
    base: int,
    ranks: Counts,
    asked: int,
    bounds: Floats,
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
    for j in range(essential, asked):
        i = j if essential == 0 else ranks[j]
        if bounds[i] > 0:
            chosen = _add(
                places,
                grades,
                low[i],
                high[i],
                factors[i],
                idf[i],
                saturation,
                base,
                sums,
                candidates,
                chosen,
            )
    chosen = _keep(candidates, chosen, sums, below[essential], threshold)
    for j in range(essential - 1, -1, -1):
        i = ranks[j]
        if bounds[i] == 0:
            continue
        if high[i] - low[i] < _LOOK_UP * chosen:
            _raise(places, grades, low[i], high[i], factors[i], idf[i], saturation, base, sums)
        else:
            for c in range(chosen):
                place = base + int(candidates[c])
                p = _place_of(places, low[i], high[i], place)
                if p < high[i] and places[p] == place:
                    sums[candidates[c]] += factors[i] * (idf[i] * saturation[grades[p]])
        chosen = _keep(candidates, chosen, sums, below[j], threshold)
    return chosen


def _weigh(weights: Counts, factors: Floats, idf: Floats, asked: int, top: float) -> float:
    """Set how many steps each term adds to a rough score at most; return what a step is.

    The sum of all stays within 16 bits: one step is left for each term, as each is rounded up.
    """
    total = 0.0
    for i in range(asked):
        total += factors[i] * (idf[i] * top)
    step = total / (_MOST_STEPS - min(asked, _MOST_STEPS - 1))
    for i in range(asked):
        weights[i] = int(factors[i] * (idf[i] * top) / step) + 1
    return step


def _crowd(ranks: Counts, asked: int, essential: int, low: Counts, high: Counts) -> int:
    """Return how many postings the essential terms have in a window."""
    crowd = 0
    for j in range(essential, asked):
        crowd += high[ranks[j]] - low[ranks[j]]
    return crowd


def _rough_candidates(
    places: Numbers,
    grades: Grades,
    rough: NDArray[np.uint16],
    low: Counts,
    high: Counts,
    base: int,
    asked: int,
    weights: Counts,
    steps: NDArray[np.uint16],
    size: int,
    step: float,
    slack: float,
    threshold: float,
    sums: Floats,
    candidates: NDArray[np.uint32],
) -> int:
    """Find what in a window may reach the threshold by rough scores of all; return how many there are.

    What their scores cannot exceed is left in `sums`.
    """
    for i in range(asked):
        _add_roughly(places, grades, low[i], high[i], weights[i], rough, base, steps)
    return _reaching(steps, size, step, slack, threshold, sums, candidates)


def _add_roughly(
    places: Numbers,
    grades: Grades,
    low: int,
    high: int,
    weight: int,
    rough: NDArray[np.uint16],
    base: int,
    steps: NDArray[np.uint16],
) -> None:
    """Add a term's impacts in whole steps, each by less than two steps too small."""
    for p in range(low, high):
        at = places[p] - base
        steps[at] = steps[at] + ((rough[grades[p]] * weight) >> STEP_BITS)


def _reaching(
    steps: NDArray[np.uint16],
    size: int,
    step: float,
    slack: float,
    threshold: float,
    sums: Floats,
    candidates: NDArray[np.uint32],
) -> int:
    """Note whose rough scores may reach the threshold, and clear all; return how many these are."""
    least = np.uint16((threshold * (1 - _ROUNDING) - slack) / step)
    chosen = 0
    for group in range(size // _GROUP):
        some = False
        for k in range(_GROUP):
            some |= steps[group * _GROUP + k] >= least
        if some:
            for k in range(_GROUP):
                at = group * _GROUP + k
                if steps[at] >= least:
                    candidates[chosen] = at
                    chosen += 1
                    sums[at] = steps[at] * step + slack
        for k in range(_GROUP):
            steps[group * _GROUP + k] = 0
    return chosen


def _add(
    places: Numbers,
    grades: Grades,
    low: int,
    high: int,
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
    for p in range(low, high):
        at = places[p] - base
        before = sums[at]
        candidates[chosen] = at
        chosen += before == 0
        sums[at] = before + factor * (idf * saturation[grades[p]])
    return chosen


def _raise(
    places: Numbers,
    grades: Grades,
    low: int,
    high: int,
    factor: float,
    idf: float,
    saturation: Floats,
    base: int,
    sums: Floats,
) -> None:
    """Add a term's impacts where something stands already."""
    for p in range(low, high):
        at = places[p] - base
        before = sums[at]
        after = before + factor * (idf * saturation[grades[p]])
        sums[at] = after if before > 0 else 0.0


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


def _score(
    place: int,
    asked: int,
    factors: Floats,
    idf: Floats,
    places: Numbers,
    grades: Grades,
    saturation: Floats,
    bounds: Floats,
    low: Counts,
    high: Counts,
) -> float:
    """Return the score of one passage, summed in the order of the query."""
    score = 0.0
    for i in range(asked):
        if bounds[i] > 0:
            p = _place_of(places, low[i], high[i], place)
            if p < high[i] and places[p] == place:
                score += factors[i] * (idf[i] * saturation[grades[p]])
    return score


def _place_of(places: Numbers, low: int, high: int, place: int) -> int:
    """Return where, between two positions, the first number not less than `place` stands."""
    while low < high:
        middle = (low + high) >> 1
        if places[middle] < place:
            low = middle + 1
        else:
            high = middle
    return low


def _key(order: Counts, ordered: int, passage: int) -> int:
    """Return what orders a passage among equals."""
    return order[passage] if ordered != 0 else passage


def _offer(
    passage: int,
    score: float,
    order: Counts,
    ordered: int,
    found: Counts,
    scores: Floats,
    count: int,
    limit: int,
) -> int:
    """Put a passage among the best if it belongs there, the worst falling out; return how many there are."""
    key = _key(order, ordered, passage)
    at = count
    if count == limit:
        at -= 1
        if score < scores[at] or (score == scores[at] and key > _key(order, ordered, found[at])):
            return count
    else:
        count += 1
    while at > 0 and (
        scores[at - 1] < score or (scores[at - 1] == score and _key(order, ordered, found[at - 1]) > key)
    ):
        scores[at] = scores[at - 1]
        found[at] = found[at - 1]
        at -= 1
    scores[at] = score
    found[at] = passage
    return count
