"""Answers as a person reads them in a terminal. Pure: an answer in, lines out."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.answers.explaining import features_with_parts, sign, words_with_parts
from bot.answers.model import Answered, NotCovered, NothingAsked
from bot.answers.reasons import in_english
from bot.documents.model import Span
from bot.search.ranking.weights import Feature
from bot.terminal.citations import described, path, repeats
from bot.terminal.output import EMPTY_LINE, Line, Style, one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.answers.model import Answer, Quote, WordMatch

FEATURES = {
    Feature.BM25: "the words themselves",
    Feature.PARAGRAPH: "the words in its paragraph",
    Feature.EXACT: "exact forms",
    Feature.WORDING: "the question's wording",
    Feature.RELATED: "its words, or related ones",
    Feature.SENTENCE: "those in one sentence",
    Feature.MEANING: "the meaning as a whole",
    Feature.CONTEXT: "headings and title above it",
}
"""Each feature of the ranking in plain words."""

_LONGEST_BAR = 24
_LONGEST_LABEL = 34


def rendered(answer: Answer, *, after_rank: int = 0) -> list[Line]:
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
            heading = Line(text="Closest passages, which are not an answer:", style=Style.ASIDE)
            return [*refusal, EMPTY_LINE, heading, EMPTY_LINE, *_quotes(answer.closest[after_rank:])]
        case NothingAsked():
            reply = in_english(answer.reason)
            return [Line(text=f"{reply[:1].upper()}{reply[1:]}.")]
        case _:
            assert_never(answer)


def explained(quote: Quote) -> list[Line]:
    """Return why a passage was chosen: words and features, each with its part of the score."""
    words = [(_matched(word), word.match.value, part) for word, part in words_with_parts(quote)]
    features = [(FEATURES[feature], "", part) for feature, part in features_with_parts(quote)]
    widest = max((len(label) for label, _, _ in [*words, *features]), default=0)
    widest_kind = max((len(kind) for _, kind, _ in words), default=0)

    def row(label: str, kind: str, part: float) -> Line:
        bar = "█" * max(1, round(_LONGEST_BAR * part)) if part else ""
        return Line(text=f"{label:<{widest}}  {kind:<{widest_kind}}  {part:4.0%}  {bar}".rstrip())

    said = "What the words of the question add:" if words else "It has no word of the question."
    heading = Line(text=f"Passage {quote.rank} scores {quote.score:.2f}. {said}")
    by_feature = [Line(text="The same score by what speaks for the passage:")] if features else []
    return [heading, *(row(*word) for word in words), *by_feature, *(row(*feature) for feature in features)]


def _matched(word: WordMatch) -> str:
    """Return a word with what it matches, where that is another."""
    between = sign(word)
    asked = one_line(word.asked)
    label = asked if between is None else f"{asked} {between} {one_line(word.found)}"
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"


def _taken_with(answer: Answered | NotCovered) -> list[Line]:
    if answer.taken_with is None:
        return []
    return [Line(text=one_line(f"Taken with: {answer.taken_with}"), style=Style.ASIDE)]


def _doubts(answer: Answered, after_rank: int) -> Iterator[Line]:
    """Yield what keeps the first quote from being the answer, where that was not said before."""
    tied = min(answer.tied, len(answer.quotes))
    if tied > max(1, after_rank):
        alike = f"The first {tied} passages match too much alike to tell which answers best."
        yield Line(text=alike, style=Style.ASIDE)
    if not answer.sure and not after_rank:
        several = len(answer.quotes) > 1
        doubt = "these answer it; the closest passages" if several else "this answers it; the closest passage"
        yield Line(text=f"I am not sure that {doubt} I have:")


def _refusal(answer: NotCovered) -> Line:
    return Line(text=one_line(f"Not covered: {in_english(answer.reason)}."))


def _suggestions(answer: NotCovered) -> list[Line]:
    if not answer.suggestions:
        return []
    return [Line(text="You could ask:"), *(Line(text=f"  {one_line(one)}") for one in answer.suggestions)]


def _quotes(quotes: Iterable[Quote]) -> Iterator[Line]:
    """Yield quotes beneath their headings, each with its citation, and an empty line between them."""
    for position, quote in enumerate(quotes):
        if position:
            yield EMPTY_LINE
        citation, others = quote.citation, quote.passage.repeats
        if citation.headings:
            yield Line(text=path(citation), style=Style.ASIDE)
        yield _quoted(quote)
        number = f"[{quote.rank}]"
        yield Line(
            text=f"{number} {described(citation)}",
            marks=((Span(start=0, end=len(number)), Style.SIGN),),
        )
        yield Line(text=f"    {citation.id}", style=Style.ASIDE, whole=True)
        if others:
            yield Line(text=f"    {repeats(citation, others)}", style=Style.ASIDE)


def _quoted(quote: Quote) -> Line:
    marks = [(quote.best_sentence, Style.STRONG), *((match, Style.MATCH) for match in quote.matches)]
    if quote.answer:
        marks.append((quote.answer, Style.ANSWER))
    return Line(text=printable(quote.passage.text), marks=tuple(marks), quoted=True)
