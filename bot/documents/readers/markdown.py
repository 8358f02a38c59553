"""Markdown, by a CommonMark parser (https://spec.commonmark.org/0.31.2/) with tables (https://github.github.com/gfm/).

What can be quoted is the file's own text, so the parser only says on which lines the blocks are; their markup stays
part of them. HTML comments, rules across the page, the fences of code, the targets of links that stand apart and tags
without words lie in no block. Lines that the parser joins but that are lines to their writer (fields, labels, entries)
are parted as those of plain text are.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.documents.blocks import Outline
from bot.documents.model import BlockKind, Extracted, Facts, Span
from bot.documents.readers import lines as one, plain
from bot.documents.readers.pieces import Layout, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONGEST_PARSED = 2_000_000
"""Characters beyond which a text is read as plain: the parser takes about a microsecond for each."""

_DEEPEST = 60
"""Levels of nesting that are parsed; a list is two."""

_LONGEST_HEADING = 200
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<![^<>]*>")
_TARGET = re.compile(r" {0,3}\[[^\[\]]+\]:\s+<?(?:[a-z][a-z+.-]*:|[/.#])\S*(?:\s+[\"'(].*)?$", re.IGNORECASE)
_WORD = re.compile(r"\w")
