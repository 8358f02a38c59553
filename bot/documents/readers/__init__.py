"""One module a file format; this is the list of them.

A reader takes a document's text, front matter already removed, and says where its paragraphs are.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.documents.readers import markdown, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.documents.readers.outline import Outline

    Reader = Callable[[str], Outline]

READERS: Mapping[str, Reader] = MappingProxyType({".md": markdown.read, ".txt": plain.read})
"""The reader of each file ending, the ending in lower case."""
