"""Numbers, amounts with a unit, money and dates, as they are written in English texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.documents.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SCALE = "hundred|thousand|million|billion|trillion"
_MANY = rf"(?:a|several)\s(?:{_SCALE}|dozen)|dozens|hundreds|thousands|millions"
_WORDS = rf"(?:(?:{_TENS})(?:-(?:{_ONES}))?|{_ONES}|{_MANY})"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS}|\b{_WORDS}\b)(?:[\s-](?:{_SCALE})s?\b)*"
_CURRENCY = (
    r"(?:dollars?|euros?|pounds(?:\ssterling)?|yen|yuan|marks|francs?|rubles?|roubles?|rupees?|lira|cents)"
)
_RANGE = rf"(?:\s?(?:[-–—]|to)\s?(?:{_NUMBER}))?"

_NUMBERS = rf"(?<![\w.,$€£¥#–-])(?:{_NUMBER})(?:[–-](?:{_DIGITS}))?(?!\w|[.,]\d)"
_MONEY = (
    rf"(?:\b(?:US|A|C|CA|AU|NZ|HK))?[$€£¥]\s?(?:{_DIGITS})(?:\s?(?:{_SCALE}|bn|m|k)\b)?(?:{_RANGE})"
    rf"|(?<![\w.,])(?:{_NUMBER})(?:\s(?:US|U\.S\.|Canadian|Australian|gold))?\s{_CURRENCY}\b"
)
_PERCENT = r"(?:\s?%|\sper\s?cent\b|\spercent\b|\spercentage\spoints\b)"
_UNIT = (
    r"(?:[-\s](?:tons?|tonnes?|kilograms?|kg|grams?|pounds|lbs?|ounces|litres?|liters?|milliliters?|gallons?|barrels?|"
    r"miles?|kilometres?|kilometers?|km|metres?|meters?|feet|inches|cm|mm|acres|hectares|square\s\w+|"
    r"seconds?|minutes?|hours?|days?|weeks?|months?|years?|degrees|volts?|watts?|kW|MW|times|W|V)\b)"
)
_FRACTION = (
    r"\b(?:(?:almost|nearly|about|over|roughly)\s)?(?:one[-\s]half|half|(?:one|two|three|four|a)[-\s]"
    r"(?:third|quarter|fourth|fifth|sixth|tenth)s?)\b"
)
_PERCENTAGES = rf"(?<![\w.,])(?:{_NUMBER})(?:{_PERCENT})?{_RANGE}{_PERCENT}|{_FRACTION}"
_MEASURES = rf"(?<![\w.,$€£¥])(?:{_NUMBER}){_RANGE}{_UNIT}"


def money(sentence: str) -> Iterator[Span]:
    """Yield the sums of money of a sentence, in order and apart."""
    yield from _found(_MONEY, sentence)


def percentages(sentence: str) -> Iterator[Span]:
    """Yield the percentages and fractions of a sentence, in order and apart."""
    yield from _found(_PERCENTAGES, sentence)


def measures(sentence: str) -> Iterator[Span]:
    """Yield the numbers of a sentence that have a unit, the unit included, in order and apart."""
    yield from _found(_MEASURES, sentence)


def numbers(sentence: str, *, without: Sequence[Span]) -> Iterator[Span]:
    """Yield the numbers of a sentence, in order and apart, but for those in the given ranges."""
    for number in _found(_NUMBERS, sentence):
        if not any(map(number.overlaps, without)):
            yield number


def _found(pattern: str, sentence: str) -> Iterator[Span]:
    # Compiled, and kept, when it is first looked for: few questions ask for an amount.
    for match in re.finditer(pattern, sentence, re.IGNORECASE):
        yield Span(start=match.start(), end=match.end())


_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?=\s\d))"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1\d{3}|20\d{2})"
_ERA = r"(?:\s?(?:BCE?|CE|AD)\b)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DASH = "[-–—]"
_DATE = re.compile(
    rf"""
    \b(?:
      (?:{_WEEKDAY},?\s)?{_MONTH}\s{_DAY}(?:{_DASH}{_DAY})?(?:,?\s{_YEAR})?\b   # Sunday, July 28th 2024
    | (?:{_WEEKDAY},?\s)?{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?\b           # 28 July 2024
    | {_MONTH},?\s(?:of\s)?{_YEAR}\b                                          # July 2024
    | \d{{4}}-\d{{2}}-\d{{2}}\b                                               # 2024-07-28
    | \d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b                                         # 7/28/2024
    | \d{{1,4}}{_ERA}\b                                                       # 44 BC
    | AD\s\d{{1,4}}\b
    | (?:(?:early|late|mid)[-\s])?(?:1\d|20)\d0s\b                            # the 1990s
    | {_YEAR}(?:{_DASH}(?:{_YEAR}|\d{{2}}))?{_ERA}?(?![\d,]\d|%|\s?(?:percent|km|m|miles|people)\b)  # 1954-55
    | (?:(?:early|late|mid)[-\s])?(?:\d{{1,2}}(?:st|nd|rd|th)|[a-z]+(?:teenth|tieth))\s(?:century|centuries)\b
    | {_MONTH}(?=[\s,.;:)]|$)
    | {_WEEKDAY}\b
    )
    """,
    re.VERBOSE,
)
_SPECIFIC = re.compile(r"\d")
_NEAR = 20
_AMBIGUOUS = frozenset({"May", "March"})
_LEADS_TO_A_DATE = re.compile(
    r"\b(?:in|on|since|by|until|from|during|around|after|before|of|circa|c\.)\s(?:the\s)?$", re.IGNORECASE
)


def dates(sentence: str) -> Iterator[Span]:
    """Yield the dates of a sentence, in order and apart."""
    for match in _DATE.finditer(sentence):
        bare = match[0] in _AMBIGUOUS
        if not bare or _is_led_to(sentence, match.start()):
            yield Span(start=match.start(), end=match.end())


def has_number(date: str) -> bool:
    """Whether a date says more than a month or a day of the week."""
    return _SPECIFIC.search(date) is not None


def _is_led_to(sentence: str, start: int) -> bool:
    """Whether a word such as "in" or "since" stands before."""
    return _LEADS_TO_A_DATE.search(sentence, max(0, start - _NEAR), start) is not None
