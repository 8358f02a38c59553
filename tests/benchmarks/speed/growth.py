"""Judging by smaller sizes what a larger one would take, so that nobody waits for what cannot be."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.speed.apart import Limits
    from tests.benchmarks.speed.results import Row


def too_much(rows: Sequence[Row], size: int, limits: Limits) -> str | None:
    """Return why an engine is not tried at a size, or None if it may well stay within the limits.

    Memory and time grow as they did between the two greatest sizes that are known: both have a part that
    does not depend on the size, such as the libraries of an engine.

    Args:
        rows: What is known of the engine, by size.
        size: The size to judge.
        limits: What it may take.
    """
    smaller = [row for row in rows if row.size < size and {"peak", "build"} <= row.facts.keys()]
    for first, last in list(pairwise(smaller))[-1:]:
        steps = (size - last.size) / (last.size - first.size)
        megabytes, seconds = (
            last.facts[fact] + steps * (last.facts[fact] - first.facts[fact]) for fact in ("peak", "build")
        )
        judged = f"judging by {first.size:,} and {last.size:,} passages"
        if megabytes > limits.megabytes:
            return f"about {megabytes / 1000:.0f} GB, {judged}"
        if seconds > limits.seconds:
            return f"about {seconds / 60:.0f} minutes, {judged}"
    return None
