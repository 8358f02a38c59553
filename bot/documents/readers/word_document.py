"""What stands in a document of Word: paragraphs and rows of tables, out of the XML of its parts (ECMA-376)."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from bot.documents.readers import packages
from bot.documents.readers.word_styles import Numbering, Styles, child, is_on, local, value
from bot.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

_BYTES_AT_MOST = 64 << 20

_LEFT_OUT = frozenset(
    "pPr rPr sectPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr del moveFrom delText instrText rt".split()
)

_WORDS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

_BLANKS = re.compile("[ \u00a0\u2002-\u200a\u202f]+|[\u200b\u2060\ufeff\u00ad]+")

_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")

_MARK_BEFORE_TAB = re.compile(r"\A([(\[]?\w{1,4}[.):\]]|\d{1,3}(?:\.\d{1,3}){1,5}\.?|[^\w\s])[ \t]*\t[ \t]*")

_INDENTED = 360
"""Twentieths of a point; Word sets items of lists in by 360 or 720 each."""


class Paragraph(NamedTuple):
    """A paragraph; `item` is the depth in a list, `indented` whether it is set in without being an item."""

    text: str
    mark: str = ""
    level: int | None = None
    item: int | None = None
    is_bold: bool = False
    indented: bool = False


class Row(NamedTuple):
    """A row of a table."""

    cells: list[list[Paragraph | Row]]
    is_header: bool


class Parts:
    """The parts of a document's package."""

    def __init__(self, package: ZipFile, name: str) -> None:
        self._package = package
        self._members = packages.members(package)
        self._left = _BYTES_AT_MOST
        self.name = name
        relations = self.root("_rels/.rels")
        self._main = next(
            (
                (relation.get("Target") or "").lstrip("/")
                for relation in (relations if relations is not None else ())
                if (relation.get("Type") or "").endswith("/officeDocument")
            ),
            "word/document.xml",
        )

    def root(self, place: str) -> Element | None:
        """Return the root of a part, None where there is none such."""
        info = self._members.get(place)
        if info is None:
            return None
        content = packages.member(self._package, info, self.name, bytes_at_most=self._left)
        self._left -= len(content)
        try:
            return ET.fromstring(content)  # noqa: S314 - expat bounds what entities grow to, and loads none
        except (ET.ParseError, ValueError, LookupError) as error:
            raise DocumentError(f"{self.name}: cannot be read: it is damaged ({place})") from error

    def document(self) -> Element:
        """Return the root of the document itself."""
        root = self.root(self._main)
        body = child(root, "body")
        if body is None:
            raise DocumentError(f"{self.name}: cannot be read: it is no document of Word")
        return body

    def beside(self, place: str) -> Element | None:
        """Return the root of a part that lies where the document does."""
        return self.root(posixpath.join(posixpath.dirname(self._main), place))

    def headers(self) -> Iterator[Element]:
        """Yield what repeats at the top of pages."""
        folder = posixpath.dirname(self._main)
        for place in sorted(self._members):
            if place.startswith(f"{folder}/header") and (root := self.root(place)) is not None:
                yield root


class WordDocument:
    """What stands in a document.

    Attributes:
        blocks: Its paragraphs and rows, in order; notes come last.
        running: The lines that repeat at the top of pages.
        title: What its properties say.
    """

    def __init__(self, parts: Parts) -> None:
        self._styles = Styles(parts.beside("styles.xml"))
        self._numbering = Numbering(parts.beside("numbering.xml"))
        self.blocks = list(self._blocks(parts.document()))
        for notes in (parts.beside("footnotes.xml"), parts.beside("endnotes.xml")):
            for note in notes if notes is not None else ():
                if value(note, "type") in {None, "normal"}:
                    self.blocks += self._blocks(note)
        self.running = [
            block.text
            for root in parts.headers()
            for block in self._blocks(root)
            if isinstance(block, Paragraph)
        ]
        title = child(parts.root("docProps/core.xml"), "title")
        self.title = (title.text if title is not None else None) or None

    def _blocks(self, container: Element) -> Iterator[Paragraph | Row]:
        for element in _children(container):
            match local(element):
                case "p":
                    yield from self._paragraph(element)
                case "tbl":
                    for row in _nearest(element, "tr"):
                        yield Row(
                            [list(self._blocks(cell)) for cell in _nearest(row, "tc")],
                            is_header=is_on(child(row, "trPr", "tblHeader")) is True,
                        )
                case _:
                    yield from self._blocks(element)

    def _paragraph(self, paragraph: Element) -> Iterator[Paragraph | Row]:
        """Yield a paragraph, and behind it what stands in its text boxes."""
        look = self._styles.look(paragraph)
        words: list[str] = []
        boxes: list[Element] = []
        bold = True
        stack = [(paragraph, look.is_bold is True)]
        while stack:
            element, is_bold = stack.pop()
            name = local(element)
            if name == "t":
                words.append(element.text or "")
                bold = bold and (is_bold or not (element.text or "").strip())
            elif name in _WORDS:
                words.append(_WORDS[name])
            elif name == "txbxContent":
                boxes.append(element)
            else:
                if name == "r":
                    own = is_on(child(element, "rPr", "b"))
                    is_bold = is_bold if own is None else own
                stack += [(one, is_bold) for one in reversed(list(_children(element)))]
        text = _clean("".join(words))
        if text:
            is_item = bool(look.list)
            depth = min(look.depth or 0, 8)
            yield Paragraph(
                text=text,
                mark=self._numbering.mark(look.list or "", depth) if is_item else "",
                level=look.level,
                item=depth if is_item else None,
                is_bold=bold,
                indented=(look.indent or 0) >= _INDENTED,
            )
        for box in boxes:
            yield from self._blocks(box)


def _children(element: Element) -> Iterator[Element]:
    """Yield what stands in an element, of alternatives one: what old programs are shown repeats the words."""
    if local(element) != "AlternateContent":
        yield from (one for one in element if local(one) not in _LEFT_OUT)
        return
    choices = [one for one in element if any(local(inner) == "t" for inner in one.iter())]
    yield from choices[:1]


def _nearest(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name that stand in one, but not within one another."""
    for inner in _children(element):
        if local(inner) == name:
            yield inner
        else:
            yield from _nearest(inner, name)


def _clean(words: str) -> str:
    """Return words in lines without needless blanks and what nobody sees."""
    cleaned = _BLANKS.sub(lambda found: " " if found[0][0] not in "\u200b\u2060\ufeff\u00ad" else "", words)
    lines = _LINE_END.sub("\n", cleaned).split("\n")
    return "\n".join(_MARK_BEFORE_TAB.sub(r"\1 ", line.strip()) for line in lines).strip()
