"""Search, build and memory beside other engines, by size, in one run on the same passages and questions.

    python -m tests.benchmarks.speed DATA [--sizes 10000 100000] [--engines NAME ...]

DATA holds SQuAD as `tests.benchmarks.datasets` reads it; `tests.benchmarks.speed.engines` says what to
install. Each engine is measured in a process of its own, one after the other. The page (speed.md), the plot
(speed.svg) and the figures (speed.json) are written after each, so that a run that is cut short leaves what
it has; a later run of other sizes or engines adds to them where machine and versions are the same.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.speed.apart import Limits, watched
from tests.benchmarks.speed.engines import ENGINES
from tests.benchmarks.speed.memory import installed
from tests.benchmarks.speed.page import line, page
from tests.benchmarks.speed.plot import plot
from tests.benchmarks.speed.results import Part, Results, Row
from tests.benchmarks.speed.work import Work

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (1_000, 10_000, 100_000, 1_000_000)
_SHARE_OF_MEMORY = 0.85


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and write it."""
    given = _options().parse_args(arguments)
    unknown = [name for name in given.engines if not ENGINES[name].is_installed()]
    if unknown:
        sys.stderr.write(f"not installed, so not measured: {', '.join(unknown)}\n")
    limits = Limits(seconds=60 * given.minutes, megabytes=1000 * given.gigabytes)
    results = Results.at(given.output / "speed.json")
    with tempfile.TemporaryDirectory(prefix="speed-", dir=given.work) as folder:
        work = Work(Path(folder))
        work.prepare(given.data, size=max(given.sizes, default=0), questions=given.questions)
        for size in sorted(given.sizes):
            for name in given.engines:
                if name not in unknown:
                    row = searched(work, name, size, limits)
                    results.add(row)
                    write(results)
                    print(line(row), flush=True)


def searched(work: Work, engine: str, size: int, limits: Limits) -> Row:
    """Measure the search of one engine at one size."""
    module = "tests.benchmarks.speed.searching"
    command = [sys.executable, "-m", module, str(work.folder), engine, str(size)]
    found = watched(command, limits=limits, environment=work.environment())
    if "before" in found.facts:
        found.facts["peak"] = found.peaks.get("build", 0.0) - found.facts.pop("before")
    return Row(part=Part.SEARCH, engine=engine, size=size, facts=found.facts, failed=found.failed)


def write(results: Results) -> None:
    """Write the table and the plot beside the figures."""
    results.path.with_suffix(".md").write_text(page(results), encoding="utf-8")
    results.path.with_suffix(".svg").write_bytes(plot(results))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.speed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("data", type=Path, metavar="DATA")
    add("--sizes", type=int, nargs="+", default=SIZES, help="how many passages")
    add("--engines", nargs="+", choices=[*ENGINES], default=[*ENGINES], help="these alone")
    add("--questions", type=int, default=1_000, help="how many at most; slow engines are asked fewer")
    add("--minutes", type=float, default=15, help="what building may take at most")
    memory = min(20.0, round(_SHARE_OF_MEMORY * installed() / 1000, 1))
    add("--gigabytes", type=float, default=memory, help="what an engine may hold at most")
    add("--output", type=Path, default=Path("docs/benchmarks"), help="the folder of table, plot and figures")
    add("--work", type=Path, help="where to keep what is made meanwhile (default: the temporary folder)")
    return parser


if __name__ == "__main__":
    main()
