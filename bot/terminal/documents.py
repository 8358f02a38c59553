"""``documents``: the list of them, and the text of one."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

from bot.terminal.printable import one_line, printable

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.documents.library import Library
    from bot.terminal.invocation import Invocation


def list_documents(invocation: Invocation) -> None:
    """Print all documents, a line each."""
    if not invocation.json:
        invocation.console.print(table(invocation.library))
        return
    counts = _passages(invocation.library)
    for document in invocation.library.documents:
        facts = {
            "id": document.id,
            "title": document.title,
            "date": document.date.isoformat() if document.date else None,
            "url": document.url,
            "language": document.language,
            "hash": document.hash,
            "characters": len(document.text),
            "passages": counts[document.id],
        }
        sys.stdout.write(json.dumps(facts) + "\n")


def table(library: Library) -> RenderableType:
    """Return the list of documents for a person."""
    from rich.table import Table
    from rich.text import Text

    counts = _passages(library)
    rows = Table.grid(padding=(0, 2))
    for document in library.documents:
        date = document.date.isoformat() if document.date else ""
        count = counts[document.id]
        passages = f"{count} passage{'' if count == 1 else 's'}"
        rows.add_row(document.id, Text(date), Text(passages, "dim"), Text(one_line(document.title)))
    return rows


def show(invocation: Invocation, identifier: str) -> None:
    """Print one document's text, exactly; on a terminal, without what would act on it."""
    text = invocation.library.document(identifier).text
    if sys.stdout.isatty():
        invocation.console.print(printable(text), soft_wrap=True)
    else:
        sys.stdout.buffer.write(text.encode())


def _passages(library: Library) -> Counter[str]:
    """Return how many passages each document has, those it shares with others included."""
    return Counter(
        citation.document for passage in library.passages for citation in (passage.citation, *passage.repeats)
    )
