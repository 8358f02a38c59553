"""The page of figures: what was measured, where, and how it compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.speed.engines import ENGINES
from tests.benchmarks.speed.ratios import ratios
from tests.benchmarks.speed.sections import SECTIONS, amount, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.benchmarks.speed.results import Results, Row

_ORDER = {name: place for place, name in enumerate(ENGINES)}

_HOW = """\
Passages are generated: the words of SQuAD's paragraphs by a Zipf-Mandelbrot law, as many in each as in one of
these. Questions are SQuAD's, of 5 to 12 words. Each engine is set up as its documentation shows and measured
in a process of its own, one after the other, on the same passages and questions.\
"""
_MADE = """\
Made by `python -m tests.benchmarks.speed DATA`. Seconds differ from machine to machine: compare ratios.\
"""


def page(results: Results) -> str:
    """Return the page, in Markdown."""
    blocks = [
        "# Speed beside other engines",
        "![Search latency, memory and build time by the number of passages](speed.svg)",
        _HOW,
        _circumstances(results),
        _MADE,
        *_ratios(results),
    ]
    for part, section in SECTIONS.items():
        rows = sorted(results.of(part), key=lambda row: (row.size, _ORDER.get(row.engine, len(_ORDER))))
        if rows:
            head = [name for name, _ in section.columns]
            cells = [[cell(row) for _, cell in section.columns] for row in rows]
            blocks += [f"## {section.title}", section.said, table(head, cells)]
    return "\n\n".join(blocks) + "\n"


def line(row: Row) -> str:
    """Return a row as one line of text, for whoever waits."""
    facts = ", ".join(f"{name} {amount(value)}" for name, value in row.facts.items())
    return f"{row.part:<8} {size(row):>15} {row.engine:<20} {facts} {row.failed or ''}".rstrip()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown, its first column flush left."""
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, marks, *rows))


def _circumstances(results: Results) -> str:
    now = results.circumstances
    runs = sorted({row.run for row in results.rows})
    if len(runs) > 1:
        when = f"{len(runs)} runs, the first of {runs[0]} and the last of {runs[-1]} UTC"
    else:
        when = f"One run, of {runs[0]} UTC" if runs else "Not measured yet"
    machine = f"{now.processor}, {now.cores} cores, {now.memory} GB, {now.system}"
    return f"{when}; {machine}; Python {now.python}, {now.packages}."


def _ratios(results: Results) -> Iterable[str]:
    found = [
        (one.what, amount(one.ours), f"{amount(one.other)} ({one.beside})", f"{one.ratio:.2f}", one.goal)
        for one in ratios(results)
    ]
    if found:
        yield "## At a glance"
        yield table(["", "ours", "beside", "ratio", "goal"], found)
