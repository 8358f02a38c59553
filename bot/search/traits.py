"""Which words may be another thing beside other words, told from each word by itself.

Nearly all words of a text are the same whatever stands beside them. A word that is of no `Traits`, with
nothing but white space and common punctuation around it, is by itself what it is in any text; and so is one
that may begin a name or an amount where the next word cannot continue it.
"""

from __future__ import annotations

import re
from enum import IntFlag
from typing import TYPE_CHECKING

from bot.search.amounts import CONTINUING_AMOUNTS, begins_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.search.equivalences import Equivalences
    from bot.search.words import Entry

_WHOLE_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|s)?")
_PER_CENT = re.compile(r"[Pp]er|[Cc]ent(?:['’].*)?")


class Traits(IntFlag):
    """What a word may be beside other words.

    Attributes:
        NONE: It is the same beside any.
        OPEN: What it is depends on what stands beside it, or it is no single word.
        BEGINS_NAME: It may begin a name of several words.
        BEGINS_AMOUNT: It may begin a number of several words.
        CONTINUES_NAME: It may follow in a name.
        CONTINUES_AMOUNT: It may follow in a number.
    """

    NONE = 0
    OPEN = 1
    BEGINS_NAME = 2
    BEGINS_AMOUNT = 4
    CONTINUES_NAME = 8
    CONTINUES_AMOUNT = 16


BEGINS = Traits.BEGINS_NAME | Traits.BEGINS_AMOUNT
CONTINUES = Traits.CONTINUES_NAME | Traits.CONTINUES_AMOUNT
FROM_BEGINNING_TO_CONTINUATION = 2
"""How many places to the left of a beginning its continuation stands."""


def traits_of_keys(names: Equivalences) -> Mapping[str, Traits]:
    """Return what words may be beside other words by their keys, without those that are numbers alone."""
    keys = {*names.beginnings, *names.continuations, *CONTINUING_AMOUNTS}
    return {key: _of_key(key, names) for key in keys}


def _of_key(key: str, names: Equivalences) -> Traits:
    found = Traits.BEGINS_AMOUNT if begins_amount(key) else Traits.NONE
    if key in names.beginnings:
        found |= Traits.BEGINS_NAME
    if key in names.continuations:
        found |= Traits.CONTINUES_NAME
    if key in CONTINUING_AMOUNTS:
        found |= Traits.CONTINUES_AMOUNT
    return found


def traits_of(word: str, entry: Entry, known: Mapping[str, Traits]) -> Traits:
    """Return what a word may be beside other words.

    Args:
        word: As it is written: letters, digits and apostrophes.
        entry: What it is by itself.
        known: What `traits_of_keys` returns.
    """
    key = entry.key
    if not key or entry.contextual or _is_of_several(word):
        return Traits.OPEN
    if key in known:
        return known[key]
    return Traits.BEGINS_AMOUNT if begins_amount(key) else Traits.NONE


def _is_of_several(word: str) -> bool:
    """Whether a word may be two, as 400k is, or half of one, as the words of "per cent" are."""
    if word[0].isdecimal():
        return _WHOLE_NUMBER.fullmatch(word) is None
    return word[0] in "PpCc" and _PER_CENT.fullmatch(word) is not None
