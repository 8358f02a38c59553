"""Lines of printed pages, and the heads, feet and page numbers that run through them."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGER = 1.12
"""How much larger than usual letters are that make a heading."""

_RUNNING = 3
"""Lines at the top of a page, and at its foot, that may run through the pages."""

_LEAST_PAGES = 0.4
"""Share of the pages on which a line that runs through them stands; left and right pages may differ."""

NEAR = 4.0
"""Points within which lines stand at one place."""

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p|pg|página|pagina|side|sida)\W{0,3})?\d{1,4}(?:\s?(?:of|/|von|de|sur|av|di)\s?\d{1,4})?\W*",
    re.IGNORECASE,
)
_NUMBER_AT_AN_END = re.compile(r"\A\d{1,4}(?=\s)|(?<=\s)\d{1,4}\Z")


class Printed(NamedTuple):
    """A line as it is printed: its words, where it stands on its page in points, and how."""

    text: str
    x: float
    y: float
    size: float
    weight: int


def without_running(pages: Sequence[Sequence[Printed]]) -> tuple[list[list[Printed]], list[str]]:
    """Return pages without the lines that run through them, and the words of those."""
    edges = [_edges(page) for page in pages]
    uses = Counter(key for page in edges for key in {key for line in page for key in _keys(line)})
    shifts = Counter(shift for at, page in enumerate(edges) for shift in _shifts(page, at))
    least = max(2, _LEAST_PAGES * len(pages))
    running: dict[str, None] = {}
    kept = []
    for at, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        left_out = {
            id(line)
            for line in edge
            if max(uses[key] for key in _keys(line)) >= least
            or (line in {edge[0], edge[-1]} and _PAGE_NUMBER.fullmatch(line.text))
            or any(shifts[shift] >= least for shift in _shifts(edge, at) & _shifts([line], at))
        }
        running.update(dict.fromkeys(line.text for line in edge if id(line) in left_out))
        kept.append([line for line in page if id(line) not in left_out])
    return kept, list(running)


def _edges(page: Sequence[Printed]) -> list[Printed]:
    """Return the lines at the top and at the foot of a page, from the top."""
    ordered = sorted(page, key=lambda line: -line.y)
    return ordered if len(ordered) <= 2 * _RUNNING else [*ordered[:_RUNNING], *ordered[-_RUNNING:]]


def _keys(line: Printed) -> tuple[tuple[str, int], ...]:
    """Return what lines at one place have in common, numbers apart; places are rounded both ways."""
    words = _DIGITS.sub("0", line.text).casefold()
    return tuple((words, 2 * int(line.y / NEAR + shift) + bool(shift)) for shift in (0, 0.5))


def _shifts(page: Sequence[Printed], at: int) -> set[int]:
    """Return by how much numbers that end a page's first or last line differ from the number of the page."""
    largest = (
        LARGER * median_low(line.size for line in page) if page else 0
    )  # a heading may begin with one too
    ends = [line.text for line in {*page[:1], *page[-1:]} if line.size <= largest]
    return {int(number) - at for text in ends for number in _NUMBER_AT_AN_END.findall(text)}
