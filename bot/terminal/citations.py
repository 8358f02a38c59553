"""Citations as a person would write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.citations import clock
from bot.terminal.printable import one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.documents.model import Citation


_NAMED_AT_MOST = 3


def described(citation: Citation) -> str:
    """Return title, date, headings, page, paragraph and sentence; of a transcript, speaker and time first."""
    time = [] if citation.time is None else [clock(citation.time)]
    voice = [citation.speaker, *time] if citation.speaker else time
    title = " › ".join((citation.title, *citation.headings))
    date = [_date(citation.date)] if citation.date else []
    page = [_counted("page", citation.page)] if citation.page else []
    return one_line(", ".join([*voice, title, *date, *page, place(citation)]))


def place(citation: Citation) -> str:
    """Return where in its document a quote stands."""
    return f"{_counted('paragraph', citation.paragraphs)}, {_counted('sentence', citation.sentences)}"


def repeats(first: Citation, others: Sequence[Citation]) -> str:
    """Return where else a quote stands, without identifiers."""
    places = [
        _counted("paragraph", other.paragraphs)
        if other.document == first.document
        else f"{other.title}, {_counted('paragraph', other.paragraphs)}"
        for other in others[:_NAMED_AT_MOST]
    ]
    more = len(others) - len(places)
    rest = f" and in {more} other{'' if more == 1 else 's'}" if more else ""
    return one_line(f"Also in {'; '.join(places)}{rest}")


def _counted(what: str, numbers: tuple[int, int]) -> str:
    first, last = numbers
    return f"{what} {first}" if first == last else f"{what}s {first}–{last}"


def _date(date: dt.date) -> str:
    return f"{date.day} {date:%B %Y}"
