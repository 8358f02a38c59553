"""The same search in numpy alone: for a first answer at once, and for where numba is not installed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.search.postings.model import Counts, Floats, Mask, Numbers, Postings
    from bot.search.postings.part import Scored

_ROUNDING = 1e-9
"""More than sums of the same terms in another order can differ by, relatively."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of each part.

    Attributes:
        terms: The numbers of the terms, each once, in the order of the query.
        idf: The inverse document frequency of each.
        factors: By what each of them counts.
        limit: How many passages at most.
    """

    terms: Counts
    idf: Floats
    factors: Floats
    limit: int

    @classmethod
    def of(cls, asked: Sequence[float], *, limit: int) -> Question:
        """Return a question of terms, each given by its number, its idf, and by what it counts."""
        terms, idf, factors = np.array(asked).reshape(-1, 3).T
        return cls(terms=terms.astype(np.int64), idf=idf, factors=factors, limit=limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """The postings of a term of the query: where they stand, and what their saturations are multiplied by."""

    own: slice
    factor: float
    idf: float
    bound: float


def sweep(
    part: Scored, question: Question, *, allowed: Mask | None, first: int, last: int, reached: float
) -> tuple[Numbers, Floats]:
    """Return the best passages of a part, best first, equals in order, and their scores.

    Term after term, the one with the greatest impact first, until the terms that are left cannot bring up a
    passage by themselves; these are only looked up, for the passages that may still be among the best
    (MaxScore term at a time, Turtle and Flood 1995). Scores are summed in the order of the query at the end.

    Args:
        part: What is searched.
        question: What is asked.
        allowed: For each passage, whether it may be found; None where all may.
        first: The first passage that may be found.
        last: The last passage that may be found.
        reached: A score that is enough elsewhere: passages that score less may be left out.
    """
    lists = _lists(part, question, first, last)
    bounds = np.array([one.bound for one in lists])
    order = np.argsort(-bounds, kind="stable").tolist()
    # What the terms from each on add at most.
    rest = np.append(np.cumsum(bounds[order][::-1])[::-1], 0.0) * (1 + _ROUNDING)
    sums = np.zeros(last - first + 1)
    threshold, turn = reached * (1 - _ROUNDING), 0
    while turn < len(order) and rest[turn] >= threshold:
        place, impact = _impacts(part, lists[order[turn]], allowed)
        sums[place - first] += impact
        threshold = max(threshold, _reached(sums[place - first], question.limit))
        turn += 1
    candidates = np.flatnonzero((sums > 0) & (sums >= threshold - rest[turn])) + first
    totals = sums[candidates - first]
    for late in range(turn, len(order)):
        totals += _looked_up(part, lists[order[late]], candidates)
        threshold = max(threshold, _reached(totals, question.limit))
        stay = totals >= threshold - rest[late + 1]
        candidates, totals = candidates[stay], totals[stay]
    scores = _scores(part, lists, candidates)
    best = np.argsort(-scores, kind="stable")[: question.limit]
    return candidates[best].astype(np.int32), scores[best]


def _lists(part: Scored, question: Question, first: int, last: int) -> list[_List]:
    """Return the postings of the terms that the part has."""
    postings = part.postings
    rows = postings.rows_of(question.terms)
    return [
        _List(
            own=_own(postings, row, first, last),
            factor=factor,
            idf=idf,
            bound=factor * (idf * float(part.ceiling[postings.peaks[row]])),
        )
        for row, factor, idf in zip(
            rows.tolist(), question.factors.tolist(), question.idf.tolist(), strict=True
        )
        if row >= 0 and postings.starts[row] < postings.starts[row + 1]
    ]


def _own(postings: Postings, row: int, first: int, last: int) -> slice:
    """Return where the postings of a row stand that lie between two passages."""
    start, end = int(postings.starts[row]), int(postings.starts[row + 1])
    if first == 0 and last == postings.passages - 1:
        return slice(start, end)
    low, high = np.searchsorted(postings.places[start:end], [first, last + 1])
    return slice(start + int(low), start + int(high))


def _impacts(part: Scored, one: _List, allowed: Mask | None) -> tuple[Numbers, Floats]:
    places, grades = part.postings.places[one.own], part.postings.grades[one.own]
    if allowed is not None:
        kept = allowed[places]
        places, grades = places[kept], grades[kept]
    return places, one.factor * (one.idf * part.saturation[grades])


def _looked_up(part: Scored, one: _List, candidates: Counts) -> Floats:
    """Return what a term adds to each of some passages."""
    places = part.postings.places[one.own]
    if not len(places):
        return np.zeros(len(candidates))
    at = np.minimum(np.searchsorted(places, candidates), len(places) - 1)
    found = one.factor * (one.idf * part.saturation[part.postings.grades[one.own][at]])
    impacts: Floats = np.where(places[at] == candidates, found, 0.0)
    return impacts


def _scores(part: Scored, lists: Sequence[_List], candidates: Counts) -> Floats:
    scores = np.zeros(len(candidates))
    for one in lists:
        scores += _looked_up(part, one, candidates)
    return scores


def _reached(sums: Floats, limit: int) -> float:
    """Return what as many as are sought reach at least, in whatever order they were summed; 0 if fewer."""
    if len(sums) < limit:
        return 0.0
    return float(np.partition(sums, len(sums) - limit)[len(sums) - limit]) * (1 - _ROUNDING)
