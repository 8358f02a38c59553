"""Questions as people mistype them: one edit in one word."""

from __future__ import annotations

import re
import string
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_WORD = re.compile(r"[^\W\d_]{5,}")


def misspelt(text: str, chance: random.Random) -> str | None:
    """Return a text with one random edit in one random word, or None where all words are short.

    The word has five letters or more. The edit inserts, deletes or changes a letter, or swaps two neighbours
    (Damerau 1964); it never changes the case of a letter only, which no search would notice.
    """
    words = [found.span() for found in _WORD.finditer(text)]
    if not words:
        return None
    start, end = chance.choice(words)
    edit = chance.choice((_inserted, _deleted, _changed, _swapped))
    return text[:start] + edit(text[start:end], chance) + text[end:]


def _inserted(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word) + 1)
    return word[:place] + chance.choice(string.ascii_lowercase) + word[place:]


def _deleted(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place + 1 :]


def _changed(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    others = string.ascii_lowercase.replace(word[place].casefold(), "")
    return word[:place] + chance.choice(others) + word[place + 1 :]


def _swapped(word: str, chance: random.Random) -> str:
    letters = [letter.casefold() for letter in word]
    places = [place for place, (one, other) in enumerate(pairwise(letters)) if one != other]
    if not places:
        return _changed(word, chance)
    place = chance.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
