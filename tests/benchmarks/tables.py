"""Tables in plain text: the first column flush left, figures flush right."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LEAST_WIDTH = 7


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a titled table; a row may end early, and its last cell may then be a remark of any length."""
    found = [tuple(row) for row in rows]
    full = [head, *(row for row in found if len(row) == len(head))]
    widths = [max(_LEAST_WIDTH, *(len(row[column]) for row in full)) for column in range(len(head))]
    widths[0] = max(len(row[0]) for row in (head, *found))
    lines = ["  ".join(_aligned(row, widths)).rstrip() for row in (head, *found)]
    return "\n".join((title, *lines, ""))


def percent(part: float | None) -> str:
    """Return a share in percent, to a tenth."""
    return "-" if part is None else f"{100 * part:.1f}"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    yield row[0].ljust(widths[0])
    yield from (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=False))
