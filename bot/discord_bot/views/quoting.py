"""Quotes as Discord shows them: a bar at the side, marks on the words, and pages where they are long.

The best sentence is bold, in it the words that answer the question are italic too, and matched words are
underlined. A code span would stand out more, but nothing in one can be escaped or marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.discord_bot.views.markdown import TEXT_OF_A_MESSAGE, escaped_characters, pages, units
from bot.documents.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BAR = "> "
_BLANK = " \t\n"
_BOLD, _ITALIC, _UNDERLINE = "**", "*", "__"
# A line's cost beside its characters: the bar, the marks that are closed at its end and opened again on
# the next, and the escape of a marker that a page's cut brings to the start of a line.
_LINE = len(_BAR) + 2 * len(_BOLD + _ITALIC + _UNDERLINE) + 1

_ENOUGH_OF_A_QUOTE = 1200
"""Units that a page of a quote too long for one message has at least, before a line beside it is spared."""

_JOINT = 6
"""Units between two parts of a line."""

_PAGE_NOTE = 60
"""Units kept free for the line that says which page of a text this is."""


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A text with marks on it.

    Attributes:
        text: The text, verbatim.
        strong: The range that is set off, or None.
        answer: The range that is set off within `strong`, or None.
        matches: The words that are marked, in order and apart.
    """

    text: str
    strong: Span | None = None
    answer: Span | None = None
    matches: tuple[Span, ...] = ()

    @property
    def answer_in_strong(self) -> Span | None:
        """The part of the answer in the range that is set off: marks must lie one in another."""
        return _overlap(self.answer, self.strong) if self.answer and self.strong else None

    @cached_property
    def costs(self) -> Sequence[int]:
        """The most units that each character adds to the quote."""
        costs = [units(shown) for shown in escaped_characters(self.text)]
        for at, character in enumerate(self.text):
            if character == "\n":
                costs[at] += _LINE
        # Where a sentence or an answer begins or ends inside a matched word, the word's mark is closed and
        # opened again.
        strong = [(len(_BOLD) + 2 * len(_UNDERLINE), self.strong)] if self.strong else []
        within = self.answer_in_strong
        answer = [(len(_ITALIC) + 2 * len(_UNDERLINE), within)] if within else []
        for cost, span in (*strong, *answer, *((len(_UNDERLINE), match) for match in self.matches)):
            if span.start < span.end:
                costs[span.start] += cost
                costs[span.end - 1] += cost
        return costs

    @cached_property
    def cost(self) -> int:
        """The most units that the quote takes in one piece."""
        return _LINE + sum(self.costs)

    def part(self, start: int, end: int) -> Marked:
        """Return a part of the text with its marks."""
        whole = Span(start=start, end=end)
        strong = _overlap(self.strong, whole) if self.strong else None
        answer = _overlap(self.answer, whole) if self.answer else None
        matches = (_overlap(match, whole) for match in self.matches)
        return Marked(
            text=whole.of(self.text),
            strong=strong.shifted(-start) if strong else None,
            answer=answer.shifted(-start) if answer else None,
            matches=tuple(match.shifted(-start) for match in matches if match),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """One page of a quote with the lines beside it.

    Attributes:
        quote: The page, as Markdown.
        page: Which page it is, from 1.
        pages: How many there are.
        link: The link, where there was room for it.
        also: The line about repeats, where there was room for it.
    """

    quote: str
    page: int
    pages: int
    link: str | None
    also: str | None


def fit(
    marked: Marked, *, page: int, beside: Sequence[str], link: str | None = None, also: str | None = None
) -> Fitted:
    """Return a page of a quote, with the link and the line about repeats where there is room for them.

    Args:
        marked: The quote.
        page: Which page, from 1, brought into range; 0 for the one where the marked range begins.
        beside: The lines that stand beside it in any case.
        link: A link.
        also: Where else the quote stands; the first to be spared.
    """
    room = TEXT_OF_A_MESSAGE - _PAGE_NOTE - sum(units(line) + 1 for line in beside)
    needed = marked.cost if marked.cost <= room else _ENOUGH_OF_A_QUOTE
    link = link if link and room - _cost(link) >= needed else None
    room -= _cost(link)
    also = also if also and room - _cost(also) >= needed else None
    room -= _cost(also)
    parts = divided(marked, room)
    shown = min(max(page, 0), len(parts)) or _first_marked(parts)
    return Fitted(quote=quoted(parts[shown - 1]), page=shown, pages=len(parts), link=link, also=also)


def divided(marked: Marked, budget: int) -> list[Marked]:
    """Divide a quote into pages, each of at most `budget` units when it is quoted."""
    parts: list[Marked] = []
    start = 0
    for page in pages(marked.text, marked.costs, budget - _LINE):
        parts.append(marked.part(start, start + len(page)))
        start += len(page)
    return parts


def quoted(marked: Marked) -> str:
    """Return a quote as Markdown; what is read of it is the text, to the character."""
    characters = escaped_characters(marked.text)
    lines: list[str] = []
    start = 0
    # Discord takes white space off the end of a message, and a bar without its space would be a ">".
    for line in marked.text.rstrip(_BLANK).split("\n"):
        end = start + len(line)
        lines.append(_BAR + _line(characters, marked, Span(start=start, end=end)))
        start = end + 1
    return "\n".join(lines)


def _line(characters: Sequence[str], marked: Marked, line: Span) -> str:
    """Return one line with its marks: they end with the line, since some clients end them there."""
    strong = _visible(marked.text, line, [marked.strong] if marked.strong else [])
    answer = _visible(marked.text, line, [marked.answer_in_strong] if marked.answer_in_strong else [])
    matches = _visible(marked.text, line, _merged(marked.matches))
    every = [*strong, *answer, *matches]
    edges = sorted({line.start, line.end, *(edge for span in every for edge in (span.start, span.end))})
    pieces: list[str] = []
    opened: list[str] = []
    for start, end in zip(edges, [*edges[1:], line.end], strict=True):
        kinds = ((_BOLD, strong), (_ITALIC, answer), (_UNDERLINE, matches))
        wanted = [mark for mark, spans in kinds if _within(start, spans)]
        kept = [mark for mark, other in zip(opened, wanted, strict=False) if mark == other]
        # The mark that was opened last is closed first; one that goes on beyond it is opened again.
        pieces += [*reversed(opened[len(kept) :]), *wanted[len(kept) :], *characters[start:end]]
        opened = wanted
    return "".join(pieces)


def _visible(text: str, line: Span, spans: Iterable[Span]) -> list[Span]:
    """Return the parts of ranges in a line, without white space at the edges: marks cling to words."""
    found: list[Span] = []
    for span in spans:
        overlap = _overlap(span, line)
        if overlap and (words := overlap.of(text).strip()):
            start = overlap.start + overlap.of(text).index(words)
            found.append(Span(start=start, end=start + len(words)))
    return found


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield ranges, those that touch as one: marks that meet would be read as one mark."""
    pending: Span | None = None
    for span in spans:
        if pending and span.start <= pending.end:
            pending = Span(start=pending.start, end=max(pending.end, span.end))
        else:
            if pending:
                yield pending
            pending = span
    if pending:
        yield pending


def _cost(part: str | None) -> int:
    return units(part) + _JOINT if part else 0


def _first_marked(parts: Sequence[Marked]) -> int:
    return next((number for number, part in enumerate(parts, start=1) if part.strong), 1)


def _within(at: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _overlap(span: Span, other: Span) -> Span | None:
    start, end = max(span.start, other.start), min(span.end, other.end)
    return Span(start=start, end=end) if start < end else None
