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

_LONGEST_BAR = 24


def rendered(answer: Answer, *, after_rank: int = 0) -> list[Block]:
    """Return an answer, ready to be printed.

    Args:
        answer: The answer.
        after_rank: Leave out the quotes up to this rank: they were shown before.
    """
    match answer:
        case Answered():
            return [*_taken_with(answer), *_quotes(answer.quotes[after_rank:])]
        case NotCovered(closest=()):
            return [*_taken_with(answer), _refusal(answer)]
        case NotCovered():
            heading = Block(text="Closest passages, which are not an answer:", style=Style.ASIDE)
            refusal = [*_taken_with(answer), _refusal(answer)]
            return [*refusal, EMPTY_LINE, heading, EMPTY_LINE, *_quotes(answer.closest[after_rank:])]
        case NothingAsked():
            reply = in_english(answer.reason)
            return [Block(text=f"{reply[:1].upper()}{reply[1:]}.")]
        case _:
            assert_never(answer)


def shares(quote: Quote) -> list[Block]:
    """Return what each word of the question adds to a quote's score."""
    width = max(map(len, quote.shares))
    return [
        Block(text=f"Passage {quote.rank} scores {quote.score:.2f}:"),
        *(
            Block(text=f"{printable(word):<{width}}  {share:6.2f}  {share / quote.score:4.0%}  {bar}")
            for word, share in sorted(quote.shares.items(), key=lambda item: -item[1])
            for bar in ["█" * max(1, round(_LONGEST_BAR * share / quote.score))]
        ),
    ]


def _taken_with(answer: Answered | NotCovered) -> list[Block]:
    if answer.taken_with is None:
        return []
    return [Block(text=one_line(f"Taken with: {answer.taken_with}"), style=Style.ASIDE)]


def _refusal(answer: NotCovered) -> Block:
    return Block(text=one_line(f"Not covered: {in_english(answer.reason)}."))


def _quotes(quotes: Iterable[Quote]) -> Iterator[Block]:
    """Yield quotes, each with its citation, and an empty line between them."""
    for position, quote in enumerate(quotes):
        if position:
            yield EMPTY_LINE
        citation, others = quote.passage.citation, quote.passage.repeats
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
