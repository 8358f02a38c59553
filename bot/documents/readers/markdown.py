"""Markdown, by a CommonMark parser (https://spec.commonmark.org/0.31.2/), with tables as GitHub has them.

What can be quoted is the file's own text, so the parser only says on which lines the blocks are; their markup
stays part of them. HTML comments, rules across the page, the fences of code, the targets of links that stand
apart and tags without words lie in no block. Lines that the parser joins but that are lines to their writer
(fields, labels, entries) are parted as those of plain text are. A text without any markup is read as plain.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from bot.documents.blocks import Outline
from bot.documents.model import BlockKind, Extracted, Facts, Span
from bot.documents.readers import lines as one, plain
from bot.documents.readers.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONGEST_PARSED = 2_000_000
"""Characters beyond which a text is read as plain: the parser takes about a microsecond for each."""

_DEEPEST = 60
"""Levels of nesting that are parsed; a list is two."""

_LONGEST_HEADING = 200
_ROW = re.compile(r"<tr\b")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<![^<>]*>")
_TARGET = re.compile(r" {0,3}\[[^\[\]]+\]:\s+<?(?:[a-z][a-z+.-]*:|[/.#])\S*(?:\s+[\"'(].*)?$", re.IGNORECASE)
_WORD = re.compile(r"\w")
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_LEVELS = 6
_FENCE = re.compile(r"[\s>]*(?:`{3,}|~{3,})\s*$")
_MARKS_OF_HEADING = re.compile(r"^#{1,6}\s+|\s+#+$")
_MARKS_ALONE = re.compile(r"[\s>*+-]*(?:\d{1,9}[.)])?\s*")


class _Leaf(NamedTuple):
    """Lines that hold words, and no other blocks.

    Attributes:
        type: The type of the parser's token.
        first: The first line.
        after: The line behind the last.
        level: Of a heading, its level.
        within: In how many items of lists it stands.
        opens: Whether it is the first in the innermost of them.
        lists: Whether a list that stands in the same item follows.
        quoted: Whether it stands in a block quote.
    """

    type: str
    first: int
    after: int
    level: int
    within: int
    opens: bool
    lists: bool
    quoted: bool


def read(text: str, *, name: str = "") -> Extracted:
    """Read a Markdown text."""
    if len(text) > _LONGEST_PARSED:
        return plain.read(text, name=name)
    leaves = list(_leaves(_parser().parse(text)))
    if all(map(_is_unmarked, leaves)):
        return plain.read_lines(text, each=False)
    reading = _Reading(text)
    for leaf in leaves:
        reading.add(leaf)
    reading.close()
    return Extracted(text=text, blocks=tuple(reading.outline.blocks), facts=Facts(title=reading.title))


@cache
def _parser() -> MarkdownIt:
    """The parser, for blocks only, without definitions of links: a text of such takes it quadratic time."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable(["inline", "reference"])


@cache
def _inline_parser() -> MarkdownIt:
    """The parser of what stands in a line."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _leaves(tokens: Sequence[Token]) -> Iterator[_Leaf]:
    """Yield the leaves of the tree of blocks, in order."""
    items: list[bool] = []
    quotes, head = 0, False
    for at, token in enumerate(tokens):
        match token.type:
            case "list_item_open":
                items.append(True)
            case "list_item_close":
                items.pop()
            case "blockquote_open" | "blockquote_close":
                quotes += token.nesting
            case "thead_open" | "thead_close":
                head = token.nesting > 0
            case "heading_open" | "paragraph_open" | "tr_open" | "fence" | "code_block" | "html_block" | "hr":
                first, after = token.map or (0, 0)
                yield _Leaf(
                    type="head" if head else token.type,
                    first=first,
                    after=after + head,
                    level=int(token.tag[1:]) if token.type == "heading_open" else 0,
                    within=len(items),
                    opens=bool(items) and items[-1],
                    lists=len(tokens) > at + 3 and tokens[at + 3].type in _LISTS,
                    quoted=quotes > 0,
                )
                if items:
                    items[-1] = False
            case _:
                pass


def _is_unmarked(leaf: _Leaf) -> bool:
    return leaf.type == "paragraph_open" and not leaf.within and not leaf.quoted


def _around_comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a text that stand in no HTML comment."""
    begin = 0
    while (opening := text.find("<!--", begin)) >= 0 and (closing := text.find("-->", opening + 4)) >= 0:
        yield begin, opening
        begin = closing + 3
    yield begin, len(text)


