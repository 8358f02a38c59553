"""``documents``: the list of them, and the text of one."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from bot.terminal.blocks import Block
from bot.terminal.printable import one_line, printable

if TYPE_CHECKING:
    from bot.documents.library import Library
    from bot.terminal.invocation import Invocation


def list_documents(invocation: Invocation) -> None:
    """Print all documents, a line each."""
    if not invocation.json:
        invocation.printer.print(*listed(invocation.library))
        return
    counts = invocation.library.counts()
    for document in invocation.library.documents:
        facts = {
            "id": document.id,
            "title": document.title,
            "date": document.date.isoformat() if document.date else None,
            "url": document.url,
            "language": document.language,
            "hash": document.hash,
            "characters": len(document.text),
            "passages": counts.get(document.id, 0),
        }
        sys.stdout.write(json.dumps(facts) + "\n")


def listed(library: Library) -> list[Block]:
    """Return the list of documents for a person."""
    counts = library.counts()
    rows = [
        (
            document.id,
            document.date.isoformat() if document.date else "",
            _counted(counts.get(document.id, 0)),
            one_line(document.title),
        )
        for document in library.documents
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        Block(text=f"{identifier:<{widths[0]}}  {date:<{widths[1]}}  {passages:>{widths[2]}}  {title}")
        for identifier, date, passages, title in rows
    ]


def show(invocation: Invocation, identifier: str) -> None:
    """Print one document's text, exactly; on a terminal, without what would act on it."""
    text = invocation.library.document(identifier).text
    if invocation.json:
        sys.stdout.write(json.dumps({"id": identifier, "text": text}) + "\n")
    elif sys.stdout.isatty():
        sys.stdout.write(printable(text))
    else:
        sys.stdout.buffer.write(text.encode())


def _counted(passages: int) -> str:
    return f"{passages} passage{'' if passages == 1 else 's'}"
