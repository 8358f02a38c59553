"""What the Tab key offers: commands, documents, and words of the documents."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from prompt_toolkit.completion import Completer, Completion

from bot.terminal.repl.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document as Typed

    from bot.app import Service
    from bot.library.snapshot import Snapshot

_TYPED_WORD = re.compile(r"[\w'’-]+")
_MOST_OFFERED = 50


class Completions(Completer):
    """Completes what is typed from what the documents hold at the time.

    Args:
        service: Holds the documents.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._words: tuple[Snapshot, list[tuple[str, str]]] | None = None

    def get_completions(self, document: Typed, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield what may come at the cursor."""
        del complete_event
        before = document.text_before_cursor.lstrip()
        library = self._service.current.library
        command, space, argument = before.partition(" ")
        if command.startswith("/") and not space:
            yield from _starting_with(command, sorted(COMMANDS))
        elif command == "/show":
            yield from _starting_with(argument, [document.id for document in library.documents])
        elif command not in COMMANDS:
            word = document.get_word_before_cursor(pattern=_TYPED_WORD)
            yield from _of_vocabulary(word, self._vocabulary(library)) if word else ()

    def _vocabulary(self, library: Snapshot) -> list[tuple[str, str]]:
        """Return the words of the documents, case-folded and as written, in order."""
        if self._words is not None and self._words[0] is library:
            return self._words[1]
        vocabulary = [(word, word) for word in library.store.words()]
        self._words = (library, vocabulary)
        return vocabulary


def _starting_with(typed: str, choices: Iterable[str]) -> Iterator[Completion]:
    for choice in choices:
        if choice.startswith(typed):
            yield Completion(choice, start_position=-len(typed))


def _of_vocabulary(typed: str, vocabulary: list[tuple[str, str]]) -> Iterator[Completion]:
    folded = typed.casefold()
    start = bisect_left(vocabulary, (folded, ""))
    near = takewhile(lambda entry: entry[0].startswith(folded), islice(vocabulary, start, None))
    for _, word in islice(near, _MOST_OFFERED):
        yield Completion(word, start_position=-len(typed))
