"""``documents``: the list of them, and the text of one."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from bot.terminal.blocks import Block
from bot.terminal.printable import one_line, printable

if TYPE_CHECKING:
    from bot.library.snapshot import Snapshot
    from bot.terminal.invocation import Invocation


def list_documents(invocation: Invocation) -> None:
    """Print all documents, a line each."""
    if not invocation.json:
        invocation.printer.print(*listed(invocation.library))
        return
    for document in invocation.library.documents:
        facts = {
            "id": document.id,
            "title": document.title,
            "date": document.facts.date.isoformat() if document.facts.date else None,
            "url": document.facts.url,
            "language": document.facts.language,
            "kind": document.format,
            "hash": document.hash,
            "characters": document.characters,
            "passages": document.passages,
            "notes": list(document.facts.notes),
        }
        sys.stdout.write(json.dumps(facts) + "\n")


def listed(library: Snapshot) -> list[Block]:
    """Return the list of documents for a person."""
    rows = [
        (
            document.id,
            document.facts.date.isoformat() if document.facts.date else "",
            _counted(document.passages),
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
    text = invocation.library.text(identifier)
    if invocation.json:
        sys.stdout.write(json.dumps({"id": identifier, "text": text}) + "\n")
    elif sys.stdout.isatty():
        sys.stdout.write(printable(text))
    else:
        sys.stdout.buffer.write(text.encode())


def _counted(passages: int) -> str:
    return f"{passages} passage{'' if passages == 1 else 's'}"
