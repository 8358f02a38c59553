"""Dates in digits and months cut short, read as the words that they stand for."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)
SHORT_MONTHS = {
    **{month[:3]: month for month in MONTHS if month != "may"},
    "sept": "september",
}
AMBIGUOUS_SHORT_MONTHS = frozenset({"jan", "mar", "jun"})
"""Months cut short that are names or words as well: context tells."""

_DATE = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})|(\d{1,2})/(\d{1,2})")
_CENTURY = 100


def read_date(text: str, known: Collection[dt.date]) -> tuple[str, ...]:
    """Return month, day and year of a date in digits as people say them, or nothing if it is no date.

    Args:
        text: Such as ``7/28/2024``, ``28.7.2024``, ``2024-07-28`` or ``7/28``.
        known: Dates that settle whether the month or the day comes first where both could be. The month
            does where they do not say. Without a year only a known day is a date: 24/7 is none.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return ()
    if match[5]:
        return _known_day(int(match[5]), int(match[6]), known)
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) > 2:  # noqa: PLR2004 - a number of more digits is a year
        return _in_words(second, third, first)
    if third < _CENTURY:
        third += 20 * _CENTURY
    if any((date.year, date.month, date.day) == (third, second, first) for date in known):
        first, second = second, first
    return _in_words(first, second, third) or _in_words(second, first, third)


def _known_day(one: int, other: int, known: Collection[dt.date]) -> tuple[str, ...]:
    days = {(date.month, date.day) for date in known}
    for month, day in ((one, other), (other, one)):
        if (month, day) in days:
            return MONTHS[month - 1], str(day)
    return ()


def _in_words(month: int, day: int, year: int) -> tuple[str, ...]:
    try:
        dt.date(year, month, day)
    except ValueError:
        return ()
    return MONTHS[month - 1], str(day), str(year)
