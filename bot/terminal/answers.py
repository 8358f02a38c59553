"""Answers as a person reads them in a terminal. Pure: an answer in, blocks of text out."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.answers.model import Answered, NotCovered, NothingAsked
from bot.answers.reasons import in_english
from bot.documents.model import Span
from bot.terminal.blocks import EMPTY_LINE, Block, Style
from bot.terminal.citations import described, repeats
from bot.terminal.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.answers.model import Answer, Quote


def rendered(answer: Answer, *, after_rank: int = 0) -> list[Block]:
    """Return an answer, ready to be printed.

    Args:
        answer: The answer.
        after_rank: Leave out the quotes up to this rank: they were shown before.
    """
    match answer:
        case Answered():
            doubts = _doubts(answer, after_rank)
            return [*_taken_with(answer), *doubts, *_quotes(answer.quotes[after_rank:])]
        case NotCovered():
            suggestions = [] if after_rank else _suggestions(answer)
            refusal = [*_taken_with(answer), _refusal(answer), *suggestions]
            if not answer.closest:
                return refusal
            heading = Block(text="Closest passages, which are not an answer:", style=Style.ASIDE)
            return [*refusal, EMPTY_LINE, heading, EMPTY_LINE, *_quotes(answer.closest[after_rank:])]
        case NothingAsked():
            reply = in_english(answer.reason)
            return [Block(text=f"{reply[:1].upper()}{reply[1:]}.")]
        case _:
            assert_never(answer)


def _taken_with(answer: Answered | NotCovered) -> list[Block]:
    if answer.taken_with is None:
        return []
    return [Block(text=one_line(f"Taken with: {answer.taken_with}"), style=Style.ASIDE)]


def _doubts(answer: Answered, after_rank: int) -> Iterator[Block]:
    """Yield what keeps the first quote from being the answer, where that was not said before."""
    tied = min(answer.tied, len(answer.quotes))
    if tied > max(1, after_rank):
        alike = f"The first {tied} passages match too much alike to tell which answers best."
        yield Block(text=alike, style=Style.ASIDE)
    if not answer.sure and not after_rank:
        several = len(answer.quotes) > 1
        doubt = "these answer it; the closest passages" if several else "this answers it; the closest passage"
        yield Block(text=f"I am not sure that {doubt} I have:")


def _refusal(answer: NotCovered) -> Block:
    return Block(text=one_line(f"Not covered: {in_english(answer.reason)}."))


def _suggestions(answer: NotCovered) -> list[Block]:
    if not answer.suggestions:
        return []
    return [Block(text="You could ask:"), *(Block(text=f"  {one_line(one)}") for one in answer.suggestions)]


def _quotes(quotes: Iterable[Quote]) -> Iterator[Block]:
    """Yield quotes, each with its citation, and an empty line between them."""
    for position, quote in enumerate(quotes):
        if position:
            yield EMPTY_LINE
        citation, others = quote.citation, quote.passage.repeats
        number = f"[{quote.rank}]"
        yield _quoted(quote)
        yield Block(
            text=f"{number} {described(citation)}",
            marks=((Span(start=0, end=len(number)), Style.SIGN),),
        )
        yield Block(text=f"    {citation.id}", style=Style.ASIDE, whole=True)
        if others:
            yield Block(text=f"    {repeats(citation, others)}", style=Style.ASIDE)


def _quoted(quote: Quote) -> Block:
    marks = [(quote.best_sentence, Style.STRONG), *((match, Style.MATCH) for match in quote.matches)]
    if quote.answer:
        marks.append((quote.answer, Style.ANSWER))
    return Block(text=printable(quote.passage.text), marks=tuple(marks), quoted=True)
