"""The figures that goals are set for, each beside what it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks.speed.engines import OURS
from tests.benchmarks.speed.results import Part
from tests.benchmarks.speed.runs import ANSWERS, ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.speed.results import Results, Row

_OURS_TOO = "meeting-bot"
_FASTER_THAN_WE_CLAIM = 10_000
"""Passages from which the search is held against the fastest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One figure of ours and one of another's.

    Attributes:
        what: What it is a figure of, with its unit.
        beside: Whose the other is.
        goal: What the ratio is to be.
    """

    what: str
    ours: float
    other: float
    beside: str
    goal: str

    @property
    def ratio(self) -> float:
        """Ours over the other."""
        return self.ours / self.other


def ratios(results: Results) -> Iterator[Ratio]:
    """Yield what can be said by the figures there are."""
    searched = [row for row in results.of(Part.SEARCH, OURS) if "p50" in row.facts]
    for fact in ("p50", "p99"):
        for row in searched:
            if row.size >= _FASTER_THAN_WE_CLAIM:
                yield from _beside_fastest(results, row, fact)
    yield from _threads(results)
    yield from _answers(results)
    if searched:
        yield from _beside(results, searched[-1], "build", "build, s", "bm25s, numba")
        yield from _beside(results, searched[-1], "memory", "memory, MB", "tantivy")
    yield from _open(results)
    yield from _change(results)


def _beside_fastest(results: Results, row: Row, fact: str) -> Iterator[Ratio]:
    others = [
        one
        for one in results.of(Part.SEARCH)
        if one.size == row.size and fact in one.facts and not one.engine.startswith(_OURS_TOO)
    ]
    if others:
        fastest = min(others, key=lambda one: one.facts[fact])
        what = f"search {fact} at {row.size:,}, ms"
        yield _ratio(what, row.facts[fact], fastest.facts[fact], fastest.engine, "at most 1")


def _beside(results: Results, row: Row, fact: str, what: str, engine: str) -> Iterator[Ratio]:
    other = results.one(Part.SEARCH, engine, row.size)
    if fact in row.facts and other is not None and fact in other.facts:
        yield _ratio(f"{what}, at {row.size:,}", row.facts[fact], other.facts[fact], engine, "at most 1")


def _threads(results: Results) -> Iterator[Ratio]:
    for row in results.of(Part.THREADS, OURS):
        one, cores = row.facts["one"], row.facts["cores"]
        what = f"questions a second of eight threads at {row.size:,}"
        yield _ratio(
            what, row.facts["several"], cores * one, f"one thread x {cores:.0f} cores", "0.7 or more"
        )


def _answers(results: Results) -> Iterator[Ratio]:
    for row in results.of(Part.ANSWERS, ANSWERS):
        if "p50" not in row.facts:
            continue
        if row.size == ARTICLE:
            yield _ratio(
                "whole answer p50, shipped article, ms", row.facts["p50"], 1.0, "a millisecond", "under 1"
            )
            continue
        search = results.one(Part.SEARCH, OURS, row.size)
        if search is not None and "p50" in search.facts:
            what = f"whole answer p50 at {row.size:,}, ms"
            yield _ratio(what, row.facts["p50"], search.facts["p50"] + 1.5, "search + 1.5", "at most 1")


def _open(results: Results) -> Iterator[Ratio]:
    found = [row for row in results.of(Part.OPEN, ANSWERS) if "open" in row.facts]
    for row in found[:1] if found and found[0].size == ARTICLE else []:
        what = "cold first answer, shipped article, ms"
        yield _ratio(what, row.facts["open"], row.facts["numpy"], "import numpy", "at most 2.5")
    for row in found[-1:]:
        if row.size != ARTICLE:
            what = f"cold first answer at {row.size:,}, ms"
            yield _ratio(what, row.facts["open"], 1000.0, "a second", "under 1")


def _change(results: Results) -> Iterator[Ratio]:
    for row in [row for row in results.of(Part.CHANGE, ANSWERS) if "changed" in row.facts][-1:]:
        what = f"a changed document found at {row.size:,}, ms"
        yield _ratio(what, row.facts["changed"], 100.0, "a tenth of a second", "under 1")


def _ratio(what: str, ours: float, other: float, beside: str, goal: str) -> Ratio:
    return Ratio(what=what, ours=ours, other=other, beside=beside, goal=goal)
