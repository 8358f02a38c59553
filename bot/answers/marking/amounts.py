"""Numbers, amounts with a unit, and money, as they are written in English texts."""

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
        if not any(number.start < taken.end and taken.start < number.end for taken in without):
            yield number


def _found(pattern: str, sentence: str) -> Iterator[Span]:
    # Compiled, and kept, when it is first looked for: few questions ask for an amount.
    for match in re.finditer(pattern, sentence, re.IGNORECASE):
        yield Span(start=match.start(), end=match.end())
