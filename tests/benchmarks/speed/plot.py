"""The plot: latency, memory and build time by size, all axes logarithmic, as SVG that needs nothing to draw.

A card of its own, white with dark text, so that it reads the same on a light and on a dark page.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tests.benchmarks.speed.engines import ENGINES, OURS
from tests.benchmarks.speed.results import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.speed.results import Results

    Points = Sequence[tuple[float, float]]

_WIDTH, _HEIGHT = 1000, 440
_TOP, _BOTTOM = 62, 330
_PANELS = (("p50", "Search, median", "ms"), ("memory", "Memory", "MB"), ("build", "Build", "s"))
_LEFT, _PANEL, _GAP = 58, 262, 66
_LEGEND_COLUMNS, _MARGIN = 5, 28
_INK, _FAINT, _RULE, _BORDER = "#1f2328", "#59636e", "#e6e9ed", "#d0d7de"
_FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
_COLORS = (
    # Told apart by those who see no red or green (Okabe and Ito 2008); ours and its like alike.
    *("#0072b2", "#56b4e9", "#d55e00", "#e69f00", "#009e73"),
    *("#cc79a7", "#1f2328", "#8c6d1f", "#7a5195", "#8c959f"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Where the values between two powers of ten lie, in pixels, by their logarithm."""

    least: int
    most: int
    start: float
    end: float

    @classmethod
    def over(cls, values: Sequence[float], start: float, end: float) -> Scale:
        """Return the scale of whole powers of ten that holds some values, at least one, all above 0."""
        least = math.floor(math.log10(min(values)))
        return cls(least=least, most=max(least + 1, math.ceil(math.log10(max(values)))), start=start, end=end)

    def at(self, value: float) -> float:
        """Return where a value lies."""
        share = (math.log10(value) - self.least) / (self.most - self.least)
        return self.start + share * (self.end - self.start)

    def powers(self) -> list[float]:
        """Return the powers of ten on it."""
        return [10.0**power for power in range(self.least, self.most + 1)]


def plot(results: Results) -> bytes:
    """Return the plot of what was searched, as the bytes of an SVG file."""
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_WIDTH} {_HEIGHT}",
            "width": str(_WIDTH),
            "height": str(_HEIGHT),
            "font-family": _FONT,
            "role": "img",
        },
    )
    ET.SubElement(root, "title").text = "Search latency, memory and build time by the number of passages"
    card = {"x": "0.5", "y": "0.5", "width": str(_WIDTH - 1), "height": str(_HEIGHT - 1), "rx": "8"}
    ET.SubElement(root, "rect", card | {"fill": "#ffffff", "stroke": _BORDER})
    drawn: list[str] = []
    for number, (fact, title, unit) in enumerate(_PANELS):
        lines = {name: _points(results, name, fact) for name in ENGINES}
        lines = {name: points for name, points in lines.items() if points}
        drawn += [name for name in lines if name not in drawn]
        if lines:
            _panel(root, _LEFT + number * (_PANEL + _GAP), f"{title}, {unit}", lines)
    _legend(root, [name for name in ENGINES if name in drawn])
    ET.indent(root)
    return f"{ET.tostring(root, encoding='unicode')}\n".encode()


def _points(results: Results, engine: str, fact: str) -> Points:
    rows = results.of(Part.SEARCH, engine)
    return [(row.size, row.facts[fact]) for row in rows if row.facts.get(fact, 0.0) > 0]


def _panel(root: ET.Element, left: float, title: str, lines: dict[str, Points]) -> None:
    every = [point for points in lines.values() for point in points]
    across = Scale.over([size for size, _ in every], left, left + _PANEL)
    up = Scale.over([value for _, value in every], _BOTTOM, _TOP)
    _text(root, left, 36, title, size=16, color=_INK, anchor="start")
    for value in up.powers():
        _rule(root, (left, up.at(value)), (left + _PANEL, up.at(value)))
        _text(root, left - 8, up.at(value) + 4, f"{value:,.10g}", size=12, color=_FAINT, anchor="end")
    for size in across.powers():
        _rule(root, (across.at(size), _TOP), (across.at(size), _BOTTOM))
        _text(root, across.at(size), _BOTTOM + 20, _short(size), size=12, color=_FAINT, anchor="middle")
    _text(root, left + _PANEL / 2, _BOTTOM + 40, "passages", size=12, color=_FAINT, anchor="middle")
    for name in reversed(lines):  # ours last, on top
        _line(root, name, [(across.at(size), up.at(value)) for size, value in lines[name]])


def _line(root: ET.Element, name: str, points: Points) -> None:
    color, width = _color(name), "3.5" if name == OURS else "1.8"
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    style = {"fill": "none", "stroke": color, "stroke-width": width, "stroke-linejoin": "round"}
    ET.SubElement(root, "polyline", {"points": path} | style)
    for x, y in points:
        dot = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "4" if name == OURS else "2.8", "fill": color}
        ET.SubElement(root, "circle", dot)


def _legend(root: ET.Element, names: Sequence[str]) -> None:
    width = (_WIDTH - 2 * _MARGIN) / _LEGEND_COLUMNS
    for number, name in enumerate(names):
        row, column = divmod(number, _LEGEND_COLUMNS)
        x, y = _MARGIN + column * width, _BOTTOM + 70 + 24 * row
        _line(root, name, [(x, y - 4), (x + 22, y - 4)])
        _text(root, x + 31, y, name, size=12, color=_INK, anchor="start", bold=name == OURS)


def _rule(root: ET.Element, start: tuple[float, float], end: tuple[float, float]) -> None:
    at = {"x1": f"{start[0]:.1f}", "y1": f"{start[1]:.1f}", "x2": f"{end[0]:.1f}", "y2": f"{end[1]:.1f}"}
    ET.SubElement(root, "line", at | {"stroke": _RULE})


def _text(
    root: ET.Element, x: float, y: float, text: str, *, size: int, color: str, anchor: str, bold: bool = False
) -> None:
    at = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": str(size), "fill": color, "text-anchor": anchor}
    ET.SubElement(root, "text", at | ({"font-weight": "600"} if bold else {})).text = text


def _color(name: str) -> str:
    return _COLORS[list(ENGINES).index(name) % len(_COLORS)]


def _short(size: float) -> str:
    return (
        f"{size / 1_000_000:g}M"
        if size >= 1_000_000
        else f"{size / 1000:g}k"
        if size >= 1000
        else f"{size:g}"
    )
