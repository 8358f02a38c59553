"""A picture of a run: how far coverage can be relied on, and how each kind of question fares."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bot.errors import PlotError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.evaluation.run import Outcome

ENDINGS = (".svg", ".png")


def check_path(path: Path) -> None:
    """Refuse a file that no plot could be written to, before any question is asked.

    Raises:
        PlotError: Its ending is no picture's, its folder is missing, or what draws PNG is not installed.
    """
    if path.suffix.lower() not in ENDINGS:
        raise PlotError(f"{path}: a plot's name ends in {' or '.join(ENDINGS)}")
    if not path.parent.is_dir() or path.is_dir() or not os.access(path.parent, os.W_OK):
        raise PlotError(f"{path}: no file can be written there")
    if path.suffix.lower() == ".png":
        from bot.evaluation.plot.png import check_installed

        check_installed(path)


def write_plot(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Draw a run, and write the picture to a file in the format of its ending.

    Raises:
        PlotError: The file cannot be written.
    """
    from bot.evaluation.plot.charts import charts

    drawing = charts(outcomes)
    if path.suffix.lower() == ".png":
        from bot.evaluation.plot.png import to_png

        content = to_png(drawing)
    else:
        from bot.evaluation.plot.svg import to_svg

        content = to_svg(drawing)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise PlotError(f"{path}: cannot be written: {error.strerror}") from error
