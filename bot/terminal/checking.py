"""``check``: load everything, and say all that is wrong."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from bot.errors import LibraryError
from bot.terminal.printable import one_line

if TYPE_CHECKING:
    from bot.terminal.invocation import Invocation

_SKIPPED_NAMES = 5


def check(invocation: Invocation, **more: str) -> bool:
    """Print what was loaded, or each problem on a line of standard error; return whether all is well.

    Args:
        invocation: What to check.
        more: What is known besides, to be printed with the rest.
    """
    try:
        library = invocation.library
    except LibraryError as error:
        for problem in error.problems or (error,):
            sys.stderr.write(f"meeting-bot: {one_line(str(problem))}\n")
        return False
    facts = {
        "settings": ", ".join(invocation.sources) or "defaults",
        "folder": str(library.folder),
        "documents": len(library.documents),
        "passages": library.engine.count,
        "engine": invocation.service.engine,
        "skipped": list(library.skipped),
        "index": invocation.assistant.fingerprint,
        **more,
    }
    notices = invocation.assistant.notices
    if invocation.json:
        said = {"notices": list(notices), "problems": [str(problem) for problem in library.problems]}
        sys.stdout.write(json.dumps(facts | {key: value for key, value in said.items() if value}) + "\n")
        return not library.problems
    names = ", ".join(library.skipped[:_SKIPPED_NAMES]) + (", …" if library.skipped[_SKIPPED_NAMES:] else "")
    facts["skipped"] = f"{names} (no reader for these files)" if names else "nothing"
    for key, value in [*facts.items(), *(("notice", notice) for notice in notices)]:
        sys.stdout.write(f"{key:<10} {one_line(str(value))}\n")
    for document in library.documents:
        for note in document.facts.notes:
            sys.stdout.write(f"{'note':<10} {one_line(f'{document.name}: {note}')}\n")
    for problem in library.problems:
        sys.stderr.write(f"meeting-bot: {one_line(str(problem))}\n")
    return not library.problems
