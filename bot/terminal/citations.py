"""Citations as a person would write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.terminal.printable import one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.documents.model import Citation


def described(citation: Citation) -> str:
    """Return title, date, paragraph and sentence; for a transcript, speaker and time first."""
    voice = [part for part in (citation.speaker, citation.time) if part]
    date = [_date(citation.date)] if citation.date else []
    return one_line(", ".join([*voice, citation.title, *date, place(citation)]))


def place(citation: Citation) -> str:
    """Return where in its document a quote stands."""
    return f"{_counted('paragraph', citation.paragraphs)}, {_counted('sentence', citation.sentences)}"


def repeats(first: Citation, others: Sequence[Citation]) -> str:
    """Return where else a quote stands, without identifiers."""
    places = (
        _counted("paragraph", other.paragraphs)
        if other.document == first.document
        else f"{other.title}, {_counted('paragraph', other.paragraphs)}"
        for other in others
    )
    return one_line(f"Also in {'; '.join(places)}")


def _counted(what: str, numbers: tuple[int, int]) -> str:
    first, last = numbers
    return f"{what} {first}" if first == last else f"{what}s {first}–{last}"


def _date(date: dt.date) -> str:
    return f"{date.day} {date:%B %Y}"
