"""Dates in digits, times of day, months and weekdays cut short, read as the words that they stand for."""

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

SHORT_WEEKDAYS = {
    short: day
    for day, shorts in {
        "monday": "mon",
        "tuesday": "tue tues",
        "wednesday": "wed weds",
        "thursday": "thu thur thurs",
        "friday": "fri",
        "saturday": "sat",
        "sunday": "sun",
    }.items()
    for short in shorts.split()
}
AMBIGUOUS_SHORT_WEEKDAYS = frozenset({"mon", "wed", "sat", "sun"})
"""Weekdays cut short that are names or words as well: context tells."""

_MONTH = "|".join((*MONTHS, *SHORT_MONTHS))
_MONTH_BEFORE = re.compile(rf"\b(?:{_MONTH})\b\.?\s{{1,2}}(?:the\s)?$", re.IGNORECASE)
_LONGEST_BEFORE = 20
_MONTH_AFTER = re.compile(rf"\s{{1,2}}(?:of\s+)?(?:{_MONTH})\b", re.IGNORECASE)
_CLOCK = re.compile(r"(\w+?)(?:[:.](\d+))?\s?(?:([AaPp])\.?[Mm])?")
HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_NOON = 12

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


def stands_by_month(text: str, start: int, end: int) -> bool:
    """Whether what stands in a range of a text has a month before or after it."""
    before = _MONTH_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
    return before is not None or _MONTH_AFTER.match(text, end) is not None


def read_clock(text: str) -> tuple[str, ...]:
    """Return a time of day by hours from 0 to 23, and otherwise as it is written, without its minutes last.

    Args:
        text: Such as ``3.30pm``, ``three p.m`` or ``15:30``. Without "am" or "pm" it is as it stands.
    """
    match = _CLOCK.fullmatch(text)
    if match is None:
        return (text,)
    written, minutes, half = match[1].lower(), match[2] or "00", (match[3] or "").lower()
    hour = HOURS.index(written) + 1 if written in HOURS else int(written)
    of_day = hour
    if half:
        of_day = hour % _NOON + (_NOON if half == "p" else 0)
    of_half = (of_day - 1) % _NOON + 1
    found = (f"{of_day}:{minutes}", f"{of_half}:{minutes}", str(hour), *(("pm",) if half == "p" else ()))
    return tuple(dict.fromkeys(found))
