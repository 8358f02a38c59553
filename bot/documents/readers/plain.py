"""Plain text: blank lines divide paragraphs; where there are none, a line is one unless it goes on in the next."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from bot.documents.blocks import Outline
from bot.documents.model import BlockKind, Extracted, Facts
from bot.documents.readers import lines as one
from bot.documents.readers.headings import with_headings
from bot.documents.readers.pieces import Layout, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.documents.model import Span
    from bot.documents.readers.lines import Line
    from bot.documents.readers.pieces import Piece

_MOST_NESTED = 16
_FEW_WORDS = 2
_ALL = 1 << 30


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
    title = found[0].lines[0].text if found and found[0].kind is BlockKind.HEADING else None
    return Extracted(text=text, blocks=tuple(outline.blocks), facts=Facts(title=title and title.lstrip("# ")))


def outline_pieces(found: Sequence[Piece], outline: Outline) -> None:
    """Add pieces to an outline; an item stands under the one before that is less indented."""
    indents: list[int] = []
    for piece, following in zip_longest(found, found[1:]):
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
                _add_label(line.text, piece.span, outline)
            case BlockKind.HEADER:
                outline.header(piece.span)
            case BlockKind.ROW:
                outline.row(piece.span)
            case BlockKind.ITEM:
                indents.append(line.indent)
                outline.item(piece.span, within=within, is_label=_is_label(piece, following))
            case _:
                outline.paragraph(piece.span, within=within, leads=one.ends_in_colon(piece.lines[-1].text))


def _add_label(text: str, span: Span, outline: Outline) -> None:
    """Add a label: one of few words reaches further than a sentence that ends in a colon."""
    words = text.count(" ") + 1
    outline.label(
        span,
        paragraphs=_ALL if words <= _FEW_WORDS else 1,
        as_heading=one.is_emphasised(text) and not text.rstrip("*_").endswith(":"),
    )


def _is_label(piece: Piece, following: Piece | None) -> bool:
    if following is None or following.kind is not BlockKind.ITEM or len(piece.lines) > 1:
        return False
    return following.lines[0].indent > piece.lines[0].indent and one.names_only(piece.lines[0].text)


def layout_of(lines: Sequence[Line], *, each: bool) -> Layout:
    """How the lines of a text are written; where each may be a paragraph, it is if blank lines do not divide them."""
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
    """Part lines at the blank lines between them, but where a broken line goes on behind one, as at a page's end."""
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
