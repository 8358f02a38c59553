"""A drawing as SVG 1.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never
from xml.etree import ElementTree as ET

from bot.evaluation.plot.drawing import Bar, Dot, Line, Text

if TYPE_CHECKING:
    from bot.evaluation.plot.drawing import Drawing, Shape

_FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
_OUTSIDE_XML = dict.fromkeys((*range(0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), "\ufffd")


def to_svg(drawing: Drawing) -> bytes:
    """Return a drawing as the bytes of an SVG file, the same for the same drawing."""
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {drawing.width} {drawing.height}",
            "width": str(drawing.width),
            "height": str(drawing.height),
            "font-family": _FONT,
            "role": "img",
        },
    )
    ET.SubElement(root, "title").text = drawing.title
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    for shape in drawing.shapes:
        _add(root, shape)
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n%s\n' % ET.tostring(root, encoding="unicode").encode()


def _add(root: ET.Element, shape: Shape) -> None:
    match shape:
        case Line():
            attributes = {
                "points": " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points),
                "fill": "none",
                "stroke": shape.color.value,
                "stroke-width": "1.5",
            }
            ET.SubElement(
                root, "polyline", attributes | ({"stroke-dasharray": "5 4"} if shape.dashed else {})
            )
        case Dot():
            at = {"cx": _number(shape.x), "cy": _number(shape.y), "r": _number(shape.radius)}
            ET.SubElement(root, "circle", at | {"fill": shape.color.value})
        case Bar():
            at = {name: _number(getattr(shape, name)) for name in ("x", "y", "width", "height")}
            ET.SubElement(root, "rect", at | {"fill": shape.color.value})
        case Text():
            at = {"x": _number(shape.x), "y": _number(shape.y), "text-anchor": shape.align.value}
            element = ET.SubElement(root, "text", at | {"font-size": str(shape.size), "fill": "#222222"})
            element.text = shape.text.translate(_OUTSIDE_XML)
        case _:
            assert_never(shape)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
