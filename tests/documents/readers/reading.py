"""Readers' blocks, shown so that a test can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.documents.model import Extracted


def shown(extracted: Extracted) -> list[str]:
    """Return the kind and the words of each block, with two blanks for each that stands above it."""
    return [
        f"{'  ' * len(block.above)}{block.kind}: {block.span.of(extracted.text)}"
        for block in extracted.blocks
    ]
