"""The interactive session: a bare line asks, a line that begins with / is a command."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from bot.terminal.repl.session import Session

if TYPE_CHECKING:
    from bot.terminal.invocation import Invocation


def run(invocation: Invocation) -> None:
    """Talk until the person leaves, or standard input ends."""
    session = Session(invocation)
    invocation.tell_notices()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        for line in sys.stdin:
            if not session.take(line):
                break
        return
    from bot.terminal.repl.prompt import lines

    session.welcome()
    for line in lines(invocation.service):
        # Ctrl-C stops what is being printed, not the session.
        with contextlib.suppress(KeyboardInterrupt):
            if not session.take(line):
                break
