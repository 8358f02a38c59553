"""``ask``: one question from the command line, or one a line from standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.answers.json_format import to_json
from bot.answers.model import Answered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.answers.model import Answer
    from bot.terminal.invocation import Invocation


def ask(invocation: Invocation, questions: Iterable[str], *, headings: bool) -> bool:
    """Answer each question and print it at once; return whether any was answered.

    Args:
        invocation: The options.
        questions: The questions.
        headings: Whether each answer stands beneath its question.
    """
    invocation.tell_notices()
    within = invocation.within
    answered = False
    for question in questions:
        answer = invocation.service.ask(question, within=within)
        invocation.remember(answer)
        answered = answered or isinstance(answer, Answered)
        _print(invocation, answer, heading=headings)
        sys.stdout.flush()
    return answered


def questions_on_standard_input() -> Iterator[str]:
    """Yield the lines of standard input that are not blank."""
    for line in sys.stdin:
        if line.strip():
            yield line.rstrip("\n")


def _print(invocation: Invocation, answer: Answer, *, heading: bool) -> None:
    if invocation.json:
        sys.stdout.write(to_json(answer) + "\n")
        return
    from bot.terminal.answers import rendered
    from bot.terminal.output import EMPTY_LINE, Line, Style, one_line

    if not heading:
        invocation.printer.print(*rendered(answer))
        return
    question = Line(text=f"? {one_line(answer.question)}", style=Style.STRONG)
    invocation.printer.print(question, *rendered(answer), EMPTY_LINE)
