"""One module a file format; this is the list of them."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.documents import front_matter
from bot.documents.decoding import decoded
from bot.documents.model import Block, BlockKind, Extracted, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

ENDINGS: Mapping[str, str] = MappingProxyType({".md": "markdown", ".txt": "text"})
"""The format of each file ending, the ending in lower case."""

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")


def read(content: bytes, *, name: str) -> Extracted:
    """Return what a file holds."""
    text, notes = decoded(content, name)
    front = front_matter.split(text)
    blocks = tuple(
        Block(
            kind=BlockKind.PARAGRAPH,
            span=Span(start=match.start(), end=match.start() + len(match[0].rstrip())),
        )
        for match in _PARAGRAPH.finditer(front.text)
    )
    facts = replace(front.facts, notes=(*notes, *front.facts.notes))
    return Extracted(text=front.text, blocks=blocks, facts=facts)
