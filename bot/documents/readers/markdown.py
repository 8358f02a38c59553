"""Markdown: blank lines divide paragraphs, and the first heading is the title."""

from __future__ import annotations

import re

from bot.documents.readers.outline import Outline, divided_by_blank_lines

# https://spec.commonmark.org/0.31.2/#atx-headings, of the first level
_HEADING = re.compile(r"^ {0,3}#[ \t]+(?P<title>.+?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)


def read(text: str) -> Outline:
    """Return the outline of a Markdown text; its markup stays part of it."""
    heading = _HEADING.search(text)
    return Outline(
        paragraphs=divided_by_blank_lines(text),
        title=heading["title"] if heading else None,
    )
