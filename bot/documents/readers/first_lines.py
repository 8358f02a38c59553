"""The title and the date that the first lines of a text, or the name of a file, give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.documents.written_dates import readings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

_LONGEST_LINE = 300
_LONGEST_TITLE = 120
_YEARS = range(1800, 2200)

_MAY_BEGIN_A_DATE = re.compile(
    r"(?<![0-9])[0-9]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
_TITLE = re.compile(r"(?:title|meeting)\s{0,3}:\s{1,3}(?P<title>\S.*)", re.IGNORECASE)


def first_date(lines: Iterable[str]) -> dt.date | None:
    """The first date in some lines that can be read in one way only: ``2024-07-28``, ``28 July 2024``."""
    for line in lines:
        begun = line[:_LONGEST_LINE]
        for found in _MAY_BEGIN_A_DATE.finditer(begun):
            dates = readings(begun[found.start() :])
            if len(dates) == 1 and dates[0].year in _YEARS:
                return dates[0]
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
