"""Numbers that texts write out, and signs that they read as words."""

from __future__ import annotations

_UNITS = "two three four five six seven eight nine".split()
_TEENS = """
ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
# Without the first two: "first" says little, and a second is a time as well.
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

SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "%": "percent"}
"""Signs that are read as words, with their terms."""
