"""What Word says of paragraphs apart from their words: styles, and the numbers of lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_MOST_ANCESTORS = 20
_LEVELS = 9
_BULLETS = frozenset({"bullet", "none"})
_OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN = 4000


class Look(NamedTuple):
    """How a paragraph is to be shown, as far as it or its style says.

    Attributes:
        level: The level of a heading; 0 is a title's.
        list: The number of the list that it is an item of; an empty text takes a style's list away.
        depth: In how many items of that list it stands.
        is_bold: Whether all of it is.
        indent: How far it is set in, in twentieths of a point.
    """

    level: int | None = None
    list: str | None = None
    depth: int | None = None
    is_bold: bool | None = None
    indent: int | None = None

    def over(self, other: Look) -> Look:
        """Return this look, and where it says nothing another."""
        said = {key: own for key, own in self._asdict().items() if own is not None}
        return other._replace(**said)


def local(element: Element) -> str:
    """The name of an element without its namespace, of which the formats' editions have several."""
    return element.tag.rpartition("}")[2]


def child(element: Element | None, *path: str) -> Element | None:
    """Return what is reached from an element by the names of children, if anything is."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute of an element, whatever its namespace."""
    if element is None:
        return None
    return next((text for key, text in element.items() if key.rpartition("}")[2] == name), None)


def is_on(element: Element | None) -> bool | None:
    """Whether a property that is either on or off is on; None where nothing says."""
    return None if element is None else (value(element) or "").lower() not in _OFF


def look_of(element: Element) -> Look:
    """Return what the properties of a paragraph or of a style say."""
    properties = child(element, "pPr")
    numbering = child(properties, "numPr")
    outline = _number(value(child(properties, "outlineLvl")))
    number = value(child(numbering, "numId"))
    indent = child(properties, "ind")
    return Look(
        level=outline + 1 if outline is not None and outline < _LEVELS else None,
        list="" if number == "0" else number,
        depth=_number(value(child(numbering, "ilvl"))),
        is_bold=is_on(child(element, "rPr", "b")),
        indent=_number(value(indent, "left") or value(indent, "start")),
    )


class Styles:
    """The styles of a document, by their identifiers.

    Args:
        root: The root of ``styles.xml``; None where there is none.
    """

    def __init__(self, root: Element | None) -> None:
        self._own: dict[str, tuple[Look, str | None]] = {}
        self._default: str | None = None
        for style in root if root is not None else ():
            identifier = value(style, "styleId")
            if (
                local(style) != "style"
                or identifier is None
                or value(style, "type") not in {None, "paragraph"}
            ):
                continue
            name = value(child(style, "name")) or ""
            heading = _HEADING.fullmatch(name)
            level = int(heading[1]) if heading else 0 if name.lower() == "title" else None
            self._own[identifier] = (Look(level=level).over(look_of(style)), value(child(style, "basedOn")))
            if value(style, "default") not in {None, *_OFF}:
                self._default = identifier

    def look(self, paragraph: Element) -> Look:
        """Return how a paragraph looks."""
        found = look_of(paragraph)._replace(is_bold=None)  # what it says there is of its mark alone
        style = value(child(paragraph, "pPr", "pStyle")) or self._default
        for _ in range(_MOST_ANCESTORS):
            if style is None or style not in self._own:
                break
            own, style = self._own[style]
            found = found.over(own)
        return found


class Numbering:
    """The numbers of lists, counted as the items come.

    Args:
        root: The root of ``numbering.xml``; None where there is none.
    """

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._levels[value(element, "abstractNumId") or ""] = dict(_levels(element))
            elif local(element) == "num":
                number = value(element, "numId") or ""
                self._lists[number] = value(child(element, "abstractNumId")) or ""
                for override in element:
                    start = _number(value(child(override, "startOverride")))
                    if start is not None:
                        self._starts[number, _number(value(override, "ilvl")) or 0] = start

    def mark(self, number: str, depth: int) -> str:
        """Count an item of a list and return what stands before it, such as ``2.1``; a bullet is a dash."""
        abstract = self._lists.get(number, "")
        levels = self._levels.get(abstract, {})
        if depth not in levels or not 0 <= depth < _LEVELS:
            return "-"
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        start = self._starts.pop((number, depth), None)
        before = counts[depth]
        counts[depth] = start if start is not None else levels[depth][0] if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        _, format_, text = levels[depth]
        if format_ in _BULLETS or not text.strip():
            return "-" if format_ == "bullet" else ""

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            start, format_, _ = levels.get(at, (1, "decimal", ""))
            return _shown(start if counts[at] is None else counts[at] or 0, format_)

        return _PLACE.sub(shown, text).strip()


def _levels(abstract: Element) -> Iterator[tuple[int, tuple[int, str, str]]]:
    for level in abstract:
        at = _number(value(level, "ilvl"))
        if local(level) == "lvl" and at is not None:
            start = _number(value(child(level, "start")))
            format_ = value(child(level, "numFmt")) or "decimal"
            yield at, (1 if start is None else start, format_, value(child(level, "lvlText")) or "")


def _number(text: str | None) -> int | None:
    try:
        return int(text) if text and len(text) < _LEVELS else None
    except ValueError:
        return None


def _shown(number: int, format_: str) -> str:
    """Return a number as a list shows it."""
    if format_.endswith("Letter") and number > 0:
        shown = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 26 + 1)
    elif format_.endswith("Roman") and 0 < number < _LARGEST_ROMAN:
        shown, rest = "", number
        for worth, digits in _ROMAN:
            shown += digits * (rest // worth)
            rest %= worth
    else:
        shown = f"{number:02}" if format_ == "decimalZero" else str(number)
    return shown.upper() if format_.startswith("upper") else shown
