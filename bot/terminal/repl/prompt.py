"""Typing at a terminal: history, suggestions, completion, and keys that do what people expect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.history import FileHistory, InMemoryHistory

from bot import app
from bot.errors import ConfigurationError
from bot.terminal.repl.completion import Completions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prompt_toolkit.history import History

    from bot.terminal.invocation import Invocation

_LINE_ENDS = re.compile(r"\s*\n\s*")


def lines(invocation: Invocation) -> Iterator[str]:
    """Yield what a person types, an entry at a time, until Ctrl-D.

    Ctrl-C drops the line. Several lines that are pasted at once are one entry.
    """
    session: PromptSession[str] = PromptSession(
        "» ",
        history=_history(),
        auto_suggest=AutoSuggestFromHistory(),
        completer=Completions(invocation.service),
        complete_while_typing=False,
        complete_in_thread=True,
    )
    while True:
        try:
            yield _LINE_ENDS.sub(" ", session.prompt())
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _history() -> History:
    """Return the questions typed before, or only those of this session where none can be kept."""
    try:
        file = app.state_folder() / "history"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        with file.open("ab"):
            pass
    except (OSError, ConfigurationError):
        return InMemoryHistory()
    return FileHistory(file)
