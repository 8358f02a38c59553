"""What a picture is made of, in pixels from the top left, before it is known in which format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Color(Enum):
    """The few colours of a picture; told apart by those who see no red or green (Okabe and Ito 2008)."""

    INK = "#222222"
    FAINT = "#bbbbbb"
    BLUE = "#0072b2"
    ORANGE = "#e69f00"


class Align(Enum):
    """Where a text stands to its point; the values are SVG's words for it."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line through points, dashed or not."""

    points: tuple[tuple[float, float], ...]
    color: Color
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    color: Color


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A filled rectangle; `x` and `y` are its top left."""

    x: float
    y: float
    width: float
    height: float
    color: Color


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text on one line; `y` is its base line."""

    x: float
    y: float
    text: str
    align: Align = Align.START
    size: int = 12


Shape = Line | Dot | Bar | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Shapes, those that come later on top, on a white ground."""

    width: int
    height: int
    title: str
    shapes: tuple[Shape, ...]
