"""What is measured in which order: everything at one size before the next, each in a process of its own."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks.speed.apart import watched
from tests.benchmarks.speed.engines import ENGINES, OURS
from tests.benchmarks.speed.growth import too_much
from tests.benchmarks.speed.opening import opened, rebuilt
from tests.benchmarks.speed.results import Part, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from tests.benchmarks.speed.apart import Limits, Watched
    from tests.benchmarks.speed.results import Results
    from tests.benchmarks.speed.work import Work

ANSWERS = "meeting-bot"
WHOLE_ANSWERS = "meeting-bot, whole answers"
ARTICLE = 0
_OF_ARTICLE = "How much did Japan pay for the Tomahawk missiles?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """One run of the benchmarks.

    Attributes:
        work: Where it happens.
        results: What is known already; of a size that would be too much it tells beforehand.
        limits: What a process may take; of its phases, building takes longest.
        threads_at: The size at which several threads ask at once.
    """

    work: Work
    results: Results
    limits: Limits
    threads_at: int

    def rows(self, sizes: Sequence[int], parts: Collection[Part], engines: Sequence[str]) -> Iterator[Row]:
        """Yield a row for all that is measured, as soon as it is."""
        if Part.ANSWERS in parts:
            yield _row(Part.ANSWERS, ANSWERS, ARTICLE, self._apart("answering", "0"))
        if Part.OPEN in parts:
            yield _row(Part.OPEN, ANSWERS, ARTICLE, self._opened(None, _OF_ARTICLE))
        for size in sizes:
            for name in engines:
                yield from self._searched(name, size, parts)
            if {Part.ANSWERS, Part.OPEN, Part.CHANGE} & set(parts):
                yield from self._library(size, parts)

    def _searched(self, name: str, size: int, parts: Collection[Part]) -> Iterator[Row]:
        threads = Part.THREADS in parts and size == self.threads_at and ENGINES[name].threads
        if Part.SEARCH not in parts and not threads:
            return
        reason = too_much(self.results.of(Part.SEARCH, name), size, self.limits)
        if reason:
            yield Row(part=Part.SEARCH, engine=name, size=size, facts={}, failed=reason)
            return
        found = self._apart("searching", name, str(size), *(["--threads"] if threads else []))
        together = _together(name, size, found)
        if "before" in found.facts:
            found.facts["peak"] = found.peaks.get("build", 0.0) - found.facts.pop("before")
        yield _row(Part.SEARCH, name, size, found)
        yield from together

    def _library(self, size: int, parts: Collection[Part]) -> Iterator[Row]:
        """Yield what concerns documents in files: they are indexed once, and then opened."""
        folder = self.work.library(size)
        kept = rebuilt(folder, limits=self.limits, environment=self.work.environment())
        if kept.failed:
            yield _row(Part.ANSWERS, ANSWERS, size, kept)
        else:
            if Part.ANSWERS in parts:
                threads = Part.THREADS in parts and size == self.threads_at
                found = self._apart("answering", str(size), *(["--threads"] if threads else []))
                yield from _together(WHOLE_ANSWERS, size, found)
                found.facts = kept.facts | found.facts | self._beyond_search(size, found.facts)
                yield _row(Part.ANSWERS, ANSWERS, size, found)
            if Part.OPEN in parts:
                yield _row(Part.OPEN, ANSWERS, size, self._opened(folder, self.work.questions()[0]))
            if Part.CHANGE in parts:
                yield _row(Part.CHANGE, ANSWERS, size, self._apart("changing", str(size)))
        shutil.rmtree(folder)
        shutil.rmtree(self.work.folder / "cache", ignore_errors=True)

    def _beyond_search(self, size: int, facts: Mapping[str, float]) -> dict[str, float]:
        """Return how much longer answers take than the search alone, if both are known."""
        search = self.results.one(Part.SEARCH, OURS, size)
        if search is None:
            return {}
        both = [fact for fact in ("p50", "p99") if fact in facts and fact in search.facts]
        return {f"{fact}_beyond": facts[fact] - search.facts[fact] for fact in both}

    def _opened(self, folder: Path | None, question: str) -> Watched:
        return opened(folder, question, limits=self.limits, environment=self.work.environment())

    def _apart(self, module: str, *arguments: str) -> Watched:
        command = [
            sys.executable,
            "-m",
            f"tests.benchmarks.speed.{module}",
            str(self.work.folder),
            *arguments,
        ]
        return watched(command, limits=self.limits, environment=self.work.environment())


def _together(engine: str, size: int, found: Watched) -> list[Row]:
    """Take from what was found what several threads did, if they did anything."""
    if "several" not in found.facts:
        return []
    facts = {fact: found.facts.pop(fact) for fact in ("one", "several", "threads", "cores")}
    return [Row(part=Part.THREADS, engine=engine, size=size, facts=facts)]


def _row(part: Part, engine: str, size: int, found: Watched) -> Row:
    return Row(part=part, engine=engine, size=size, facts=found.facts, failed=found.failed)
