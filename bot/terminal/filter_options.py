"""The options and commands that restrict a search, as people write them: documents, speakers and dates."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING

from bot.documents.written_dates import readings
from bot.errors import FilterError
from bot.search.filters import Filter
from bot.terminal.answers import written_date
from bot.terminal.output import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.library.snapshot import Snapshot

_YEAR = re.compile(r"\s*([0-9]{4})\s*")
_NEAREST = 3
_NEAR = 50.0
_LONGEST_ECHO = 80


def restriction(
    library: Snapshot,
    *,
    documents: Sequence[str] = (),
    speakers: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> Filter:
    """Return the filter that options make together.

    Args:
        library: The documents.
        documents: Names of the only documents to look in; none for all.
        speakers: Names of the only people to listen to; none for all.
        since: The first date that a document may have.
        until: The last date that a document may have.

    Raises:
        UnknownDocumentError: No document has one of the names; the message names the nearest.
        FilterError: Nobody of a name speaks, a date cannot be read, or no document lies between the dates.
    """
    within = Filter(
        documents=frozenset(document_named(name, library) for name in documents) if documents else None,
        speakers=speakers_named(speakers, library) if speakers else None,
        since=first_day(since) if since is not None else None,
        until=last_day(until) if until is not None else None,
    )
    check_dates(within, library)
    return within


def document_named(name: str, library: Snapshot) -> str:
    """Return the identifier of the document of a name: its identifier, its file's name, or its title.

    Raises:
        UnknownDocumentError: There is none, or several have the title; the message names the nearest.
    """
    if name in library:
        return name
    wanted = _folded(name)
    found = [one.id for one in library.documents if wanted in {_folded(one.name), _folded(one.title)}]
    return found[0] if len(found) == 1 else library.document(name).id


def speakers_named(names: Iterable[str], library: Snapshot) -> frozenset[str]:
    """Return the speakers of some names, as the documents have them; ``Neagle`` is anyone who has that name.

    Raises:
        FilterError: Nobody of one of the names speaks; the message names the nearest.
    """
    known = {_folded(speaker): speaker for document in library.documents for speaker in document.speakers}
    found: set[str] = set()
    for name in names:
        wanted = _folded(name)
        if wanted in known:
            found.add(known[wanted])
            continue
        parts = set(wanted.split())
        of_that_name = [
            speaker for folded, speaker in known.items() if parts and parts <= set(folded.split())
        ]
        if not of_that_name:
            raise _unknown_speaker(name, sorted(known.values()))
        found |= set(of_that_name)
    return frozenset(found)


def first_day(written: str) -> dt.date:
    """Return the first day of a date, a month or a year as people write them.

    Raises:
        FilterError: It is none, or may be either of two days.
    """
    return _period(written)[0]


def last_day(written: str) -> dt.date:
    """Return the last day of a date, a month or a year as people write them.

    Raises:
        FilterError: It is none, or may be either of two days.
    """
    return _period(written)[1]


def check_dates(within: Filter, library: Snapshot) -> None:
    """Refuse dates that leave no document.

    Raises:
        FilterError: No document has a date that lies between them.
    """
    since, until = within.since, within.until
    if since is None and until is None:
        return
    if since is not None and until is not None and since > until:
        raise FilterError(f"{written_date(since)} is after {written_date(until)}: nothing lies between")
    asked = [one for one in library.documents if within.documents is None or one.id in within.documents]
    dates = sorted(one.facts.date for one in asked if one.facts.date is not None)
    if not dates:
        raise FilterError("no document has a date; give them one (date: 2026-03-12 between two lines of ---)")
    if not any((since or date) <= date <= (until or date) for date in dates):
        span = written_date(dates[0])
        if dates[0] != dates[-1]:
            span = f"{span} to {written_date(dates[-1])}"
        raise FilterError(f"no document has a date {_between(since, until)}: the documents' dates are {span}")


def described(within: Filter) -> str:
    """Return a restriction in words that go after "Looking"; of none, that it is everywhere."""
    parts = []
    if within.documents is not None:
        parts.append(f"in {', '.join(sorted(within.documents))}")
    if within.speakers is not None:
        parts.append(f"at the words of {', '.join(sorted(within.speakers))}")
    if within.since is not None or within.until is not None:
        parts.append(f"at documents dated {_between(within.since, within.until)}")
    return one_line(f"only {' and '.join(parts)}" if parts else "in all documents")


def _period(written: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of what is written."""
    days = readings(written)
    if len(days) == 1:
        return days[0], days[0]
    if days:
        either = " or ".join(written_date(day) for day in days)
        ways = " or ".join(day.isoformat() for day in days)
        raise FilterError(f"'{_echo(written)}' may be {either}: write {ways}")
    month = readings(f"1 {written.strip()}") or readings(f"{written.strip()}-01")
    if month:
        first = month[0]
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    year = _YEAR.fullmatch(written)
    if year is None or int(year[1]) < dt.MINYEAR:
        raise FilterError(
            f"'{_echo(written)}' is not a date: write one such as 2026-03-12, 12 March 2026 or March 2026"
        )
    return dt.date(int(year[1]), 1, 1), dt.date(int(year[1]), 12, 31)


def _between(since: dt.date | None, until: dt.date | None) -> str:
    if since is not None and until is not None:
        return f"from {written_date(since)} to {written_date(until)}"
    return (
        f"from {written_date(since)} on"
        if since is not None
        else f"until {written_date(until or dt.date.max)}"
    )


def _unknown_speaker(name: str, known: Sequence[str]) -> FilterError:
    if not known:
        return FilterError(f"nobody called '{_echo(name)}' speaks: no document says who speaks")
    from rapidfuzz import process

    near = process.extract(_folded(name), known, processor=_folded, limit=_NEAREST, score_cutoff=_NEAR)
    nearest = [one_line(speaker) for speaker, _, _ in near]
    hint = f"; did you mean {' or '.join(nearest)}?" if nearest else ""
    return FilterError(f"nobody called '{_echo(name)}' speaks in the documents{hint}")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _echo(text: str) -> str:
    return one_line(text[:_LONGEST_ECHO])