class _Reading:
    """The blocks of a text, made of leaf after leaf.

    Attributes:
        outline: The blocks.
        title: The first heading of the first level, or else the first of any.
    """

    def __init__(self, text: str) -> None:
        self.outline = Outline()
        self.title: str | None = None
        self._text = text
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._layout = plain.layout_of(list(one.lines_of(text)), each=False)
        self._title_level = _LEVELS + 1
        self._heading_ended = -1
        self._read = 0

    def add(self, leaf: _Leaf) -> None:
        """Add the blocks of a leaf."""
        self._add_unparsed(leaf.first)
        self._read = leaf.after
        spans = list(self._spans(leaf))
        if not spans or leaf.type == "hr" or (leaf.level and not spans[0].of(self._text).strip("# ")):
            return
        if leaf.level and not leaf.within and not leaf.quoted and self._is_heading(spans[0]):
            self.outline.heading(spans[0], leaf.level)
            self._note_title(leaf, spans[0])
            self._heading_ended = leaf.after
        elif leaf.type == "head":
            self.outline.header(spans[0], within=leaf.within)
        elif leaf.type == "tr_open":
            self.outline.row(spans[0], within=leaf.within)
        elif leaf.opens:
            names = (
                leaf.lists and "\n" not in spans[0].of(self._text) and one.names_only(spans[0].of(self._text))
            )
            self.outline.item(spans[0], within=leaf.within - 1, is_label=names)
            for span in spans[1:]:
                self.outline.paragraph(span, within=leaf.within)
        elif leaf.type == "html_block":
            self._add_html(leaf, spans)
        else:
            for span in spans:
                self._add_words(leaf, span)

    def close(self) -> None:
        """Add what follows the last leaf."""
        self._add_unparsed(len(self._lines))

    def _spans(self, leaf: _Leaf) -> Iterator[Span]:
        """Yield where the words of a leaf stand, without comments and fences of code."""
        first, after = leaf.first, leaf.after
        if leaf.type == "fence":
            first += 1
            after -= after > first and _FENCE.match(self._lines[after - 1]) is not None
        start, end = self._starts[first], max(self._starts[first], self._starts[after] - 1)
        whole = self._text[start:end]
        holds_comments = leaf.type in {"html_block", "paragraph_open"}
        for begin, stop in _around_comments(whole) if holds_comments else [(0, len(whole))]:
            piece = whole[begin:stop]
            if words := piece.strip():
                at = start + begin + piece.index(words[0])
                yield Span(start=at, end=at + len(words))

    def _add_html(self, leaf: _Leaf, spans: Iterable[Span]) -> None:
        """Add what HTML has words: the rows of a table, or all as a paragraph."""
        for span in spans:
            html = span.of(self._text)
            starts = [0, *(row.start() for row in _ROW.finditer(html)), len(html)]
            for start, end in pairwise(starts):
                words = html[start:end].rstrip()
                if not _WORD.search(_TAG.sub("", words)):
                    continue
                part = Span(start=span.start + start, end=span.start + start + len(words))
                if not words.startswith("<tr"):
                    self.outline.paragraph(part, within=leaf.within)
                elif "<th" in words:
                    self.outline.header(part, within=leaf.within)
                else:
                    self.outline.row(part, within=leaf.within)

    def _add_words(self, leaf: _Leaf, span: Span) -> None:
        """Add a paragraph, or what its lines are by themselves where it stands in nothing."""
        if leaf.within or leaf.quoted or leaf.type not in {"paragraph_open", "heading_open"}:
            self.outline.paragraph(span, within=leaf.within)
            return
        lines = list(one.lines_of(span.of(self._text), start=span.start))
        if leaf.level and one.is_underline(lines[-1].text):
            lines.pop()
        if all(_TARGET.match(line.text) for line in lines):
            return
        found = [piece for piece in pieces(lines, self._layout) if piece.kind is not None]
        # Emphasised words directly beneath a heading are no heading themselves but say who speaks, or when.
        if (
            found
            and leaf.first == self._heading_ended
            and found[0].kind is BlockKind.LABEL
            and lines[0].text[0] in "*_"
        ):
            found[0] = found[0]._replace(kind=BlockKind.PARAGRAPH)
        plain.outline_pieces(found, self.outline)

    def _is_heading(self, span: Span) -> bool:
        """Whether a heading is meant as one: a rule beneath a paragraph makes a heading of it too."""
        if span.end - span.start > _LONGEST_HEADING:
            return False
        words, *rules = span.of(self._text).split("\n")
        return not rules or (len(rules) == 1 and not one.ends(words.strip()) and not one.is_field(words))

    def _note_title(self, leaf: _Leaf, span: Span) -> None:
        if leaf.level < self._title_level and (self._title_level > _LEVELS or leaf.level == 1):
            self._title_level = leaf.level
            words = _MARKS_OF_HEADING.sub("", span.of(self._text).split("\n")[0])
            inline = _inline_parser().parseInline(words)[0].children or []
            self.title = (
                "".join(token.content for token in inline if token.type in {"text", "code_inline"}) or None
            )

    def _add_unparsed(self, until: int) -> None:
        """Add lines that the parser passes over, such as those that are nested too deeply."""
        for number in range(self._read, until):
            line = self._lines[number]
            if _WORD.search(line) and not _MARKS_ALONE.fullmatch(line):
                start = self._starts[number] + len(line) - len(line.lstrip())
                self.outline.paragraph(Span(start=start, end=start + len(line.strip())))
