"""``verify``: whether a quote still stands where its citation says."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, assert_never

from bot.answers.json_format import citation_facts
from bot.documents.verification import Changed, Gone, Moved, Verbatim, verify
from bot.terminal.answers import described
from bot.terminal.output import Line, one_line, printable

if TYPE_CHECKING:
    from bot.documents.verification import Verification
    from bot.library.snapshot import Snapshot
    from bot.terminal.invocation import Invocation


def print_verification(invocation: Invocation, identifier: str, library: Snapshot | None = None) -> bool:
    """Verify a citation and print what came of it; return whether it is verbatim there."""
    verification = verify(identifier, library=library or invocation.library, cited=invocation.cited)
    if invocation.json:
        sys.stdout.write(_json(verification) + "\n")
    else:
        invocation.printer.print(*rendered(verification))
    return isinstance(verification, Verbatim)


def rendered(verification: Verification) -> list[Line]:
    """Return what came of a verification, for a person."""
    match verification:
        case Verbatim():
            verdict = "Verbatim: the document says this, there."
        case Moved():
            verdict = f"Moved: the document has changed, and says this at {verification.citation.id} now."
        case Changed(document=document, quote=None):
            verdict = f"Changed: '{document}' is another text now, and what was quoted is not known here."
        case Changed(document=document):
            verdict = f"Changed: '{document}' is another text now, and no longer says this."
        case Gone(document=document, nearest=nearest):
            hint = f"; did you mean {' or '.join(nearest)}?" if nearest else "."
            verdict = f"Gone: no document is called '{document}'{hint}"
        case _:
            assert_never(verification)
    lines: list[Line] = []
    if not isinstance(verification, Gone) and verification.quote is not None:
        lines.append(Line(text=printable(verification.quote), quoted=True))
    if isinstance(verification, Verbatim | Moved):
        lines.append(Line(text=described(verification.citation)))
    return [*lines, Line(text=one_line(verdict))]


def _json(verification: Verification) -> str:
    facts: dict[str, object] = {"status": type(verification).__name__.lower()}
    match verification:
        case Verbatim() | Moved():
            facts |= {"quote": verification.quote, "citation": citation_facts(verification.citation)}
        case Changed():
            facts |= {"quote": verification.quote, "citation": None}
        case Gone():
            facts |= {"quote": None, "citation": None}
        case _:
            assert_never(verification)
    return json.dumps(facts)
