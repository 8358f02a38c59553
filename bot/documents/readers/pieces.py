"""Lines of texts without markup put together into pieces: paragraphs, items, labels, rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from bot.documents.model import BlockKind, Span
from bot.documents.readers import lines as one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.documents.readers.lines import Line

_USUAL_WIDTH = 72
_MOST = 0.6
_LONGEST_ENTRY = 100
_LONGEST_BROKEN = 160
_LONGEST_UNDERLINED = 120
_LONGEST_HEADER = 30
_SHORTEST_GOING_ON = 40
_FAR_FROM_FULL = 0.6


class Piece(NamedTuple):
    """Some lines that make one block; the kind of a rule is None."""

    kind: BlockKind | None
    lines: Sequence[Line]
    level: int = 0

    @property
    def span(self) -> Span:
        """Where they stand in the document."""
        return Span(start=self.lines[0].start, end=self.lines[-1].end)


class Layout(NamedTuple):
    """How the lines of a document are written.

    Attributes:
        longest: Characters of the longest line.
        width: At how many characters lines are broken, None where they end of themselves.
        each: Whether each line is a paragraph where it does not go on, for no blank lines divide them.
    """

    longest: int
    width: int | None
    each: bool = False


def pieces(chunk: Sequence[Line], layout: Layout) -> Iterator[Piece]:
    """Part lines between which no blank line stands."""
    width, apart = _breaks(chunk, layout)
    found = list(_pieces(chunk, width, apart=apart))
    paragraphs = [piece for piece in found if piece.kind is BlockKind.PARAGRAPH]
    fields = sum(one.is_field(piece.lines[0].text) for piece in paragraphs)
    listed = apart and 2 * sum(map(_is_entry, paragraphs)) > len(paragraphs) > 1
    for piece in found:
        is_field = fields > 1 and one.is_field(piece.lines[0].text)
        is_item = piece.kind is BlockKind.PARAGRAPH and (listed or is_field)
        yield piece._replace(kind=BlockKind.ITEM) if is_item else piece


def _breaks(chunk: Sequence[Line], layout: Layout) -> tuple[int | None, bool]:
    """Return at how many characters lines are broken, and whether each is a piece since none is broken."""
    if layout.each or len(chunk) == 1:
        return layout.width, layout.width is None
    own = one.width_of(chunk)
    if own is not None:
        return own, False
    width = max(min(layout.longest, _USUAL_WIDTH), *(line.indent + len(line.text) for line in chunk))
    short = sum(not one.was_full(line, following, width) for line, following in pairwise(chunk))
    apart = short >= _MOST * (len(chunk) - 1)
    return None if apart else layout.width, apart


def _pieces(chunk: Sequence[Line], width: int | None, *, apart: bool) -> Iterator[Piece]:
    first = 0
    while first < len(chunk):
        if _begins_table(chunk, first):
            found = list(_table(chunk, first))
        elif (piece := _marked(chunk, first)) is not None:
            found = [piece]
        else:
            after = first + 1
            while after < len(chunk) and not _begins(chunk, first, after, width, apart=apart):
                after += 1
            kind = BlockKind.ITEM if one.is_item(chunk[first].text) else BlockKind.PARAGRAPH
            found = [Piece(kind, chunk[first:after])]
        yield from found
        first += sum(len(piece.lines) for piece in found)


def _marked(chunk: Sequence[Line], at: int) -> Piece | None:
    """Return the piece of a line that says what it is by itself, or with the rules around it."""
    line = chunk[at]
    if _is_underlined(chunk, at):
        return Piece(BlockKind.HEADING, chunk[at : at + 2], 1 if chunk[at + 1].text[0] == "=" else 2)
    if one.is_rule(line.text):
        if _is_underlined(chunk, at + 1) and chunk[at + 2].text[0] == line.text[0]:
            return Piece(BlockKind.HEADING, chunk[at : at + 3], 0)
        return Piece(None, [line])
    if (level := one.heading_level(line.text)) is not None:
        return Piece(BlockKind.HEADING, [line], level)
    if not one.is_item(line.text) and (one.is_label(line.text) or one.is_emphasised(line.text)):
        return Piece(BlockKind.LABEL, [line])
    return None


def _is_entry(piece: Piece) -> bool:
    """Whether a piece is one short line that is no sentence, as the entries of a list without marks are."""
    text = piece.lines[0].text
    return len(piece.lines) == 1 and len(text) <= _LONGEST_ENTRY and not one.ends(text)


def _begins(chunk: Sequence[Line], first: int, at: int, width: int | None, *, apart: bool) -> bool:
    """Whether a line begins another piece than the lines from `first` on."""
    opening, before, line = chunk[first], chunk[at - 1], chunk[at]
    in_list = one.is_item(opening.text)
    if one.is_field(line.text) and one.is_field(before.text):
        return True
    if one.is_in_capitals(before.text) != one.is_in_capitals(line.text):
        return True
    if _breaks_a_sentence(before, line, width, apart=apart):
        return one.is_item(line.text) and (in_list or one.pauses(before.text))
    if one.is_item(line.text):
        return True
    if one.is_field(opening.text) and line.indent > opening.indent:
        return False
    if one.goes_on(before, line):
        shorter = len(before.text) < _SHORTEST_GOING_ON or len(line.text) > 2 * len(before.text)
        return apart and shorter and not in_list
    if _marked(chunk, at) is not None or _begins_table(chunk, at):
        return True
    if in_list:
        return line.indent <= opening.indent and not (width and one.was_full(before, line, width))
    return _ends_a_paragraph(before, line, width, apart=apart)


def _breaks_a_sentence(before: Line, line: Line, width: int | None, *, apart: bool) -> bool:
    """Whether a line certainly goes on in the next: it is full, or long, and its sentence has not ended."""
    if one.ends(before.text) or one.ends_in_colon(before.text):
        return False
    if width is None:
        return not apart and len(before.text) > _LONGEST_BROKEN
    return one.was_full(before, line, width)


def _ends_a_paragraph(before: Line, line: Line, width: int | None, *, apart: bool) -> bool:
    """Whether a line was ended where it need not have been broken, or the next is set in."""
    if width is None:
        return apart or before.broken
    if one.ends(before.text) or one.ends_in_colon(before.text):
        return line.indent > before.indent + 1 or not one.was_full(before, line, width)
    return not one.was_full(before, line, width, share=_FAR_FROM_FULL)


def _is_underlined(chunk: Sequence[Line], at: int) -> bool:
    if at + 1 >= len(chunk) or not one.is_underline(chunk[at + 1].text):
        return False
    text = chunk[at].text
    return (
        len(text) <= _LONGEST_UNDERLINED
        and not one.is_item(text)
        and not one.is_rule(text)
        and text[-1] != "."
    )


def _begins_table(chunk: Sequence[Line], at: int) -> bool:
    wide = one.cells(chunk[at].text)
    return wide > 1 and at + 1 < len(chunk) and one.cells(chunk[at + 1].text) == wide


def _table(chunk: Sequence[Line], first: int) -> Iterator[Piece]:
    """Yield the rows of the table that begins with a line, its header first if it has one."""
    wide, after = one.cells(chunk[first].text), first + 1
    while after < len(chunk) and one.cells(chunk[after].text) == wide:
        after += 1
    head = first
    if one.is_delimiters(chunk[first + 1].text):
        head = first + 2
    elif _heads(chunk[first].text, [line.text for line in chunk[first + 1 : after]]):
        head = first + 1
    if head > first:
        yield Piece(BlockKind.HEADER, chunk[first:head])
    for line in chunk[head:after]:
        yield Piece(None if one.is_delimiters(line.text) else BlockKind.ROW, [line])


def _heads(line: str, rows: Sequence[str]) -> bool:
    """Whether a line is the header of the rows below: short words over rows with figures."""
    words = all(entry and len(entry) <= _LONGEST_HEADER for entry in one.entries(line)) and not _has_digit(
        line
    )
    return words and len(rows) > 1 and all(map(_has_digit, rows))


def _has_digit(line: str) -> bool:
    return any(map(str.isdigit, line))
