"""Numbers as people write them, in digits: in words, with thousands apart, with a sign."""

from __future__ import annotations

import re

_UNITS = "two three four five six seven eight nine".split()
_TEENS = """
ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
# Without the first two, which a date alone has in digits.
_ORDINALS = """
third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth
""".split()

NUMBER_WORDS = {
    **{word: str(number) for number, word in enumerate((*_UNITS, *_TEENS), start=2)},
    **{word: str(number) for number, word in zip(range(20, 100, 10), _TENS, strict=True)},
    **{word: str(number) for number, word in enumerate(_ORDINALS, start=3)},
}
"""Numbers that texts write out, in digits; "one" is mostly a pronoun, and stays a word."""

FIRST_ORDINALS = {"1st": "first", "2nd": "second"}
"""Ordinals that are words, as "first" says little of a number and a second is a time as well."""

SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "%": "percent"}
"""Signs that are read as words, with their terms."""

BLANKS = " \u00a0\u2009\u202f"
"""Blanks that stand between the thousands of a number."""

_ORDINAL_OR_DECADE = re.compile(r"(\d+)(?:st|nd|rd|th|s)")
_THOUSANDS = re.compile(rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:[{BLANKS}]\d{{3}})+(?:[.,]\d+)?")
_THOUSANDS_BY_POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_MONEY_BY_POINTS = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?")
_DECIMAL_COMMA = re.compile(r"(\d+),(\d{1,2})")
_MONEY_BEFORE = re.compile(rf"(?:[$€£¥]|\b(?:EUR|USD|GBP|JPY|CHF))[{BLANKS}]?$")
_MONEY_AFTER = re.compile(rf"[{BLANKS}]?(?:[$€£¥]|(?:EUR|USD|GBP|JPY|CHF|euros?|dollars?|pounds?|yen)\b)")
_PERCENT_AFTER = re.compile(rf"[{BLANKS}]?(?:%|[Pp]er[ ]?[Cc]ent\b)")
_MAGNITUDE_AFTER = re.compile(rf"[{BLANKS}]?(?:thousand|[mbtr]+illion|m?l?n|b?l?n)\b")
_LONGEST_BEFORE = 5


def in_digits(number: str) -> str:
    """Return a number that begins with a digit without what does not change it: 1,000, 5th, 1990s."""
    if "+" in number:
        return number.replace(" ", "")
    ordinal = _ORDINAL_OR_DECADE.fullmatch(number)
    if ordinal:
        return ordinal[1]
    if _THOUSANDS.fullmatch(number):
        return re.sub(rf"[,{BLANKS}](?=\d{{3}})", "", number).replace(",", ".")
    return number.replace(".", "") if _THOUSANDS_BY_POINTS.fullmatch(number) else number


def amount_in_digits(number: str, text: str, start: int, end: int) -> str:
    """Return a number with points or commas as what stands beside it says: 25.000 €, 2,50 %, €1,5 million.

    Args:
        number: As `in_digits` returns it.
        text: The text.
        start: Where in the text it begins.
        end: Where it ends.
    """
    if _PERCENT_AFTER.match(text, end):
        return _shortest(number.replace(",", ".") if _DECIMAL_COMMA.fullmatch(number) else number)
    if _MAGNITUDE_AFTER.match(text, end) and _DECIMAL_COMMA.fullmatch(number):
        return _shortest(number.replace(",", "."))
    if _MONEY_AFTER.match(text, end) or _MONEY_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start):
        by_points = _MONEY_BY_POINTS.fullmatch(number)
        if by_points:
            number = f"{by_points[1].replace('.', '')}.{by_points[2] or '0'}"
        elif _DECIMAL_COMMA.fullmatch(number):
            number = number.replace(",", ".")
        return _shortest(number)
    return number


def _shortest(number: str) -> str:
    """Return a decimal number without zeros at its end."""
    whole, _, fraction = number.partition(".")
    if not fraction.isdecimal():
        return number
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole
