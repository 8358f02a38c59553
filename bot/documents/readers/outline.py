"""What a reader finds in a text, and the rule that most formats share: blank lines divide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.documents.model import Paragraph, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_LINE_END = re.compile(r"\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A text's paragraphs, and the title that the text gives itself, if it does."""

    paragraphs: tuple[Paragraph, ...]
    title: str | None = None


def divided_by_blank_lines(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text in which blank lines stand between them."""
    return tuple(Paragraph(span=span) for span in _between(_BLANK_LINES, text))


def divided_by_lines(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text in which every line is one."""
    return tuple(Paragraph(span=span) for span in _between(_LINE_END, text))


def has_blank_lines(text: str) -> bool:
    """Whether a blank line divides the text anywhere but at its ends."""
    return _BLANK_LINES.search(text.strip()) is not None


def _between(divider: re.Pattern[str], text: str) -> Iterator[Span]:
    """Yield what lies between the dividers, without the white space around it; nothing empty."""
    start = 0
    for end, following in [*(match.span() for match in divider.finditer(text)), (len(text), len(text))]:
        piece = text[start:end]
        kept = piece.strip()
        if kept:
            first = start + len(piece) - len(piece.lstrip())
            yield Span(start=first, end=first + len(kept))
        start = following
