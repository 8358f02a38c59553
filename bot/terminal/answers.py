"""Answers as a person reads them in a terminal. Pure: an answer in, something to print out."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from rich.console import Group
from rich.text import Text

from bot.answers.model import Answered, NotCovered, NothingAsked
from bot.terminal.citations import described, repeats
from bot.terminal.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from bot.answers.model import Answer, Quote
    from bot.documents.model import Passage, Span

_BAR = Text("│ ", "cyan")
_BEST_SENTENCE = "bold"
_MATCH = "underline yellow"
_ASIDE = "dim"


def rendered(answer: Answer, *, after_rank: int = 0) -> RenderableType:
    """Return an answer, ready to be printed.

    Args:
        answer: The answer.
        after_rank: Leave out the quotes up to this rank: they were shown before.
    """
    match answer:
        case Answered():
            return _spaced(_quotes(answer.quotes[after_rank:]))
        case NotCovered():
            refusal = Text(printable(f"Not covered: {answer.reason}."))
            if not answer.closest:
                return refusal
            heading = Text("Closest passages, which are not an answer:", _ASIDE)
            return _spaced([refusal, heading, *_quotes(answer.closest[after_rank:])])
        case NothingAsked():
            return Text(printable(f"{answer.reason[:1].upper()}{answer.reason[1:]}."))
        case _:
            assert_never(answer)


def shares(quote: Quote) -> RenderableType:
    """Return what each word of the question adds to a quote's score."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    for word, share in sorted(quote.shares.items(), key=lambda item: -item[1]):
        bar = Text("█" * max(1, round(24 * share / quote.score)), "cyan")
        table.add_row(Text(printable(word)), Text(f"{share:.2f}"), Text(f"{share / quote.score:.0%}"), bar)
    return Group(Text(f"Passage {quote.rank} scores {quote.score:.2f}:"), table)


class Quoted:
    """A text with a bar down its left side where there is a terminal, and as it is elsewhere."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the text's lines, each wrapped to the width."""
        if not console.is_terminal:
            yield self._text
            return
        for line in self._text.wrap(console, options.max_width - _BAR.cell_len):
            yield Text.assemble(_BAR, line)


def _quotes(quotes: Iterable[Quote]) -> Iterator[RenderableType]:
    for quote in quotes:
        citation, others = quote.passage.citation, quote.passage.repeats
        yield Group(
            Quoted(_marked(quote.passage, quote.best_sentence, quote.matches)),
            Text.assemble((f"[{quote.rank}] ", "cyan"), described(citation)),
            Text(f"    {citation.id}", _ASIDE),
            *([Text(f"    {repeats(citation, others)}", _ASIDE)] if others else []),
        )


def _marked(passage: Passage, best_sentence: Span, matches: Sequence[Span]) -> Text:
    text = Text(printable(passage.text))
    text.stylize(_BEST_SENTENCE, best_sentence.start, best_sentence.end)
    for match in matches:
        text.stylize(_MATCH, match.start, match.end)
    return text


def _spaced(parts: Iterable[RenderableType]) -> RenderableType:
    """Return parts with an empty line between them."""
    spaced = [piece for part in parts for piece in (Text(""), part)]
    return Group(*spaced[1:])
