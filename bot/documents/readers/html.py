"""HTML: the whole body but for navigation and controls; minutes of calls, such as the W3C's, as turns.

What finds a page's main text loses turns, so nothing is guessed. Written as text, blank lines between blocks,
the cells of a table's row with bars between, an item of a list behind a dash.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.documents.blocks import Outline
from bot.documents.model import Extracted, Facts, Span
from bot.documents.readers import transcripts
from bot.documents.readers.first_lines import first_date
from bot.errors import DocumentError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LEFT_OUT = frozenset(
    "script style noscript template nav head svg math iframe object canvas audio video select option button"
    " textarea input".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption"
    " figure footer form header hgroup hr legend li main menu ol p pre section summary table tbody td tfoot"
    " th thead tr ul".split()
) | frozenset(_HEADINGS)
_IN_A_CELL = ",".join(sorted(_BLOCKS - {"div", "p", "td", "th", "tr"}))

_PAGE = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?(?:<!doctype html|<html[\s>])", re.IGNORECASE | re.DOTALL)
_CONTAINER = re.compile(
    r"<(/?)(?:address|article|aside|blockquote|center|details|dialog|div|dl|fieldset|figure|footer|form|header"
    r"|hgroup|listing|main|menu|nav|ol|pre|search|section|summary|ul)[\s/>]",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_DEEPEST = 500
_MOST_ATTRIBUTES = 2000
"""More, and the parser takes time that grows with the square of the page."""

_LONGEST_LABEL = 100
_MOST_INDENTED = 8
_DATES = "meta[name=date], meta[name='dcterms.date'], meta[property='article:published_time']"
_LONGEST_DATE = len("2026-04-09")
_DATED = 2000
"""Characters at the beginning in which the date of a page is looked for."""


def looks_like(text: str) -> bool:
    """Whether a text is a page of HTML, by its beginning."""
    return _PAGE.match(text) is not None


def read(text: str, *, name: str = "") -> Extracted:
    """Read a page.

    Raises:
        DocumentError: It is nested so deeply, or a tag has so many attributes, that reading takes too long.
    """
    from selectolax.lexbor import LexborHTMLParser

    _refuse_the_unreadable(text, name)
    page = LexborHTMLParser(text)
    writing = _Writing()
    if page.body is not None:
        writing.write(page.body)
    title: LexborNode | None = page.css_first("title")
    root: LexborNode | None = page.css_first("html")
    facts = Facts(
        title=(" ".join(title.text().split()) if title is not None else "") or writing.first_heading,
        language=(root.attributes.get("lang") if root is not None else None) or None,
        url=_address(page.css_first("link[rel=canonical]")),
    )
    written = "".join(writing.pieces)
    dated = [*_stated_dates(page), facts.title or "", *written[:_DATED].split("\n"), name]
    facts = replace(facts, date=first_date(dated))
    blocks = tuple(writing.outline.blocks)
    if transcripts.looks_like(written):
        blocks = transcripts.read_behind(blocks, written, headings=writing.headings)
    return Extracted(text=written, blocks=blocks, facts=facts)


def _stated_dates(page: LexborHTMLParser) -> list[str]:
    """What a page says of its date where programs look for it."""
    stated = [(node.attributes.get("content") or "")[:_LONGEST_DATE] for node in page.css(_DATES)]
    time = page.css_first("time[datetime]")
    return [*stated, ((time.attributes.get("datetime") or "") if time is not None else "")[:_LONGEST_DATE]]


def _address(link: LexborNode | None) -> str | None:
    address = link.attributes.get("href") if link is not None else None
    return address if address and address.startswith(("http://", "https://")) else None


def _refuse_the_unreadable(text: str, name: str) -> None:
    depth = 0
    for tag in _CONTAINER.finditer(text):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEEPEST:
            raise DocumentError(f"{name}: cannot be read: it is nested too deeply")
    for tag in _TAG.finditer(text):
        if len(re.findall(r"[\s/=]", _QUOTED.sub("", tag[0]))) > _MOST_ATTRIBUTES:
            raise DocumentError(f"{name}: cannot be read: it has a tag of too many attributes")


class _Writing:
    """A page as text, and its blocks.

    Attributes:
        pieces: The text so far.
        outline: The blocks so far.
        headings: The level of each heading, by where it begins.
        first_heading: The words of the first one.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.outline = Outline()
        self.headings: dict[int, int] = {}
        self.first_heading: str | None = None
        self._length = 0
        self._words: list[str] = []
        self._items: list[bool] = []
        self._cells: list[str] = []
        self._cell: str | None = None
        self._is_header = True

    def write(self, body: LexborNode) -> None:
        """Write what stands in a body, in its order."""
        stack: list[tuple[LexborNode, bool]] = [(body, False)]
        while stack:
            node, ended = stack.pop()
            if ended:
                self._end(node.tag or "")
            elif node.is_text_node:
                self._add_words(node)
            elif not _is_left_out(node):
                self._begin(node)
                stack.append((node, True))
                child = node.last_child
                while child is not None:
                    stack.append((child, False))
                    child = child.prev

    def _add_words(self, node: LexborNode) -> None:
        words = (node.text_content or "").replace("\0", "")
        parent = node.parent
        if parent is not None and parent.tag == "pre":
            words = words.replace("\n", "\0")
        self._words.append(words)

    def _begin(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "br" or (self._cell and tag in _BLOCKS):
            self._words.append("\0")
        elif tag in {"td", "th"} and self._cell is None and node.css_first(_IN_A_CELL) is None:
            self._end_block()
            self._cell = tag
        elif tag in _BLOCKS:
            self._end_block()
            if tag == "li":
                self._items.append(False)

    def _end(self, tag: str) -> None:
        if self._cell and tag == self._cell:
            self._cells.append(" ".join("".join(self._words).replace("\0", " ").split()))
            self._is_header = self._is_header and tag == "th"
            self._words, self._cell = [], None
        elif self._cell or tag not in _BLOCKS:
            return
        elif tag in _HEADINGS:
            self._end_block(level=_HEADINGS[tag])
        elif tag == "tr":
            self._end_block()
            self._end_row()
        else:
            self._end_block(is_label=tag == "dt")
            if tag == "li" and self._items:
                self._items.pop()

    def _end_row(self) -> None:
        cells, is_header = [cell for cell in self._cells if cell], self._is_header
        self._cells, self._is_header = [], True
        if not cells:
            return
        span = self._put(" | ".join(cells), "\n" if len(cells) > 1 else "\n\n")
        if len(cells) == 1:
            self.outline.paragraph(span, within=len(self._items))
        elif is_header:
            self.outline.header(span, within=len(self._items))
        else:
            self.outline.row(span, within=len(self._items))

    def _end_block(self, *, level: int | None = None, is_label: bool = False) -> None:
        """End a block; blank lines within it, which pages make with breaks, part paragraphs."""
        if not self._words:
            return
        lines = [" ".join(line.split()) for line in "".join(self._words).split("\0")]
        self._words = []
        for block in re.split(r"\n{2,}", "\n".join(lines).strip("\n")):
            if not block:
                continue
            if self._cells:
                self._end_row()
            if level is not None:
                self._add_heading(" ".join(block.split()), level)
            elif self._items:
                self._add_to_item(block)
            elif is_label and len(block) <= _LONGEST_LABEL:
                self.outline.label(self._put(block), paragraphs=1)
            else:
                self.outline.paragraph(self._put(block))

    def _add_heading(self, words: str, level: int) -> None:
        span = self._put(words)
        self.headings[span.start] = level
        self.first_heading = self.first_heading or words
        self.outline.heading(span, level)

    def _add_to_item(self, block: str) -> None:
        within = len(self._items)
        if self._items[-1]:
            self.outline.paragraph(self._put(block), within=within)
        else:
            self._items[-1] = True
            self.outline.item(
                self._put(block, "\n", mark="  " * min(within - 1, _MOST_INDENTED) + "- "), within=within - 1
            )

    def _put(self, words: str, before: str = "\n\n", *, mark: str = "") -> Span:
        """Add words to the text, behind what parts them from those before; only the words are the block's."""
        lead = (before if self.pieces else "") + mark
        self.pieces += [lead, words]
        start = self._length + len(lead)
        self._length = start + len(words)
        return Span(start=start, end=self._length)


def _is_left_out(node: LexborNode) -> bool:
    if node.tag in _LEFT_OUT or node.is_comment_node:
        return True
    attributes = node.attributes
    return (
        "hidden" in attributes
        or attributes.get("role") == "navigation"
        or attributes.get("aria-hidden") == "true"
        or _HIDDEN.search(attributes.get("style") or "") is not None
    )
