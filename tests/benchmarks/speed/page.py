"""The page of figures: what was measured, where, and how it compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.speed.engines import ENGINES, OURS
from tests.benchmarks.speed.results import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.benchmarks.speed.results import Results, Row

_ORDER = {name: place for place, name in enumerate(ENGINES)}
_OURS_TOO, _LIKE_OURS = "meeting-bot", "bm25s, numba"

_HOW = """\
Passages are generated: the words of SQuAD's paragraphs by a Zipf-Mandelbrot law, as many in each as in one of
these. Questions are SQuAD's, of 5 to 12 words. Each engine is set up as its documentation shows and measured
in a process of its own, one after the other, on the same passages and questions.\
"""
_MADE = """\
Made by `python -m tests.benchmarks.speed DATA`. Seconds differ from machine to machine: compare ratios.\
"""
_SEARCH = """\
Of the ten best passages, one thread, questions analysed beforehand where an engine takes terms; of each
question the least of three times, so that what else the machine does does not count. A slow engine is asked
as many as it answers within a minute. Build is from the texts. Memory is what the process holds more than
before, shared pages and the engine's libraries included, after 300 questions; peak is the most that it and
its children hold while building.\
"""
_COLUMNS = {
    "p50": "p50 ms",
    "p99": "p99 ms",
    "asked": "asked",
    "build": "build s",
    "memory": "memory MB",
    "peak": "peak MB",
}


def page(results: Results) -> str:
    """Return the page, in Markdown."""
    rows = sorted(results.of(Part.SEARCH), key=lambda row: (row.size, _ORDER.get(row.engine, len(_ORDER))))
    cells = [[f"{row.size:,}", _name(row), *(_fact(row, fact) for fact in _COLUMNS)] for row in rows]
    blocks = [
        "# Speed beside other engines",
        "![Search latency, memory and build time by the number of passages](speed.svg)",
        _HOW,
        _circumstances(results),
        _MADE,
        "## At a glance",
        table(["", "ours", "beside", "ratio"], ratios(results)),
        "## Search",
        _SEARCH,
        table(["passages", "engine", *_COLUMNS.values()], cells),
    ]
    return "\n\n".join(blocks) + "\n"


def ratios(results: Results) -> Iterable[Sequence[str]]:
    """Yield our figures at each size beside a peer's, and their ratio: it is to be at most 1."""
    for row in results.of(Part.SEARCH, OURS):
        every = [one for one in results.of(Part.SEARCH) if one.size == row.size]
        peers = [one for one in every if not one.engine.startswith(_OURS_TOO)]
        like = [one for one in peers if one.engine == _LIKE_OURS]
        for fact, others in (("p50", peers), ("p99", peers), ("build", like), ("memory", like)):
            known = [one for one in others if fact in one.facts]
            if fact in row.facts and known:
                best = min(known, key=lambda one: one.facts[fact])
                ours, theirs = row.facts[fact], best.facts[fact]
                beside = f"{amount(theirs)} ({best.engine})"
                yield f"{_COLUMNS[fact]}, at {row.size:,}", amount(ours), beside, f"{ours / theirs:.2f}"


def line(row: Row) -> str:
    """Return a row as one line of text, for whoever waits."""
    facts = ", ".join(f"{name} {amount(value)}" for name, value in row.facts.items())
    return f"{row.part:<8} {row.size:>10,} {row.engine:<20} {facts} {row.failed or ''}".rstrip()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown, its first column flush left."""
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, marks, *rows))


def amount(value: float) -> str:
    """Return a figure with the digits that count; a whole number from a hundred on."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value >= 10 else f"{value:.{2 if value >= 1 else 3}f}"


def _name(row: Row) -> str:
    if not row.failed:
        return row.engine
    state = "cut short" if "build" in row.facts else "not built"
    return f"{row.engine}; {state}: {row.failed}".replace("|", "/")


def _fact(row: Row, fact: str) -> str:
    return amount(row.facts[fact]) if fact in row.facts else ""


def _circumstances(results: Results) -> str:
    now = results.circumstances
    runs = sorted({row.run for row in results.rows})
    if len(runs) > 1:
        when = f"{len(runs)} runs, the first of {runs[0]} and the last of {runs[-1]} UTC"
    else:
        when = f"One run, of {runs[0]} UTC" if runs else "Not measured yet"
    machine = f"{now.processor}, {now.cores} cores, {now.memory} GB, {now.system}"
    return f"{when}; {machine}; Python {now.python}, {now.packages}."
