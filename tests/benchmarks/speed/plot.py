"""The plot: latency, memory and build time by the number of passages, all axes logarithmic."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from tests.benchmarks.speed.engines import ENGINES
from tests.benchmarks.speed.results import Part

if TYPE_CHECKING:
    from tests.benchmarks.speed.results import Results

_PANELS = (("p50", "search, median", "ms"), ("memory", "memory", "MB"), ("build", "build", "s"))
_COLORS = ("#0072b2", "#56b4e9", "#d55e00", "#e69f00", "#009e73", "#1f2328")
"""Told apart by those who see no red or green (Okabe and Ito 2008); ours and its like alike."""


def plot(results: Results) -> bytes:
    """Return the plot of what was searched, as the bytes of an SVG file."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 4.2), layout="constrained")
    axes = figure.subplots(1, len(_PANELS))
    for axis, (fact, title, unit) in zip(axes, _PANELS, strict=True):
        for engine, color in zip(ENGINES, _COLORS, strict=True):
            rows = [row for row in results.of(Part.SEARCH, engine) if row.facts.get(fact, 0) > 0]
            axis.plot([r.size for r in rows], [r.facts[fact] for r in rows], "o-", color=color, label=engine)
        axis.set(title=f"{title}, {unit}", xlabel="passages")
        if any(fact in row.facts for row in results.of(Part.SEARCH)):
            axis.set(xscale="log", yscale="log")
        axis.grid(visible=True, color="#e6e9ed")
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=len(ENGINES))
    file = io.BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()
