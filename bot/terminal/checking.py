"""``check``: load everything, and name all that is wrong."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from bot.errors import LibraryError
from bot.terminal.output import one_line, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.library.snapshot import Snapshot
    from bot.store.protocol import KeptDocument
    from bot.terminal.invocation import Invocation

_NAMED_AT_MOST = 20
_NO_READER = "no reader for files of this kind"


def check(invocation: Invocation, **more: str) -> bool:
    """Print what was loaded, and each problem on a line of standard error; return whether all is well.

    Args:
        invocation: The options.
        more: Further lines to be printed, by their names.
    """
    try:
        library = invocation.library
    except LibraryError as error:
        warn(*map(str, error.problems or (error,)))
        return False
    facts = {
        "settings": ", ".join(invocation.sources) or "defaults",
        "folder": str(library.folder),
        "documents": len(library.documents),
        "passages": library.engine.count,
        "engine": invocation.service.engine,
        "index": invocation.assistant.fingerprint,
        **more,
    }
    if invocation.json:
        sys.stdout.write(json.dumps(facts | _findings(invocation, library)) + "\n")
    else:
        lines = [*((name, str(value)) for name, value in facts.items()), *_lines(invocation, library)]
        sys.stdout.writelines(f"{name:<10} {one_line(text)}\n" for name, text in lines)
    warn(*map(str, library.problems))
    return not library.problems


def _findings(invocation: Invocation, library: Snapshot) -> dict[str, object]:
    """Return what an owner should know, as values of JSON: every list there is, and the others left out."""
    found: dict[str, object] = {
        "notices": list(invocation.assistant.notices),
        "notes": [{"document": document.id, "note": note} for document, note in _notes(library)],
        "problems": list(map(str, library.problems)),
        "ignored": [{"name": ignored.name, "reason": ignored.reason} for ignored in library.ignored],
    }
    return {"skipped": list(library.skipped), **{name: value for name, value in found.items() if value}}


def _lines(invocation: Invocation, library: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield what an owner should know, each line with its name."""
    yield from _some("skipped", [f"{name} ({_NO_READER})" for name in library.skipped])
    yield from _some("ignored", [f"{ignored.name} {ignored.reason}" for ignored in library.ignored])
    yield from (("notice", notice) for notice in invocation.assistant.notices)
    yield from (("note", f"{document.name}: {note}") for document, note in _notes(library))


def _some(name: str, items: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the first items, a line each, and how many there are besides."""
    yield from ((name, item) for item in items[:_NAMED_AT_MOST])
    if items[_NAMED_AT_MOST:]:
        yield name, f"and {len(items) - _NAMED_AT_MOST} more: --json names them all"


def _notes(library: Snapshot) -> Iterator[tuple[KeptDocument, str]]:
    """Yield the notes of how documents were read."""
    for document in library.documents:
        yield from ((document, note) for note in document.facts.notes)
