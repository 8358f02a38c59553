"""Search, build and memory beside other engines, by size, in one run on the same passages and questions.

    python -m tests.benchmarks.speed FOLDER [--sizes 1000 10000] [--questions 1000] [--engines NAME ...]

FOLDER holds SQuAD as `tests/benchmarks/retrieval.py` reads it. Each engine is measured in a process of its
own. The table, with machine, versions and date, goes to docs/benchmarks/speed.md, the figures to speed.json.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.engines import ENGINES, installed
from tests.benchmarks.generated import asked, manner_of, passages

_SLOWEST = 60.0
"""Seconds that the questions of one engine and size take at most; what was asked until then counts."""

_PACKAGES = "numpy numba rank_bm25 bm25s tantivy langchain-community llama-index-retrievers-bm25 haystack-ai"


def main() -> None:
    """Measure all and write the table, or one engine of one size and print its figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--questions", type=int, default=1_000)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=[*filter(installed, ENGINES)])
    parser.add_argument("--output", type=Path, default=Path("docs/benchmarks"))
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(figures(given.folder, given.engines[0], given.sizes[0], given.questions)))
        return
    found: list[dict[str, Any]] = []
    for size in given.sizes:
        for name in given.engines:
            if size <= ENGINES[name][1]:
                found.append(apart(given.folder, name, size, given.questions))
                print(row(found[-1]), flush=True)
                write(given.output, found)
    if importlib.util.find_spec("matplotlib") is not None:
        plot(given.output, found)


def apart(folder: Path, name: str, size: int, questions: int) -> dict[str, Any]:
    """Measure one engine in a process of its own."""
    options = ["--sizes", str(size), "--questions", str(questions), "--engines", name, "--one"]
    command = [sys.executable, "-m", "tests.benchmarks.speed", str(folder), *options]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if finished.returncode:
        reason = (finished.stderr.strip().splitlines() or [f"ended by {finished.returncode}"])[-1]
        return {"engine": name, "size": size, "failed": reason}
    measured: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return measured


def figures(folder: Path, name: str, size: int, count: int) -> dict[str, Any]:
    """Build one engine and ask it; times in milliseconds and seconds, memory in megabytes."""
    texts = list(passages(manner_of(folder), size))
    questions = asked(folder, count)
    before = resident()
    started = time.perf_counter()
    search = ENGINES[name][2](texts)
    built = time.perf_counter() - started
    for question in questions[:5]:
        search(question)
    memory = resident() - before
    times: list[float] = []
    for _ in range(2):  # the first round is for caches; all are equally warm in the second
        times.clear()
        stop = time.perf_counter() + _SLOWEST
        for question in questions:
            started = time.perf_counter()
            search(question)
            times.append(1000 * (time.perf_counter() - started))
            if time.perf_counter() > stop:
                break
    return {
        "engine": name,
        "size": size,
        "p50": statistics.median(times),
        "p99": float(np.percentile(times, 99)),
        "asked": len(times),
        "build": built,
        "memory": memory,
    }


def resident() -> float:
    """Return the memory that this process holds, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def row(found: dict[str, Any]) -> str:
    """Return a row of the table."""
    start = f"| {found['size']:>9,} | {found['engine']:<18} |"
    if "failed" in found:
        return f"{start} {found['failed']} |"
    cost = f"{found['build']:>7.1f} | {found['memory']:>7.0f}"
    return f"{start} {found['p50']:>9.3f} | {found['p99']:>9.3f} | {cost} |"


def write(folder: Path, found: list[dict[str, Any]]) -> None:
    """Write the table and the figures."""
    folder.mkdir(parents=True, exist_ok=True)
    date, python = dt.datetime.now(dt.UTC).date(), platform.python_version()
    facts = f"{date}, {processor()}, {os.cpu_count()} cores, Python {python}, {versions()}"
    head = [
        "# Speed beside other engines",
        "",
        "Search alone for the ten best, one thread; build from raw text; memory that the index adds.",
        "With 'answers', whole answers: ranking, coverage, quotes with their citations and marks.",
        "Made by `python -m tests.benchmarks.speed`; each engine in a process of its own.",
        "",
        facts,
        "",
        "| passages | engine | p50 ms | p99 ms | build s | memory MB |",
        "|---|---|---|---|---|---|",
    ]
    (folder / "speed.md").write_text("\n".join([*head, *map(row, found), ""]), encoding="utf-8")
    (folder / "speed.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def plot(folder: Path, found: list[dict[str, Any]]) -> None:
    """Draw latency, build time and memory by size, both axes logarithmic."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(13, 4.5), layout="constrained")
    facts = (("p50", "search, median ms"), ("build", "build, s"), ("memory", "memory, MB"))
    for axes, (fact, title) in zip(figure.subplots(1, 3), facts, strict=True):
        for name in ENGINES:
            own = [one for one in found if one["engine"] == name and "failed" not in one]
            if own:
                axes.loglog([one["size"] for one in own], [one[fact] for one in own], "o-", label=name)
        axes.set(title=title, xlabel="passages")
        axes.grid(visible=True, alpha=0.3)
    figure.axes[0].legend(fontsize="small")
    figure.savefig(folder / "speed.svg", metadata={"Date": None})


def processor() -> str:
    """Return what the processor calls itself."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "processor")


def versions() -> str:
    """Return the versions of what was measured."""
    found = []
    for package in _PACKAGES.split():
        try:
            found.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


if __name__ == "__main__":
    main()
