"""A session: one line after another, wherever the lines come from."""

from __future__ import annotations

import dataclasses
import difflib
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, assert_never

from bot.answers.followup import Conversation
from bot.answers.model import quotes
from bot.errors import MeetingBotError
from bot.library.library import Changed, Failed, Unchanged
from bot.terminal import documents
from bot.terminal.answers import rendered
from bot.terminal.filter_options import (
    check_dates,
    described,
    document_named,
    first_day,
    last_day,
    speakers_named,
)
from bot.terminal.output import EMPTY_LINE, Line, Style, counted, one_line, printable
from bot.terminal.repl.why import explained
from bot.terminal.verifying import print_verification

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.answers.model import Answer, Quote
    from bot.library.snapshot import Snapshot
    from bot.terminal.invocation import Invocation

COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "/help": ("/help", "this list"),
        "/documents": ("/documents", "the documents"),
        "/show": ("/show ID", "the text of a document"),
        "/cite": ("/cite CITATION", "check a citation, and show what it quotes"),
        "/why": ("/why N", "what matched in passage N, and what it adds to the score"),
        "/more": ("/more", "the next passages for the last question"),
        "/new": ("/new", "a new subject: the next question is taken by itself"),
        "/passages": ("/passages N", "show at most N passages from now on"),
        "/only": ("/only ID", "look in this document alone, or in these; without ID in all again"),
        "/speaker": ("/speaker NAME", "look at the words of one person; without NAME at all again"),
        "/since": ("/since DATE", "look at documents from a date on; without DATE at all again"),
        "/until": ("/until DATE", "look at documents up to a date; without DATE at all again"),
        "/quit": ("/quit", "leave; so does Ctrl-D"),
    }
)
"""How each command is written, and what it does."""

_MOST_PASSAGES = 100
_LONGEST_NUMBER = 9
_NAMED_AT_MOST = 3


