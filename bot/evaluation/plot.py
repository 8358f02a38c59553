"""A picture of a run: how far coverage can be relied on, and how each kind of question fares.

It is drawn by matplotlib, the extra ``plots``, which only those install who want pictures.
"""

from __future__ import annotations

import os
import warnings
from importlib.util import find_spec
from typing import TYPE_CHECKING

from bot.errors import PlotError
from bot.evaluation.metrics import by_kind, calibration_error, figures, reliability

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from bot.evaluation.run import Outcome

ENDINGS = (".svg", ".png")

# Told apart by those who see no red or green (Okabe and Ito 2008).
_FAINT, _BLUE, _ORANGE = "#bbbbbb", "#0072b2", "#e69f00"
_INCHES = (11.0, 4.6)
_INCHES_A_KIND = 0.3
_KINDS_THAT_FIT = 12
_DOTS_PER_INCH = 150
_LARGEST_DOT = 300
_SMALLEST_DOT = 20
_LONGEST_NAME = 24


def check_path(path: Path) -> None:
    """Refuse a file that no plot could be written to, before any question is asked.

    Raises:
        PlotError: Its ending is no picture's, its folder is missing, or matplotlib is not installed.
    """
    if path.suffix.lower() not in ENDINGS:
        raise PlotError(f"{path}: a plot's name ends in {' or '.join(ENDINGS)}")
    if not path.parent.is_dir() or path.is_dir() or not os.access(path.parent, os.W_OK):
        raise PlotError(f"{path}: no file can be written there")
    if find_spec("matplotlib") is None:
        raise PlotError(f"{path}: plots need matplotlib: pip install 'meeting-bot[plots]'")


def write_plot(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Draw a run, and write the picture to a file in the format of its ending.

    Raises:
        PlotError: The file cannot be written.
    """
    import matplotlib as mpl

    kind = path.suffix.lower().removeprefix(".")
    metadata: dict[str, str | None] = {"Title": "Coverage, and hits by kind of question"}
    if kind == "svg":
        metadata |= {"Date": None}
    # Text stays text, and the same run makes the same bytes.
    style = mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "meeting-bot", "text.parse_math": False})
    with style, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a letter of a kind's name that the font has not
        try:
            draw(outcomes).savefig(path, format=kind, dpi=_DOTS_PER_INCH, metadata=metadata)
        except OSError as error:
            raise PlotError(f"{path}: cannot be written: {error.strerror}") from error


def draw(outcomes: Sequence[Outcome]) -> Figure:
    """Draw the reliability diagram of coverage beside the hits of each kind of question."""
    from matplotlib.figure import Figure

    kinds = by_kind(outcomes) or {"all questions": tuple(outcomes)}
    width, height = _INCHES
    height += _INCHES_A_KIND * max(0, len(kinds) - _KINDS_THAT_FIT)
    figure = Figure(figsize=(width, height), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.2))
    _draw_reliability(left, outcomes)
    _draw_kinds(right, kinds)
    return figure


def _draw_reliability(axes: Axes, outcomes: Sequence[Outcome]) -> None:
    bins = reliability(outcomes)
    axes.set_title(f"What coverage is worth (mean gap {calibration_error(bins):.3f})")
    axes.set(xlabel="coverage, in the mean", ylabel="share covered", xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.spines[["top", "right"]].set_visible(False)
    axes.plot((0, 1), (0, 1), linestyle="--", color=_FAINT)
    xs, ys = [one.coverage for one in bins], [one.covered for one in bins]
    sizes = [max(_SMALLEST_DOT, _LARGEST_DOT * one.questions / len(outcomes)) for one in bins]
    axes.plot(xs, ys, color=_BLUE)
    axes.scatter(xs, ys, sizes, color=_BLUE, clip_on=False, zorder=3)
    for one in bins:
        axes.annotate(
            str(one.questions), (one.coverage, one.covered), (8, -12), textcoords="offset points", fontsize=8
        )


def _draw_kinds(axes: Axes, kinds: Mapping[str, Sequence[Outcome]]) -> None:
    """Draw a bar a kind: how often the right passage came first, or the question was rightly refused."""
    axes.set_title("By kind of question")
    axes.set_xlim(0, 1)
    axes.set_xlabel("blue: the right passage first; orange: refused")
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks(range(len(kinds)), [_shortened(kind) for kind in kinds])
    axes.invert_yaxis()
    for row, outcomes in enumerate(kinds.values()):
        found = figures(outcomes)
        hit, refused = found["hit_at_1"], found["refused_of_not_covered"]
        share, color = (hit, _BLUE) if hit is not None else (refused or 0.0, _ORANGE)
        axes.barh(row, 1, color=_FAINT, height=0.6, alpha=0.4)
        axes.barh(row, share, color=color, height=0.6)
        axes.annotate(
            f"{share:.0%} of {len(outcomes)}", (1, row), (6, 0), textcoords="offset points", va="center"
        )


def _shortened(name: str) -> str:
    """Return a name that fits beside its bar, without what no font has."""
    line = "".join(character if character.isprintable() else "\ufffd" for character in name)
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"
