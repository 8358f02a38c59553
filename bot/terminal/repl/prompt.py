"""Typing at a terminal: history, suggestions, completion, and keys that do what people expect."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, InMemoryHistory

from bot import app
from bot.errors import ConfigurationError
from bot.terminal.repl.session import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document as Typed
    from prompt_toolkit.history import History

    from bot.app import Service
    from bot.library.snapshot import Snapshot

_LINE_ENDS = re.compile(r"\s*\n\s*")
_TYPED_WORD = re.compile(r"[\w'’-]+")
_MOST_OFFERED = 50


def lines(service: Service) -> Iterator[str]:
    """Yield what a person types, an entry at a time, until Ctrl-D.

    Ctrl-C drops the line. Several lines that are pasted at once are one entry.
    """
    session: PromptSession[str] = PromptSession(
        "» ",
        history=_history(),
        auto_suggest=AutoSuggestFromHistory(),
        completer=Completions(service),
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


class Completions(Completer):
    """Completes what is typed: commands, documents, speakers, dates, and words of the documents.

    Args:
        service: Holds the documents.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._words: tuple[Snapshot, list[str]] | None = None

    def get_completions(self, document: Typed, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield what may come at the cursor."""
        del complete_event
        library = self._service.current.library
        yield from completions(document, library, words=lambda: self._vocabulary(library))

    def _vocabulary(self, library: Snapshot) -> list[str]:
        """Return the words of the documents, case-folded, in order."""
        if self._words is None or self._words[0] is not library:
            self._words = (library, sorted(library.store.words()))
        return self._words[1]


def completions(
    typed: Typed, library: Snapshot, *, words: Callable[[], Sequence[str]]
) -> Iterator[Completion]:
    """Yield what may come at the cursor.

    Args:
        typed: The line, with the cursor in it.
        library: The documents.
        words: Returns their words, case-folded, in order.
    """
    command, space, argument = typed.text_before_cursor.lstrip().partition(" ")
    if command.startswith("/") and not space:
        yield from _starting_with(command, sorted(COMMANDS))
    elif command == "/show":
        yield from _starting_with(argument, (one.id for one in library.documents))
    elif command == "/only":
        yield from _starting_with(argument.rpartition(" ")[2], (one.id for one in library.documents))
    elif command == "/speaker":
        yield from _naming(argument, _speakers(library))
    elif command in {"/since", "/until"}:
        yield from _starting_with(argument, _dates(library))
    elif command not in COMMANDS:
        word = typed.get_word_before_cursor(pattern=_TYPED_WORD)
        yield from _of_vocabulary(word, words()) if word else ()


def _speakers(library: Snapshot) -> list[str]:
    return sorted({speaker for document in library.documents for speaker in document.speakers})


def _dates(library: Snapshot) -> list[str]:
    """Return the dates of the documents, the latest first."""
    dates = {document.facts.date for document in library.documents}
    return sorted((date.isoformat() for date in dates if date is not None), reverse=True)


def _starting_with(typed: str, choices: Iterable[str]) -> Iterator[Completion]:
    for choice in choices:
        if choice.startswith(typed):
            yield Completion(choice, start_position=-len(typed))


def _naming(typed: str, names: Iterable[str]) -> Iterator[Completion]:
    """Yield the names of which any part begins as is typed, whatever the case."""
    folded = typed.casefold()
    for name in names:
        if f" {name.casefold()}".find(f" {folded}") >= 0:
            yield Completion(name, start_position=-len(typed))


def _of_vocabulary(typed: str, vocabulary: Sequence[str]) -> Iterator[Completion]:
    folded = typed.casefold()
    following = islice(vocabulary, bisect_left(vocabulary, folded), None)
    for word in islice(takewhile(lambda word: word.startswith(folded), following), _MOST_OFFERED):
        yield Completion(word, start_position=-len(typed))