class Session:
    """An interactive session, apart from how lines are typed.

    Args:
        invocation: The options of the command.
    """

    def __init__(self, invocation: Invocation) -> None:
        self._invocation = invocation
        self._print = invocation.printer.print
        self._service = invocation.service
        self._assistant = self._answered_by = self._service.current
        self._follows = invocation.settings.documents.refresh_seconds > 0
        self._failed: str | None = None
        self._problems = _problems(self._assistant.library)
        self._passages = invocation.settings.answers.passages
        self._within = self._answered_within = invocation.within
        self._answer: Answer | None = None
        self._conversation = Conversation()
        self._before: str | None = None
        self._shown = 0
        self._commands: Mapping[str, Callable[[str], None]] = {
            "/help": self._help,
            "/documents": self._documents,
            "/show": self._show,
            "/cite": self._cite,
            "/why": self._why,
            "/more": self._more,
            "/new": self._new,
            "/passages": self._set_passages,
            "/only": self._only,
            "/speaker": self._speaker,
            "/since": self._since,
            "/until": self._until,
        }

    def welcome(self) -> None:
        """Print what a person needs to know to begin."""
        documents = counted(len(self._assistant.library.documents), "document")
        self._say(f"{documents}. Ask a question, or type /help; Ctrl-D leaves.")
        if self._within:
            self._say(f"Looking {described(self._within)}.")

    def take(self, line: str) -> bool:
        """Do what a line says; return whether the session goes on."""
        line = " ".join(line.split())
        command, _, argument = line.partition(" ")
        if command == "/quit":
            return False
        try:
            if command.startswith("/"):
                self._command(command, argument)
            elif line:
                self._ask(line)
        except MeetingBotError as error:
            self._complain(str(error))
        sys.stdout.flush()
        return True

    def _command(self, name: str, argument: str) -> None:
        run = self._commands.get(name)
        if run is not None:
            run(argument)
            return
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        meant = f" did you mean {near[0]}?" if near else ""
        self._complain(f"{name} is not a command;{meant} /help lists them")

    def _look(self) -> None:
        """Go on with the documents as they are now, and say what is other about them."""
        if not self._follows:
            return
        found = self._service.refresh()
        match found:
            case Changed():
                self._aside(f"The documents have changed: {found}.")
                self._failed = None
            case Failed(message=message):
                if message != self._failed:
                    self._complain(f"{message}; answers come from the documents as they were")
                self._failed = message
            case Unchanged():
                self._failed = None
            case _:
                assert_never(found)
        self._assistant = self._service.current
        self._tell_problems()

    def _tell_problems(self) -> None:
        """Name the files that cannot be read any more: the first, and how many there are besides."""
        library = self._assistant.library
        before, self._problems = self._problems, _problems(library)
        new = [problem for problem in self._problems if problem not in before]
        names = {document.name for document in library.documents}
        for problem in new[:_NAMED_AT_MOST]:
            known = problem.partition(": ")[0] in names
            self._complain(f"{problem}; answers come from what it said before" if known else problem)
        if new[_NAMED_AT_MOST:]:
            self._complain(f"and {len(new) - _NAMED_AT_MOST} more: 'meeting-bot check' names them all")

    def _ask(self, question: str) -> None:
        self._look()
        before = self._conversation.before
        self._answer = self._service.ask(question, passages=self._passages, within=self._within, after=before)
        self._before, self._answered_by, self._answered_within = before, self._assistant, self._within
        self._conversation = self._conversation.then(self._answer)
        self._shown = len(self._quotes())
        self._invocation.remember(self._answer)
        self._print(*rendered(self._answer), EMPTY_LINE)

    def _more(self, _: str) -> None:
        if self._answer is None or not self._shown:
            self._complain("there is no answer yet to show more of; ask something first")
            return
        seen = self._shown
        # What was shown are its first passages only under what it was answered from.
        self._answer = self._service.ask(
            self._answer.question,
            assistant=self._answered_by,
            passages=min(seen + self._passages, _MOST_PASSAGES),
            within=self._answered_within,
            after=self._before,
        )
        self._shown = len(self._quotes())
        self._invocation.remember(self._answer)
        if self._shown == seen:
            self._say("No other passage mentions any word of the question.")
        else:
            self._print(*rendered(self._answer, after_rank=seen), EMPTY_LINE)

    def _quotes(self) -> tuple[Quote, ...]:
        return quotes(self._answer) if self._answer else ()

    def _why(self, argument: str) -> None:
        shown = self._quotes()
        if not shown:
            self._complain("there is no passage yet to explain; ask something first")
            return
        rank = _number(argument or "1")
        if rank is None or not 1 <= rank <= len(shown):
            self._complain(f"/why takes the number of a passage, 1 to {len(shown)}")
            return
        self._print(*explained(shown[rank - 1]))

    def _set_passages(self, argument: str) -> None:
        count = _number(argument)
        if count is None or not 1 <= count <= _MOST_PASSAGES:
            self._complain(f"/passages takes a number from 1 to {_MOST_PASSAGES}; it is {self._passages} now")
            return
        self._passages = count
        self._say(f"Answers show {counted(count, 'passage')} at most.")

    def _new(self, _: str) -> None:
        self._conversation = Conversation()
        self._say("The next question is taken by itself.")

    def _only(self, argument: str) -> None:
        self._look()
        library = self._assistant.library
        identifiers = argument.replace(",", " ").split()
        # A title may have several words.
        names = identifiers if all(one in library for one in identifiers) else [argument]
        self._restrict(documents=frozenset(document_named(name, library) for name in names) or None)

    def _speaker(self, argument: str) -> None:
        self._look()
        self._restrict(speakers=speakers_named([argument], self._assistant.library) if argument else None)

    def _since(self, argument: str) -> None:
        self._restrict(since=first_day(argument) if argument else None)

    def _until(self, argument: str) -> None:
        self._restrict(until=last_day(argument) if argument else None)

    def _restrict(self, **bounds: Any) -> None:  # noqa: ANN401 - the types are those of the fields of Filter
        """Look elsewhere from now on, unless there is nothing."""
        within = dataclasses.replace(self._within, **bounds)
        check_dates(within, self._assistant.library)
        self._within = within
        self._say(f"Looking {described(within)}.")

    def _documents(self, _: str) -> None:
        self._look()
        self._print(*documents.listed(self._assistant.library))

    def _show(self, argument: str) -> None:
        self._look()
        self._say(printable(self._assistant.library.text(argument)))

    def _cite(self, argument: str) -> None:
        self._look()
        print_verification(self._invocation, argument, self._assistant.library)

    def _help(self, _: str) -> None:
        self._say("A line that is not a command is a question.")
        width = max(len(usage) for usage, _ in COMMANDS.values())
        for usage, what in COMMANDS.values():
            self._say(f"{usage:<{width}}  {what}")

    def _say(self, text: str) -> None:
        self._print(Line(text=text))

    def _aside(self, text: str) -> None:
        self._print(Line(text=one_line(text), style=Style.ASIDE))

    def _complain(self, message: str) -> None:
        """Say what is wrong where errors go; the session goes on."""
        sys.stdout.flush()
        sys.stderr.write(f"{one_line(message)}\n")


def _problems(library: Snapshot) -> tuple[str, ...]:
    return tuple(map(str, library.problems))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None
