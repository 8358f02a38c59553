"""Quotes as Discord shows them: a bar at the side, marks on the words, and pages where they are long.

The best sentence is bold, in it the words that answer the question are italic too, and matched words are
underlined. A code span would stand out more, but nothing in one can be escaped or marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.discord_bot.views.markdown import escaped_characters, pages, units
from bot.documents.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BAR = "> "
_BLANK = " \t\n"
_BOLD, _ITALIC, _UNDERLINE = "**", "*", "__"
# A line's cost beside its characters: the bar, the marks that are closed at its end and opened again on
# the next, and the escape of a marker that a page's cut brings to the start of a line.
_LINE = len(_BAR) + 2 * len(_BOLD + _ITALIC + _UNDERLINE) + 1


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
        return _overlap(self.answer, self.strong)

    @cached_property
    def costs(self) -> Sequence[int]:
        """The most units that each character adds to the quote."""
        costs = [units(shown) for shown in escaped_characters(self.text)]
        for at, character in enumerate(self.text):
            if character == "\n":
                costs[at] += _LINE
        # Where a sentence or an answer begins or ends inside a matched word, the word's mark is closed and
        # opened again.
        marked = [
            (len(_BOLD) + 2 * len(_UNDERLINE), self.strong),
            (len(_ITALIC) + 2 * len(_UNDERLINE), self.answer_in_strong),
            *((len(_UNDERLINE), match) for match in self.matches),
        ]
        for cost, span in marked:
            if span is not None and span.start < span.end:
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

        def kept(span: Span | None) -> Span | None:
            overlap = _overlap(span, whole)
            return overlap.shifted(-start) if overlap else None

        matches = tuple(match for match in map(kept, self.matches) if match)
        return Marked(
            text=whole.of(self.text), strong=kept(self.strong), answer=kept(self.answer), matches=matches
        )


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
    kinds = (
        (_BOLD, _visible(marked.text, line, [marked.strong])),
        (_ITALIC, _visible(marked.text, line, [marked.answer_in_strong])),
        (_UNDERLINE, _visible(marked.text, line, _merged(marked.matches))),
    )
    every = [span for _, spans in kinds for span in spans]
    edges = sorted({line.start, line.end, *(edge for span in every for edge in (span.start, span.end))})
    pieces: list[str] = []
    opened: list[str] = []
    for start, end in zip(edges, [*edges[1:], line.end], strict=True):
        wanted = [mark for mark, spans in kinds if any(one.start <= start < one.end for one in spans)]
        kept = [mark for mark, other in zip(opened, wanted, strict=False) if mark == other]
        # The mark that was opened last is closed first; one that goes on beyond it is opened again.
        pieces += [*reversed(opened[len(kept) :]), *wanted[len(kept) :], *characters[start:end]]
        opened = wanted
    return "".join(pieces)


def _visible(text: str, line: Span, spans: Iterable[Span | None]) -> list[Span]:
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


def _overlap(span: Span | None, other: Span | None) -> Span | None:
    if span is None or other is None:
        return None
    start, end = max(span.start, other.start), min(span.end, other.end)
    return Span(start=start, end=end) if start < end else None
