"""The figures of runs: kept after each row, and added only to those that have the same circumstances."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import json
import os
import platform
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from tests.benchmarks.speed.memory import installed

_PACKAGES = ("meeting-bot", "numpy", "numba", "rank_bm25", "bm25s", "tantivy")


class Part(StrEnum):
    """What is measured."""

    SEARCH = "search"
    ANSWERS = "answers"
    OPEN = "open"
    CHANGE = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was measured of one engine at one size.

    Attributes:
        size: How many passages; 0 for the shipped article.
        run: When the run began that it is of: ratios are best taken within one.
        facts: The figures by name: milliseconds, megabytes, and seconds of building.
        failed: Why there are no more of them, or None.
    """

    part: Part
    engine: str
    size: int
    facts: dict[str, float]
    failed: str | None = None
    run: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What figures depend on: they are only compared where it is the same."""

    processor: str
    cores: int
    memory: int
    system: str
    python: str
    packages: str


@dataclass(slots=True)
class Results:
    """The figures in a file, which is written anew with each row."""

    path: Path
    circumstances: Circumstances
    rows: list[Row]
    run: str = field(default_factory=lambda: f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M}")

    @classmethod
    def at(cls, path: Path) -> Results:
        """Return what a file holds, or nothing where that was measured under other circumstances."""
        now = circumstances()
        try:
            content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            same = content["circumstances"] == asdict(now)
            rows = [Row(**{**row, "part": Part(row["part"])}) for row in content["rows"]] if same else []
        except (OSError, ValueError, KeyError, TypeError):  # there is none, or it is of another version
            rows = []
        return cls(path, now, rows)

    def add(self, row: Row) -> None:
        """Add a row, in place of an earlier one of the same, and write the file."""
        same = (row.part, row.engine, row.size)
        others = [one for one in self.rows if (one.part, one.engine, one.size) != same]
        self.rows = [*others, replace(row, run=self.run)]
        content = {"circumstances": asdict(self.circumstances), "rows": [asdict(one) for one in self.rows]}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(self.path)

    def of(self, part: Part, engine: str | None = None) -> list[Row]:
        """Return the rows of a part, and of one engine if it is named, by size."""
        found = (row for row in self.rows if row.part is part and engine in {None, row.engine})
        return sorted(found, key=lambda row: row.size)

    def one(self, part: Part, engine: str, size: int) -> Row | None:
        """Return one row, if it is there."""
        return next((row for row in self.of(part, engine) if row.size == size), None)


def circumstances() -> Circumstances:
    """Return the circumstances of now."""
    return Circumstances(
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)),
        memory=round(installed() / 1000),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        packages=", ".join(_versions()),
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "processor")


def _versions() -> list[str]:
    found = []
    for package in _PACKAGES:
        try:
            found.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return found
