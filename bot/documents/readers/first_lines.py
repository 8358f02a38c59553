"""The title and the date that the first lines of a text, or the name of a file, give."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_TITLE = 120
_FIRST_YEAR, _LAST_YEAR = 1800, 2199

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DATES = (
    re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH},? (?P<year>\d{{4}})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<number>\d{2})(?P<day>\d{2})(?!\d)"),
)
_TITLE = re.compile(r"(?:title|meeting)\s{0,3}:\s{1,3}(?P<title>\S.*)", re.IGNORECASE)


def first_date(lines: Iterable[str]) -> dt.date | None:
    """The first date in some lines that cannot be read in two ways: ``2024-07-28``, ``28 July 2024``."""
    for line in lines:
        found = [match for pattern in _DATES if (match := pattern.search(line)) is not None]
        for match in sorted(found, key=re.Match.start):
            parts = match.groupdict()
            number = parts.get("number")
            month = int(number) if number else _month(parts["month"])
            if not _FIRST_YEAR <= int(parts["year"]) <= _LAST_YEAR:
                continue
            try:
                return dt.date(int(parts["year"]), month, int(parts["day"]))
            except ValueError:
                continue
    return None


def first_title(lines: Iterable[str]) -> str | None:
    """The title in the lines before anybody speaks: one that is labelled so, or else the first line.

    A first line that ends as a sentence does, or is long, is none.
    """
    first: str | None = None
    for line in lines:
        if (found := _TITLE.fullmatch(line)) is not None:
            return found["title"][:_LONGEST_TITLE].strip()
        if first is None:
            first = line.strip("#*_= \t")
    return first if first and len(first) <= _LONGEST_TITLE and first[-1] not in ".:;," else None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.casefold()[:3]))
