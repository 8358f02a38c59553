"""Amounts however they are written: numbers of several words, with a magnitude, with a sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bot.search.text.words import HYPHENS

if TYPE_CHECKING:
    from bot.search.text.words import Word

_HYPHENS = frozenset(HYPHENS)
_WHOLE_TENS = frozenset(map(str, range(20, 100, 10)))
_DIGITS = frozenset("123456789")

_MAGNITUDES = {
    "hundr": ("hundr", 2),
    "thousand": ("thousand", 3),
    "million": ("million", 6),
    "mn": ("million", 6),
    "mln": ("million", 6),
    "billion": ("billion", 9),
    "bn": ("billion", 9),
    "bln": ("billion", 9),
    "trillion": ("trillion", 12),
    "tn": ("trillion", 12),
}
"""Keys of words after a number that multiply it: the term of the word in full, and the power of ten."""

_SUFFIXES = {"k": ("thousand", 3)}
"""The same for letters that multiply a number only where they touch it."""

_SUFFIXES_OF_MONEY = {**_SUFFIXES, "m": ("million", 6), "b": ("billion", 9)}
"""The same for letters that do so only after a sign for money: 400m is mostly a length."""

CONTINUING_AMOUNTS = frozenset({*_MAGNITUDES, *_DIGITS, "one", "am"})
"""Keys of words that may follow in a number, or in a time, whose words stand apart."""

_ORDINAL_UNITS = {"first": "1", "second": "2"}

_BETWEEN = re.compile(rf"[ \t]{{0,2}}|[ ]?(?:\r?\n|[{HYPHENS}])")
_MOST_MAGNITUDES = 3


class Part(NamedTuple):
    """A word of an amount: its term, and where it stands."""

    term: str
    start: int
    end: int


class Amount(NamedTuple):
    """A number of several words.

    Attributes:
        digits: The whole number, as its term.
        size: How many words it has.
        parts: Those that are terms of their own, as the magnitude is.
        signs: The words among them that are signs, as the dollar is.
    """

    digits: str
    size: int
    parts: tuple[Part, ...]
    signs: tuple[Part, ...]


def begins_amount(key: str) -> bool:
    """Whether a number of several words may begin with a word of such a key."""
    return key[0].isdecimal() or key == "one"


def amount_at(words: list[Word], start: int, text: str) -> Amount | None:
    """Return the number of several words that begins at a word: 1.7 billion, $400k, twenty-five million."""
    digits, end = _number_at(words, start, text)
    if not digits:
        return None
    parts = [Part(digits, words[start].start, words[end - 1].end)]
    signs: tuple[Part, ...] = ()
    if end < len(words) and words[end].start == words[start].start:
        signs = (Part(words[end].key, words[end].start, words[end].end),)
        end += 1
    whole, before = digits, parts[0].end
    while end < len(words) and len(parts) <= _MOST_MAGNITUDES:
        word = words[end]
        magnitude = _magnitude(word, touching=word.start == before, of_money=bool(signs))
        if magnitude is None or not _BETWEEN.fullmatch(text, before, word.start):
            break
        product = multiplied(whole, magnitude[1])
        if product is None:
            break
        whole, before, end = product, word.end, end + 1
        parts.append(Part(magnitude[0], word.start, word.end))
    if whole == digits:
        # Of a number in two words neither is a number that anyone means.
        return Amount(digits, end - start, (), signs) if end - start > 1 + len(signs) else None
    return Amount(whole, end - start, tuple(parts), signs)


def _number_at(words: list[Word], start: int, text: str) -> tuple[str, int]:
    """Return the digits of a number in one word, or in two such as "twenty-five", and where it ends."""
    word = words[start]
    if word.key == "one":
        return "1", start + 1
    if not word.key[0].isdecimal() or _is_of_date(words, start, text):
        return "", start
    if start + 1 < len(words) and word.key in _WHOLE_TENS and text[word.start : word.end].isalpha():
        unit = words[start + 1]
        digit = "1" if unit.key == "one" else unit.key
        if text[word.end : unit.start] in _HYPHENS:
            digit = _ORDINAL_UNITS.get(digit, digit)
        in_letters = text[unit.start : unit.end].isalpha() and digit in _DIGITS
        if in_letters and _BETWEEN.fullmatch(text, word.end, unit.start):
            return word.key[0] + digit, start + 2
    return word.key, start + 1


def _is_of_date(words: list[Word], position: int, text: str) -> bool:
    """Whether a number is a part of a date in digits, which stands at one place with the others."""
    start = words[position].start
    neighbours = words[max(0, position - 1) : position] + words[position + 1 : position + 2]
    return text[start].isdecimal() and any(other.start == start for other in neighbours)


def _magnitude(word: Word, *, touching: bool, of_money: bool) -> tuple[str, int] | None:
    if touching:
        suffix = (_SUFFIXES_OF_MONEY if of_money else _SUFFIXES).get(word.key)
        if suffix is not None:
            return suffix
    return _MAGNITUDES.get(word.key)


def multiplied(number: str, magnitude: int) -> str | None:
    """Return the digits of a number times a power of ten, such as 1700000000 for 1.7 and 9.

    None if `number` is no decimal number, or the product no whole one.
    """
    whole, _, fraction = number.partition(".")
    if not (whole + fraction).isdecimal():
        return None
    fraction = fraction.rstrip("0")
    if len(fraction) > magnitude:
        return None
    return (whole + fraction.ljust(magnitude, "0")).lstrip("0") or "0"
