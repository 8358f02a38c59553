"""A drawing as PNG, by matplotlib, which only those install who want it: it is heavy."""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, assert_never

from bot.errors import PlotError
from bot.evaluation.plot.drawing import Align, Bar, Dot, Line, Text

if TYPE_CHECKING:
    from pathlib import Path

    from bot.evaluation.plot.drawing import Drawing, Shape

_DOTS_PER_INCH = 100
_POINTS_PER_PIXEL = 72 / _DOTS_PER_INCH
_SHARPNESS = 2
_ALIGNED = {Align.START: "left", Align.MIDDLE: "center", Align.END: "right"}


def check_installed(path: Path) -> None:
    """Refuse to draw a PNG without matplotlib.

    Raises:
        PlotError: It is not installed.
    """
    if find_spec("matplotlib") is None:
        raise PlotError(
            f"{path}: PNG needs matplotlib: pip install 'meeting-bot[plots]', or write a .svg, which does not"
        )


def to_png(drawing: Drawing) -> bytes:
    """Return a drawing as the bytes of a PNG file."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    size = (drawing.width / _DOTS_PER_INCH, drawing.height / _DOTS_PER_INCH)
    figure = Figure(figsize=size, dpi=_DOTS_PER_INCH, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    for shape in drawing.shapes:
        _add(axes, shape)
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=_SHARPNESS * _DOTS_PER_INCH, metadata={"Title": drawing.title})
    return file.getvalue()


def _add(axes: Any, shape: Shape) -> None:  # noqa: ANN401 - matplotlib may not be there to give its types
    from matplotlib.patches import Circle, Rectangle

    match shape:
        case Line():
            xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
            axes.plot(xs, ys, color=shape.color.value, linestyle="--" if shape.dashed else "-", linewidth=1.1)
        case Dot():
            axes.add_patch(Circle((shape.x, shape.y), shape.radius, color=shape.color.value))
        case Bar():
            corner = (shape.x, shape.y)
            axes.add_patch(Rectangle(corner, shape.width, shape.height, color=shape.color.value, linewidth=0))
        case Text():
            size = shape.size * _POINTS_PER_PIXEL
            axes.text(
                shape.x,
                shape.y,
                shape.text,
                ha=_ALIGNED[shape.align],
                va="baseline",
                fontsize=size,
                parse_math=False,
            )
        case _:
            assert_never(shape)
