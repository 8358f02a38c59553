"""What the page of figures shows of each part: a title, what is measured, and columns."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.benchmarks.speed.results import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.speed.results import Row

    Column = tuple[str, Callable[[Row], str]]

_ARTICLE = "shipped article"

_SEARCH = """\
Of the ten best passages, one thread, questions analysed beforehand where an engine takes terms; the second
round of the questions. A slow engine is asked as many as it answers within a minute. Build is from the
texts. Memory is what the process holds more than before, shared pages and the engine's libraries included,
after 300 questions; peak is the most that it and its children hold while building.\
"""

_THREADS = """\
Questions a second of one thread and of eight on one index, and how much of the cores eight make use of:
their rate over that of one thread and over the number of cores.\
"""

_ANSWERS = """\
Ranking, coverage, quotes with their citations and marks, by a warm process, from documents of about a
hundred passages. Build is `meeting-bot documents --rebuild`, the whole command; opened is loading the
documents and the index that was kept. Less search: without what the search alone takes, in its table.\
"""

_OPEN = """\
`meeting-bot ask`, the whole process, of documents whose index was kept, beside `python -c "import numpy"`:
medians of runs in turn, files in the cache of the system.\
"""

_CHANGE = """\
From a file having been written, or removed, to an answer that shows it: milliseconds, medians of ten
documents, the worst beside them.\
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table with a heading.

    Attributes:
        said: What its figures are of.
        columns: Each with what stands in it for a row.
    """

    title: str
    said: str
    columns: tuple[Column, ...]


def size(row: Row) -> str:
    """Return how many passages there are, for a reader."""
    return f"{row.size:,}" if row.size else _ARTICLE


def _name(row: Row) -> str:
    if not row.failed:
        return row.engine
    state = "cut short" if "build" in row.facts else "not built"
    return f"{row.engine}; {state}: {row.failed}".replace("|", "/")


def _library(row: Row) -> str:
    return f"{size(row)}; {row.failed}".replace("|", "/") if row.failed else size(row)


def _fact(name: str) -> Callable[[Row], str]:
    return lambda row: amount(row.facts[name]) if name in row.facts else ""


def amount(value: float) -> str:
    """Return a figure with the digits that count; a whole number from a hundred on."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value >= 10 else f"{value:.{2 if value >= 1 else 3}f}"


def _of_all_cores(row: Row) -> str:
    return f"{row.facts['several'] / row.facts['cores'] / row.facts['one']:.2f}"


_FIRST: tuple[Column, ...] = (("passages", size), ("engine", _name))
_OWN: tuple[Column, ...] = (("passages", _library),)

SECTIONS: Mapping[Part, Section] = MappingProxyType(
    {
        Part.SEARCH: Section(
            title="Search",
            said=_SEARCH,
            columns=(
                *_FIRST,
                ("p50 ms", _fact("p50")),
                ("p99 ms", _fact("p99")),
                ("asked", _fact("asked")),
                ("build s", _fact("build")),
                ("memory MB", _fact("memory")),
                ("peak MB", _fact("peak")),
            ),
        ),
        Part.THREADS: Section(
            title="Eight threads",
            said=_THREADS,
            columns=(
                *_FIRST,
                ("one thread", _fact("one")),
                ("eight", _fact("several")),
                ("of all cores", _of_all_cores),
            ),
        ),
        Part.ANSWERS: Section(
            title="Whole answers",
            said=_ANSWERS,
            columns=(
                *_OWN,
                ("p50 ms", _fact("p50")),
                ("less search", _fact("p50_beyond")),
                ("p99 ms", _fact("p99")),
                ("less search", _fact("p99_beyond")),
                ("build s", _fact("build")),
                ("opened s", _fact("opened")),
                ("memory MB", _fact("memory")),
                ("peak MB", _fact("peak")),
            ),
        ),
        Part.OPEN: Section(
            title="A first answer",
            said=_OPEN,
            columns=(
                *_OWN,
                ("ask ms", _fact("open")),
                ("numpy ms", _fact("numpy")),
                ("ratio", _fact("ratio")),
            ),
        ),
        Part.CHANGE: Section(
            title="A document changed",
            said=_CHANGE,
            columns=(
                *_OWN,
                ("changed", _fact("changed")),
                ("worst", _fact("changed_worst")),
                ("added", _fact("added")),
                ("worst", _fact("added_worst")),
                ("removed", _fact("removed")),
                ("worst", _fact("removed_worst")),
            ),
        ),
    }
)
"""The tables of the page, in its order."""
