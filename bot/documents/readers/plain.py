"""Plain text: blank lines divide paragraphs; where there are none, each line is one unless it goes on."""

from __future__ import annotations

from itertools import pairwise, takewhile, zip_longest
from typing import TYPE_CHECKING

from bot.documents.blocks import Outline
from bot.documents.model import BlockKind, Extracted, Facts
from bot.documents.readers import lines as one
from bot.documents.readers.headings import with_headings
from bot.documents.readers.pieces import Layout, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.documents.readers.lines import Line
    from bot.documents.readers.pieces import Piece

_MOST_NESTED = 16
_FEW_WORDS = 2
_ALL = 1 << 30
_MOST_BENEATH = 5


def read(text: str, *, name: str = "") -> Extracted:  # noqa: ARG001 - readers are called alike
    """Read a plain text."""
    return read_lines(text, each=True)


def read_lines(text: str, *, each: bool) -> Extracted:
    """Read a text without markup.

    Args:
        text: The text.
        each: Whether a line is a paragraph where no blank line stands in all of the text.
    """
    found = with_headings(_pieces(list(one.lines_of(text)), each=each))
    outline = Outline()
    outline_pieces(found, outline)
    return Extracted(text=text, blocks=tuple(outline.blocks), facts=Facts(title=_title(found)))


def _title(found: Sequence[Piece]) -> str | None:
    """The words of the heading that a text begins with."""
    if not found or found[0].kind is not BlockKind.HEADING:
        return None
    words = (line.text.lstrip("# ") for line in found[0].lines if not one.is_rule(line.text))
    return " ".join(words) or None


def outline_pieces(found: Sequence[Piece], outline: Outline) -> None:
    """Add pieces to an outline; an item stands under the one before that is less indented."""
    indents: list[int] = []
    for at, (piece, following) in enumerate(zip_longest(found, found[1:])):
        line = piece.lines[0]
        within = len(indents)
        if piece.kind in {BlockKind.ITEM, BlockKind.PARAGRAPH}:
            while indents and (indents[-1] >= line.indent or len(indents) > _MOST_NESTED):
                indents.pop()
            within = len(indents)
        else:
            indents.clear()
        match piece.kind:
            case BlockKind.HEADING:
                outline.heading(piece.span, piece.level)
            case BlockKind.LABEL if following is not None and following.lines[0].indent > line.indent:
                indents.append(line.indent)
                outline.item(piece.span, is_label=True)
            case BlockKind.LABEL:
                outline.label(
                    piece.span,
                    paragraphs=_reach(line.text, found[at + 1 : at + 1 + _MOST_BENEATH]),
                    as_heading=one.is_emphasised(line.text) and not one.ends_in_colon(line.text),
                )
            case BlockKind.HEADER:
                outline.header(piece.span)
            case BlockKind.ROW:
                outline.row(piece.span)
            case BlockKind.ITEM:
                indents.append(line.indent)
                outline.item(piece.span, within=within, is_label=_is_label(piece, following))
            case _:
                outline.paragraph(piece.span, within=within, leads=one.ends_in_colon(piece.lines[-1].text))


def _reach(label: str, following: Sequence[Piece]) -> int:
    """Return over how many paragraphs a label reaches: those up to a blank line, or behind one."""
    beneath = list(takewhile(lambda piece: not piece.lines[0].apart, following))
    if beneath:
        return len(beneath)
    return _ALL if label.count(" ") < _FEW_WORDS else 1


def _is_label(piece: Piece, following: Piece | None) -> bool:
    if following is None or following.kind is not BlockKind.ITEM or len(piece.lines) > 1:
        return False
    return following.lines[0].indent > piece.lines[0].indent and one.names_only(piece.lines[0].text)


def layout_of(lines: Sequence[Line], *, each: bool) -> Layout:
    """Return how the lines of a text are written; `each` as for `read_lines`."""
    width = one.width_of(lines)
    divided = [line.apart for line in lines[1:]]
    if each:
        each = not any(divided) or (all(divided) and width is not None)
    return Layout(longest=max((len(line.text) for line in lines), default=0), width=width, each=each)


def _pieces(lines: Sequence[Line], *, each: bool) -> list[Piece]:
    """Part the lines of a text into pieces, rules left out."""
    layout = layout_of(lines, each=each)
    return [
        piece for chunk in _chunks(lines, layout) for piece in pieces(chunk, layout) if piece.kind is not None
    ]


def _chunks(lines: Sequence[Line], layout: Layout) -> Iterator[Sequence[Line]]:
    """Part lines at the blank lines between them, but where a line goes on behind one, as at a page's end."""
    first = 0
    for at, (before, line) in enumerate(pairwise(lines), start=1):
        if not line.apart or layout.each:
            continue
        if (
            layout.width is not None
            and one.goes_on(before, line)
            and one.was_full(before, line, layout.width)
        ):
            continue
        yield lines[first:at]
        first = at
    if first < len(lines):
        yield lines[first:]
