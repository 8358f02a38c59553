"""``ask``: questions answered, as JSON or as a person reads them, with citations as a person writes them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, assert_never

from bot.answers.model import Answered, NotCovered, NothingAsked
from bot.answers.reasons import in_english
from bot.documents.citations import clock
from bot.documents.model import Span
from bot.terminal.output import EMPTY_LINE, Line, Style, one_line, printable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from bot.answers.model import Answer, Quote
    from bot.documents.model import Citation
    from bot.terminal.invocation import Invocation

_NAMED_AT_MOST = 3
_LONGEST_HEADING = 80


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
        from bot.answers.json_format import to_json

        sys.stdout.write(to_json(answer) + "\n")
        return
    if not heading:
        invocation.printer.print(*rendered(answer))
        return
    question = Line(text=f"? {one_line(answer.question)}", style=Style.STRONG)
    invocation.printer.print(question, *rendered(answer), EMPTY_LINE)


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
        if above := path(citation):
            yield Line(text=above, style=Style.ASIDE)
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


def described(citation: Citation) -> str:
    """Return title, date, headings, page, paragraph and sentence; of a transcript, speaker and time first."""
    voice = [citation.speaker] if citation.speaker else []
    date = [written_date(citation.date)] if citation.date else []
    headings = [above] if (above := path(citation)) else []
    page = [_counted("page", citation.page)] if citation.page else []
    if citation.time is None:
        place = [_counted("paragraph", citation.paragraphs), _counted("sentence", citation.sentences)]
    else:
        voice, place = [*voice, clock(citation.time)], []
    return one_line(", ".join([*voice, citation.title, *date, *headings, *page, *place]))


def path(citation: Citation) -> str:
    """Return the headings above a quote, outermost first, without one that says the title again."""
    title = one_line(citation.title).casefold()
    headings = (one_line(heading) for heading in citation.headings)
    return " › ".join(_shortened(heading) for heading in headings if heading.casefold() != title)


def repeats(first: Citation, others: Sequence[Citation]) -> str:
    """Return where else a quote stands, without identifiers: a few places, and how many there are besides."""
    places = list(dict.fromkeys(_place(first, other) for other in others))
    named = places[:_NAMED_AT_MOST]
    more = len(places) - len(named)
    rest = f" and in {more} other{'' if more == 1 else 's'}" if more else ""
    return one_line(f"Also in {'; '.join(named)}{rest}")


def written_date(date: dt.date) -> str:
    """Return a date such as ``8 July 2024``."""
    return f"{date.day} {date:%B} {date.year}"


def _place(first: Citation, other: Citation) -> str:
    place = _counted("paragraph", other.paragraphs) if other.time is None else clock(other.time)
    return place if other.document == first.document else f"{other.title}, {place}"


def _counted(what: str, numbers: tuple[int, int]) -> str:
    first, last = numbers
    return f"{what} {first}" if first == last else f"{what}s {first}–{last}"


def _shortened(heading: str) -> str:
    return heading if len(heading) <= _LONGEST_HEADING else f"{heading[: _LONGEST_HEADING - 1]}…"
