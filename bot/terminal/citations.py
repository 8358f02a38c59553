"""Citations as a person would write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.citations import clock
from bot.terminal.output import one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.documents.model import Citation

_NAMED_AT_MOST = 3
_LONGEST_HEADING = 80


def described(citation: Citation) -> str:
    """Return title, date, headings, page, paragraph and sentence; of a transcript, speaker and time first."""
    voice = [citation.speaker] if citation.speaker else []
    date = [written_date(citation.date)] if citation.date else []
    headings = [path(citation)] if citation.headings else []
    page = [_counted("page", citation.page)] if citation.page else []
    if citation.time is None:
        place = [_counted("paragraph", citation.paragraphs), _counted("sentence", citation.sentences)]
    else:
        voice, place = [*voice, clock(citation.time)], []
    return one_line(", ".join([*voice, citation.title, *date, *headings, *page, *place]))


def path(citation: Citation) -> str:
    """Return the headings above a quote, outermost first."""
    return one_line(" › ".join(_shortened(heading) for heading in citation.headings))


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
    line = " ".join(heading.split())
    return line if len(line) <= _LONGEST_HEADING else f"{line[: _LONGEST_HEADING - 1]}…"
