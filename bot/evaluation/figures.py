"""The figures of a run: shares from 0 to 1, None where the set has no such questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.evaluation.metrics import auroc, mean_reciprocal_rank, share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.run import Outcome

_FEW = 3


def figures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Return the figures of a run, by name.

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
