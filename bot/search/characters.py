"""What each character of a text is to the words around it, for all characters of a text at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.search.hyphens import HYPHENS
from bot.search.number_words import SIGNS
from bot.search.words import INSIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Kinds = NDArray[np.uint8]

WORD = 1
"""A letter or a digit of any script."""
DIGIT = 2
"""A decimal digit, which is of a word too."""
APOSTROPHE = 4
"""Joins the letters on both its sides to one word."""
JOINT = 8
"""Between two letters or digits, may make one of two words."""
JOINT_OF_DIGITS = 16
"""Between two digits, may make one of two numbers."""
SIGN = 32
"""Says something by itself, or lies inside a word that it does not tell from others."""

_KNOWN = 128
_CODE_POINTS = 0x110000
_PAGE = 64
_MEMBERS = {
    APOSTROPHE: "'’",
    JOINT: f".{HYPHENS}",
    JOINT_OF_DIGITS: ",/",
    SIGN: "".join(SIGNS) + "+＇" + INSIDE,
}


def codes_of(text: str) -> Codes:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


class Characters:
    """Tells what characters are; of Unicode it learns what turns up."""

    def __init__(self) -> None:
        self._kinds = np.zeros(_CODE_POINTS, dtype=np.uint8)

    def kinds(self, codes: Codes) -> Kinds:
        """Return what each character is: a sum of the constants above, and perhaps of more."""
        places = codes.astype(np.intp)
        found = self._kinds.take(places)
        if int(found.min(initial=_KNOWN)) >= _KNOWN:
            return found
        for page in set((places[found < _KNOWN] // _PAGE).tolist()):
            start = page * _PAGE
            self._kinds[start : start + _PAGE] = [_kind(chr(code)) for code in range(start, start + _PAGE)]
        return self._kinds.take(places)


def _kind(character: str) -> int:
    kind = _KNOWN
    if character.isalnum():
        kind |= WORD
    if character.isdecimal():
        kind |= DIGIT
    for member_of, members in _MEMBERS.items():
        if character in members:
            kind |= member_of
    return kind
