"""Dates as people write them."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import unicodedata

_MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
_ORDINAL = r"(?:st|nd|rd|th)?"
_DAY = rf"(?P<day>[0-9]{{1,2}}){_ORDINAL}(?:\s?[–&-]\s?[0-9]{{1,2}}{_ORDINAL})?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>[0-9]{4})(?![0-9])"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?,?\s{0,3})?"
_GAP = r"[\s,/-]{1,3}"
_MONTH_IN_LETTERS = (
    re.compile(rf"{_WEEKDAY}{_DAY}(?:{_GAP}of\b)?{_GAP}{_MONTH}{_GAP}{_YEAR}"),  # 28th of July, 2024
    re.compile(rf"{_WEEKDAY}{_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}"),  # July 28-29, 2024
    re.compile(rf"{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}(?![0-9])"),  # 2024-Jul-28
)
_YEAR_FIRST = re.compile(  # 2024-07-28, 2024/7/28, 20240728, 2024年7月28日
    r"([0-9]{4})(?:([-/._])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2})|年\s?([0-9]{1,2})月\s?([0-9]{1,2})日)"
    r"(?![0-9])"
)
_YEAR_LAST = re.compile(  # 28/07/2024, 7/28/24, 28. 07. 2024
    rf"{_WEEKDAY}([0-9]{{1,2}})([-/.])\s?([0-9]{{1,2}})\2\s?([0-9]{{4}}|[0-9]{{2}})(?![0-9])"
)
_LONGEST = 200
_CENTURY = 100


def readings(written: str) -> tuple[dt.date, ...]:
    """Return the dates that a text may begin with: none, one, or two where day and month may be either.

    Days are before months where they are parted by full stops, as everywhere where people write so. What
    comes after the date, such as a time, is passed over.
    """
    text = unicodedata.normalize("NFKC", written[:_LONGEST]).strip().casefold()
    if match := _YEAR_FIRST.match(text):
        year, month, day = (int(part) for part in match.groups() if part is not None and part.isdigit())
        return _dates((year, month, day))
    for pattern in _MONTH_IN_LETTERS:
        if match := pattern.match(text):
            month = _MONTHS.index(match["month"][:3]) + 1
            return _dates((int(match["year"]), month, int(match["day"])))
    if match := _YEAR_LAST.match(text):
        one, between, other, year = int(match[1]), match[2], int(match[3]), int(match[4])
        year += 20 * _CENTURY if year < _CENTURY else 0
        return _dates((year, other, one), *([] if between == "." else [(year, one, other)]))
    return ()


def _dates(*readings: tuple[int, int, int]) -> tuple[dt.date, ...]:
    """Return the dates among readings as year, month and day, each once."""
    found = []
    for year, month, day in readings:
        with contextlib.suppress(ValueError):
            found.append(dt.date(year, month, day))
    return tuple(dict.fromkeys(found))
