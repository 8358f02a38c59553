"""``documents``: the list of them, and the text of one."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from bot.terminal.output import Line, Style, counted, one_line, printable

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


def listed(library: Snapshot) -> list[Line]:
    """Return the documents for a person: a line each, and beneath it the notes of how it was read."""
    rows = [
        (
            document.id,
            document.facts.date.isoformat() if document.facts.date else "",
            document.format,
            counted(document.passages, "passage"),
        )
        for document in library.documents
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines: list[Line] = []
    for document, (identifier, date, kind, passages) in zip(library.documents, rows, strict=True):
        columns = (
            f"{identifier:<{widths[0]}}  {date:<{widths[1]}}  {kind:<{widths[2]}}  {passages:>{widths[3]}}"
        )
        lines.append(Line(text=f"{columns}  {one_line(document.title)}"))
        lines += [Line(text=f"    {one_line(note)}", style=Style.ASIDE) for note in document.facts.notes]
    return lines


def show(invocation: Invocation, identifier: str) -> None:
    """Print one document's text, exactly; on a terminal, without what would act on it."""
    text = invocation.library.text(identifier)
    if invocation.json:
        sys.stdout.write(json.dumps({"id": identifier, "text": text}) + "\n")
    elif sys.stdout.isatty():
        sys.stdout.write(printable(text))
    else:
        sys.stdout.buffer.write(text.encode())
