"""Word documents (.docx, ECMA-376): all that stands in them, but what is deleted or repeats on every page.

The XML is read as it is: python-docx passes over content controls, text boxes and what is inserted. Written
as text, blank lines between paragraphs, the cells of a table's row with bars between; lists with the numbers
that Word shows. What Teams or Google Meet export is read as the transcript that it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.documents.blocks import Outline
from bot.documents.model import BlockKind, Extracted, Facts
from bot.documents.readers import lines as one, packages, plain, transcripts, turns
from bot.documents.readers.first_lines import first_date
from bot.documents.readers.headings import with_headings
from bot.documents.readers.pieces import Layout, Piece, pieces
from bot.documents.readers.turns import Utterance
from bot.documents.readers.word_document import Paragraph, Parts, WordDocument
from bot.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.documents.readers.lines import Line
    from bot.documents.readers.word_document import Row

_OLD = b"\xd0\xcf\x11\xe0"
"""What .doc files begin with, and encrypted files of any edition (MS-CFB)."""

_CAPTION = re.compile(
    r"(?P<bh>\d{1,3}):(?P<bm>\d{1,2}):(?P<bs>\d{1,2})\.(?P<bf>\d{1,3}) --> "
    r"(?P<eh>\d{1,3}):(?P<em>\d{1,2}):(?P<es>\d{1,2})\.(?P<ef>\d{1,3})\n(?P<name>[^\n]{1,100})\n(?P<words>.+)",
    re.DOTALL,
)
_TITLE = re.compile(r"(?:meeting |document )?(?:title|subject|name)\s?:", re.IGNORECASE)
_SAYS_NOTHING = re.compile(r"\W*(?:notes|transcript|minutes|meeting (?:notes|minutes))\W*", re.IGNORECASE)
_NEAR = 4
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}\.?(?=\s)")
_FIRST = 30
_LONGEST_HEADING = 200
_LONGEST_BOLD = 100
_LONGEST_ROW = 600
_FEW_HEADINGS = 3
_BOLD, _BOLD_BELOW_STYLED = 3, 10


def read(content: bytes, *, name: str = "") -> Extracted:
    """Read a document of Word.

    Raises:
        DocumentError: It is encrypted or damaged, of an edition before 2007, no document of Word, or unpacks
            to more than anybody writes.
    """
    if content.startswith(_OLD):
        raise DocumentError(
            f"{name}: cannot be read: it is encrypted, or of Word before 2007; save it as .docx, unlocked"
        )
    with packages.opened(content, name) as package:
        parts = Parts(package, name)
        document = WordDocument(parts)
    writing = _Writing()
    for block in document.blocks:
        writing.write(block)
    text = "".join(writing.text)
    dated = first_date([*document.running, *text.split("\n", _FIRST)[:_FIRST]])
    if (captions := list(_captions(document.blocks))) and 2 * len(captions) > len(document.blocks):
        return turns.written(turns.joined(captions), Facts(title=document.title, date=dated))
    found, headings = writing.found(), {}
    outline = Outline()
    plain.outline_pieces(found, outline)
    for piece in found:
        if piece.kind is BlockKind.HEADING:
            headings[piece.span.start] = piece.level
    facts = Facts(
        title=_title(found) or document.title,
        date=dated,
    )
    blocks = tuple(outline.blocks)
    if transcripts.looks_like(text):
        blocks = transcripts.read_behind(blocks, text, headings=headings)
    return Extracted(text=text, blocks=blocks, facts=facts)


def _captions(blocks: Iterable[Paragraph | Row]) -> Iterator[Utterance]:
    """Yield what is said where each paragraph is a caption, as Teams exported transcripts until 2023."""
    for block in blocks:
        caption = _CAPTION.fullmatch(block.text) if isinstance(block, Paragraph) else None
        if caption is not None:
            start, end = (
                int(caption[f"{at}h"]) * 3600
                + int(caption[f"{at}m"]) * 60
                + int(caption[f"{at}s"])
                + int(caption[f"{at}f"]) / 1000  # 0:0:2.90 is 2.090 s
                for at in ("b", "e")
            )
            yield Utterance(
                words=" ".join(caption["words"].split()), speaker=caption["name"], start=start, end=end
            )


def _title(found: Sequence[Piece]) -> str | None:
    """The words of the title, or else of a heading that a document begins with, or of what is labelled so."""
    first = [" ".join(line.text for line in piece.lines) for piece in found[:_NEAR]]
    if len(first) > 1 and _TITLE.fullmatch(first[0]):
        return first[1]
    headings = [piece for piece in found if piece.kind is BlockKind.HEADING]
    title = next((piece for piece in headings if piece.level == 0), headings[0] if headings else None)
    if title is None or (title.level and title is not found[0]):
        return None
    if not _SAYS_NOTHING.fullmatch(title.lines[0].text):
        return " ".join(line.text for line in title.lines)
    # As Google Meet begins its notes: with that word, the date, and the meeting's name.
    return next(
        (text for text in first[1:] if first_date([text]) is None and len(text) <= _LONGEST_BOLD), None
    )


class _Writing:
    """A document as text, and its pieces.

    Attributes:
        text: The text so far.
    """

    def __init__(self) -> None:
        self.text: list[str] = []
        self._length = 0
        self._pieces: list[Piece] = []
        self._bold: list[int] = []
        self._styled = 0
        self._item: int | None = None

    def write(self, block: Paragraph | Row) -> None:
        """Write a paragraph or a row behind what there is."""
        if isinstance(block, Paragraph):
            self._write_paragraph(block)
        else:
            self._write_row(block)

    def found(self) -> list[Piece]:
        """Return the pieces, with the headings that are told by their looks."""
        found = self._pieces
        if self._styled < _FEW_HEADINGS:
            # What a label names is no heading of what follows.
            found = [
                own if at and found[at - 1].kind is BlockKind.LABEL else piece
                for at, (own, piece) in enumerate(zip(found, with_headings(found), strict=False))
            ]
        alone = [at for at in range(len(found) - 1) if _is_alone(found, at)]
        heads = {
            at for at in alone if len(alone) >= _FEW_HEADINGS or one.ends_in_colon(found[at].lines[0].text)
        }
        if 2 * len(self._bold) <= len(found):
            heads |= {at for at in self._bold if _can_head(found, at)}
        level = _BOLD if self._styled < _FEW_HEADINGS else _BOLD_BELOW_STYLED
        return [
            piece._replace(kind=BlockKind.HEADING, level=level + _depth(piece)) if at in heads else piece
            for at, piece in enumerate(found)
        ]

    def _write_paragraph(self, paragraph: Paragraph) -> None:
        is_numbered = paragraph.mark not in {"", "-"}
        listed = paragraph.item is not None
        lead = "  " * (paragraph.item or 0) if listed else ""
        text = f"{paragraph.mark} {paragraph.text}" if is_numbered else paragraph.text
        together = listed and self._item is not None
        start = self._put(text, "\n" if together else "\n\n", lead + ("- " if paragraph.mark == "-" else ""))
        lines = list(one.lines_of(text, start=start))
        if paragraph.level is not None and len(text) <= _LONGEST_HEADING:
            self._styled += 1
            self._pieces.append(Piece(BlockKind.HEADING, lines, paragraph.level))
            self._item = None
            return
        if listed:
            self._item = paragraph.item
            found = [Piece(BlockKind.ITEM, _indented(lines, 2 * (paragraph.item or 0)))]
        else:
            self._item = self._item if paragraph.indented else None
            indent = 0 if self._item is None else 2 * self._item + 1
            layout = Layout(longest=len(text), width=None, each=True)
            found = [piece for piece in pieces(_indented(lines, indent), layout) if piece.kind is not None]
        if paragraph.is_bold and len(found) == 1 and len(text) <= _LONGEST_BOLD:
            self._bold.append(len(self._pieces))
        self._pieces += found

    def _write_row(self, row: Row) -> None:
        words = list(map(_in_a_line, row.cells))
        has_corner = not words[:1] or not words[0]
        cells = [cell for cell, said in zip(row.cells, words, strict=True) if said]
        words = list(filter(None, words))
        line = " | ".join(words)
        if len(cells) <= 1 or len(line) > _LONGEST_ROW:
            for at, cell in enumerate(cells):
                if at == 0 and len(cells) > 1 and len(words[0]) <= _LONGEST_BOLD:
                    self._add_line(BlockKind.LABEL, words[0], "\n\n")
                    continue
                for block in cell:
                    self.write(block)
            return
        is_first = not self._pieces or self._pieces[-1].kind not in {BlockKind.ROW, BlockKind.HEADER}
        is_bold = all(block.is_bold for cell in cells for block in cell if isinstance(block, Paragraph))
        is_header = row.is_header or (is_first and (is_bold or has_corner) and not words[0].endswith(":"))
        self._add_line(BlockKind.HEADER if is_header else BlockKind.ROW, line, "\n\n" if is_first else "\n")

    def _add_line(self, kind: BlockKind, text: str, before: str) -> None:
        self._item = None
        start = self._put(text, before)
        self._pieces.append(Piece(kind, list(one.lines_of(text, start=start))))

    def _put(self, text: str, before: str, lead: str = "") -> int:
        """Add text behind what parts it from what there is, and return where it begins."""
        lead = (before if self.text else "") + lead
        self.text += [lead, text]
        start = self._length + len(lead)
        self._length = start + len(text)
        return start


def _in_a_line(cell: Iterable[Paragraph | Row]) -> str:
    """Return the words of a cell on one line, what its paragraphs are parted by shown."""
    texts = [" ".join(text.split()) for text in _texts(cell)]
    return " ".join(
        text if one.ends(text) or one.pauses(text) else f"{text};" for text in texts
    ).removesuffix(";")


def _texts(cell: Iterable[Paragraph | Row]) -> Iterator[str]:
    for block in cell:
        if isinstance(block, Paragraph):
            yield f"{block.mark} {block.text}" if block.mark not in {"", "-"} else block.text
        else:
            yield from (text for inner in block.cells for text in _texts(inner))


def _indented(lines: Sequence[Line], indent: int) -> list[Line]:
    return [line._replace(indent=indent + line.indent) for line in lines]


def _is_alone(found: Sequence[Piece], at: int) -> bool:
    """Whether a short item stands alone in its list, over what is none, as numbered headings do."""
    piece = found[at]
    if piece.kind is not BlockKind.ITEM or len(piece.lines) > 1 or len(piece.lines[0].text) > _LONGEST_BOLD:
        return False
    around = {found[at + 1].kind, found[at - 1].kind if at else None}
    return BlockKind.ITEM not in around and not one.ends(piece.lines[0].text)


def _can_head(found: Sequence[Piece], at: int) -> bool:
    """Whether a piece whose words are all bold is a heading of what follows."""
    piece = found[at]
    text = piece.lines[0].text
    if (
        piece.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}
        or len(piece.lines) > 1
        or at + 1 == len(found)
    ):
        return False
    following = found[at + 1]
    if piece.kind is BlockKind.ITEM and following.kind is BlockKind.ITEM:
        return following.lines[0].indent > piece.lines[0].indent
    return not (one.ends(text) or one.ends_in_colon(text) or one.is_field(text)) and any(
        map(str.isalpha, text)
    )


def _depth(piece: Piece) -> int:
    """How deep a heading stands below others of its look: by its number, or else in its list."""
    number = _NUMBER.match(piece.lines[0].text)
    if number is not None:
        return number[0].rstrip(".").count(".")
    return piece.lines[0].indent + (piece.kind is BlockKind.ITEM)
