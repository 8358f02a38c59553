"""Blocks under what stands above them: headings, labels, headers of tables, items that others stand under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.model import Block, BlockKind

if TYPE_CHECKING:
    from bot.documents.model import Span

_HEADINGS = 20
"""Depth in the tree at which headings end and labels begin; a label is deeper than any heading."""

_LISTS = _HEADINGS + 2
"""Depth at which lists begin: two for each item that stands under another, so that a header fits between."""


class Outline:
    """Takes the blocks of a document in order, and notes above each what it stands under.

    A heading reaches to the next of its level or a higher one. A label ("Present:") reaches over what follows
    it directly: one list or table, or else paragraphs; one that stands as a heading does ("**Present**" alone
    on its line) reaches to the next such label or heading.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        # Blocks that others may stand beneath: how deep each stands itself, and its position.
        self._open: list[tuple[int, int]] = []
        self._reach = 0
        self._has_list = False
        self._paragraphs = 0

    def heading(self, span: Span, level: int) -> None:
        """Add a heading; level 0 is the highest, that of a title."""
        self._close(level)
        self._add(BlockKind.HEADING, span, opens=level)

    def label(self, span: Span, *, paragraphs: int, as_heading: bool = False) -> None:
        """Add a label.

        Args:
            span: Where it stands.
            paragraphs: Over how many paragraphs it reaches at most, if no list follows it.
            as_heading: Whether it reaches to the next such label, whatever follows it.
        """
        depth = _HEADINGS if as_heading else _HEADINGS + 1
        self._close(depth)
        self._add(BlockKind.LABEL, span, opens=depth)
        self._reach, self._paragraphs, self._has_list = paragraphs, 0, False

    def header(self, span: Span, *, within: int = 0) -> None:
        """Add the header of a table that stands in so many items of lists, each within the one before."""
        depth = _LISTS + 2 * within
        self._close(depth)
        self._add(BlockKind.HEADER, span, opens=depth)
        self._has_list = True

    def row(self, span: Span, *, within: int = 0) -> None:
        """Add a row of a table that stands in so many items of lists."""
        self._close(_LISTS + 2 * within + 1)
        self._add(BlockKind.ROW, span)
        self._has_list = True

    def item(self, span: Span, *, within: int = 0, is_label: bool = False) -> None:
        """Add an item of a list that stands in so many others; a label only names what is beneath it."""
        depth = _LISTS + 2 * within + 1
        self._close(depth - 1)
        self._add(BlockKind.LABEL if is_label else BlockKind.ITEM, span, opens=depth)
        self._has_list = True

    def paragraph(self, span: Span, *, within: int = 0, leads: bool = False) -> None:
        """Add a paragraph that stands in so many items of lists.

        Args:
            span: Where it stands.
            within: In how many items it stands.
            leads: Whether it ends in a colon: a list that follows directly stands under it.
        """
        if not within:
            self._paragraphs += 1
            if leads or self._has_list or self._paragraphs > self._reach:
                self._close(_HEADINGS + 1)
        self._close(_LISTS + 2 * within)
        self._add(BlockKind.PARAGRAPH, span, opens=_HEADINGS + 1 if leads and not within else None)
        if leads and not within:
            self._reach = 0

    def _add(self, kind: BlockKind, span: Span, *, opens: int | None = None) -> None:
        above = tuple(position for _, position in self._open)
        if opens is not None:
            self._open.append((opens, len(self.blocks)))
        self.blocks.append(Block(kind=kind, span=span, above=above))

    def _close(self, depth: int) -> None:
        """End what stands at a depth or deeper."""
        while self._open and self._open[-1][0] >= depth:
            self._open.pop()
