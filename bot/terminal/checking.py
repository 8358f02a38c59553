"""``check``: load everything, and say all that is wrong."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from bot.errors import LibraryError
from bot.search.engines import LARGE_FROM, LARGE_FROM_BYTES
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
    from bot.indexing import engine

    facts = {
        "settings": ", ".join(invocation.sources) or "defaults",
        "folder": str(library.folder),
        "documents": len(library.documents),
        "passages": len(library.passages),
        "engine": engine(invocation.settings, library),
        "skipped": list(library.skipped),
        "index": invocation.assistant.fingerprint,
        **more,
    }
    notices = invocation.assistant.notices
    if invocation.json:
        sys.stdout.write(json.dumps(facts | ({"notices": list(notices)} if notices else {})) + "\n")
        return True
    names = ", ".join(library.skipped[:_SKIPPED_NAMES]) + (", …" if library.skipped[_SKIPPED_NAMES:] else "")
    facts["skipped"] = f"{names} (no reader for these files)" if names else "nothing"
    facts["engine"] = (
        f"{facts['engine']} (auto: large from {LARGE_FROM} passages or {LARGE_FROM_BYTES >> 10} KB on)"
    )
    for key, value in [*facts.items(), *(("notice", notice) for notice in notices)]:
        sys.stdout.write(f"{key:<10} {one_line(str(value))}\n")
    return True
