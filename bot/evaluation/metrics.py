"""Measures of a run: relevance of its quotes, figures of merit, and reliability of its coverage."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from statistics import fmean, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answers.model import Quote
    from bot.evaluation.question_set import Question
    from bot.evaluation.run import Outcome

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_LEAST_WORDS = 5
_FEW = 3
_BINS = 10


def rank_of_right(question: Question, quotes: Sequence[Quote]) -> int | None:
    """Return the rank of the first quote whose passage holds a gold text, or None."""
    return next((quote.rank for quote in quotes if holds(quote.passage.text, question.gold)), None)


def right_sentence(question: Question, quotes: Sequence[Quote]) -> bool:
    """Whether the best sentence of the first quote holds a gold text."""
    return bool(quotes) and holds(quotes[0].best_sentence.of(quotes[0].passage.text), question.gold)


def holds(text: str, gold: Iterable[str]) -> bool:
    """Whether a text holds any of the gold texts.

    White space, case and the curl of quotation marks do not count. Where a gold text is longer than a
    passage can be, a part of it will do, if that is more than a phrase.
    """
    plain = _plain(text)
    tells_enough = len(plain.split()) >= _LEAST_WORDS
    return any(wanted in plain or (tells_enough and plain in wanted) for wanted in map(_plain, gold))


def _plain(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).casefold().split())


def figures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Return the figures of a run by name: shares from 0 to 1, None where the set has no such questions.

    ``hit_at_1`` and ``hit_at_3`` are the shares of covered questions whose first, or one of the first three
    passages is right; ``mrr`` the mean reciprocal rank of the right one; ``sentence_hit_at_1`` the share
    whose first passage's best sentence holds the gold text; ``coverage_auroc`` how well coverage tells
    covered from other questions; the last two the shares that are answered and refused as they should be.
    """
    covered = [outcome for outcome in outcomes if outcome.question.covered]
    uncovered = [outcome for outcome in outcomes if not outcome.question.covered]
    ranks = [outcome.rank for outcome in covered]
    return {
        "hit_at_1": share(rank == 1 for rank in ranks),
        "hit_at_3": share(rank is not None and rank <= _FEW for rank in ranks),
        "mrr": mean_reciprocal_rank(ranks),
        "sentence_hit_at_1": share(outcome.right_sentence for outcome in covered),
        "coverage_auroc": auroc((o.coverage for o in covered), (o.coverage for o in uncovered)),
        "answered_of_covered": share(outcome.answered for outcome in covered),
        "refused_of_not_covered": share(not outcome.answered for outcome in uncovered),
    }


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, tuple[Outcome, ...]]:
    """Return the outcomes of each kind of question, kinds in the order in which they first come."""
    kinds: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.question.kind is not None:
            kinds.setdefault(outcome.question.kind, []).append(outcome)
    return {kind: tuple(found) for kind, found in kinds.items()}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The questions whose coverage is about the same.

    Attributes:
        coverage: Their mean coverage.
        covered: The share of them that the documents cover.
    """

    questions: int
    coverage: float
    covered: float


def reliability(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    """Return the bins of a reliability diagram (DeGroot and Fienberg 1983) that hold any question."""
    bins: list[list[Outcome]] = [[] for _ in range(_BINS)]
    for outcome in outcomes:
        bins[min(_BINS - 1, int(outcome.coverage * _BINS))].append(outcome)
    return tuple(
        Bin(
            questions=len(found),
            coverage=fmean(outcome.coverage for outcome in found),
            covered=fmean(outcome.question.covered for outcome in found),
        )
        for found in bins
        if found
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return how far coverage is from the share covered, in the mean over questions (Naeini et al. 2015)."""
    questions = sum(found.questions for found in bins)
    return sum(found.questions * abs(found.coverage - found.covered) for found in bins) / max(1, questions)
