"""The two charts of a run, side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot.evaluation.figures import by_kind, figures
from bot.evaluation.plot.drawing import Align, Bar, Color, Dot, Drawing, Line, Text
from bot.evaluation.reliability import calibration_error, reliability

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.evaluation.plot.drawing import Shape
    from bot.evaluation.run import Outcome

_WIDTH = 920
_LEFT, _TOP, _SIDE = 70, 60, 320
_BARS_LEFT, _BARS_WIDTH = 560, 250
_ROW = 30
_LARGEST_DOT = 11
_LONGEST_NAME = 20


def charts(outcomes: Sequence[Outcome]) -> Drawing:
    """Return the reliability diagram of coverage, and the hit rate of each kind of question."""
    kinds = by_kind(outcomes) or {"all questions": tuple(outcomes)}
    height = max(_TOP + _SIDE + 60, _TOP + _ROW * len(kinds) + 60)
    return Drawing(
        width=_WIDTH,
        height=height,
        title="Coverage, and hits by kind of question",
        shapes=(*_reliability(outcomes), *_hits(kinds)),
    )


def _reliability(outcomes: Sequence[Outcome]) -> Iterator[Shape]:
    bins = reliability(outcomes)
    bottom, right = _TOP + _SIDE, _LEFT + _SIDE
    heading = f"What coverage is worth (mean gap {calibration_error(bins):.3f})"
    yield Text(x=_LEFT, y=_TOP - 25, text=heading, size=14)
    for tenth in range(0, 11, 2):
        share = tenth / 10
        yield Text(x=_LEFT + share * _SIDE, y=bottom + 18, text=f"{share:.1f}", align=Align.MIDDLE)
        yield Text(x=_LEFT - 8, y=bottom - share * _SIDE + 4, text=f"{share:.1f}", align=Align.END)
    yield Text(x=_LEFT + _SIDE / 2, y=bottom + 40, text="coverage, in the mean", align=Align.MIDDLE)
    yield Text(x=_LEFT - 30, y=_TOP - 8, text="share covered")
    yield Line(points=((_LEFT, _TOP), (_LEFT, bottom), (right, bottom)), color=Color.INK)
    yield Line(points=((_LEFT, bottom), (right, _TOP)), color=Color.FAINT, dashed=True)
    points = tuple((_LEFT + found.coverage * _SIDE, bottom - found.covered * _SIDE) for found in bins)
    yield Line(points=points, color=Color.BLUE)
    for (x, y), found in zip(points, bins, strict=True):
        radius = max(3.0, _LARGEST_DOT * math.sqrt(found.questions / len(outcomes)))
        yield Dot(x=x, y=y, radius=radius, color=Color.BLUE)
        yield Text(x=x + radius + 3, y=y + 14, text=str(found.questions), size=10)


def _hits(kinds: dict[str, tuple[Outcome, ...]]) -> Iterator[Shape]:
    yield Text(x=_BARS_LEFT - 100, y=_TOP - 25, text="By kind of question", size=14)
    for row, (kind, outcomes) in enumerate(kinds.items()):
        found = figures(outcomes)
        hit, refused = found["hit_at_1"], found["refused_of_not_covered"]
        share, color = (hit, Color.BLUE) if hit is not None else (refused or 0.0, Color.ORANGE)
        y = _TOP + row * _ROW
        name = kind if len(kind) <= _LONGEST_NAME else f"{kind[: _LONGEST_NAME - 1]}…"
        yield Text(x=_BARS_LEFT - 8, y=y + 15, text=name, align=Align.END)
        yield Bar(x=_BARS_LEFT, y=y, width=_BARS_WIDTH, height=_ROW - 10, color=Color.FAINT)
        yield Bar(x=_BARS_LEFT, y=y, width=share * _BARS_WIDTH, height=_ROW - 10, color=color)
        label = f"{share:.0%} of {len(outcomes)}"
        yield Text(x=_BARS_LEFT + _BARS_WIDTH + 8, y=y + 15, text=label)
    below = _TOP + len(kinds) * _ROW + 18
    yield Text(x=_BARS_LEFT, y=below, text="blue: the right passage first; orange: refused", size=10)
