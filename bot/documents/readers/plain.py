"""Plain text: blank lines divide paragraphs; where there are none, every line is one."""

from __future__ import annotations

from bot.documents.readers.outline import Outline, divided_by_blank_lines, divided_by_lines, has_blank_lines


def read(text: str) -> Outline:
    """Return the outline of a plain text."""
    divide = divided_by_blank_lines if has_blank_lines(text) else divided_by_lines
    return Outline(paragraphs=divide(text))
