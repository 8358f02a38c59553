"""Names of the same thing: abbreviations written out, and what an owner says is the same."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import SynonymError
from bot.search.text.words import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from bot.search.text.words import Word

Keys = tuple[str, ...]

BUILT_IN: Mapping[str, Sequence[str]] = {
    "U.S.": ("United States of America", "United States", "USA", "U.S.A."),
    "UK": ("United Kingdom", "Great Britain"),
    "UAE": ("United Arab Emirates",),
    "EU": ("European Union",),
    "UN": ("United Nations",),
    "NATO": ("North Atlantic Treaty Organization",),
    "WHO": ("World Health Organization",),
    "WTO": ("World Trade Organization",),
    "IMF": ("International Monetary Fund",),
    "IAEA": ("International Atomic Energy Agency",),
    "ASEAN": ("Association of Southeast Asian Nations",),
    "North Korea": ("DPRK", "Democratic People's Republic of Korea"),
    "South Korea": ("ROK", "Republic of Korea"),
    "PRC": ("People's Republic of China",),
    "FBI": ("Federal Bureau of Investigation",),
    "CIA": ("Central Intelligence Agency",),
    "prime minister": ("PM", "premier"),
    "vice president": ("VP",),
    "defense department": ("department of defense", "DoD", "Pentagon"),
    "state department": ("department of state",),
    "defense ministry": ("ministry of defense", "MoD"),
    "foreign ministry": ("ministry of foreign affairs", "MOFA"),
    "chief executive officer": ("CEO",),
    "chief financial officer": ("CFO",),
    "gross domestic product": ("GDP",),
    "artificial intelligence": ("AI",),
    "World War II": ("Second World War", "World War Two", "WWII", "WW2"),
    "World War I": ("First World War", "World War One", "WWI", "WW1"),
    "2+2": ("two plus two",),
    "dollar": ("USD", "US dollar"),
    "euro": ("EUR",),
    "yen": ("JPY",),
    "headquarters": ("HQ",),
    "government": ("govt", "gov't"),
    "department": ("dept",),
    "percent": ("percentage",),
    "versus": ("vs",),
    "kilometer": ("km",),
    "kilogram": ("kg",),
    "television": ("TV",),
}
"""What people expect to be the same: a name, and what else the same thing is called."""

# What may stand between two words of a name. A full stop may after an abbreviation.
_WITHIN_NAME = re.compile(rf"(\.?)(?:[ \t]{{0,2}}(?:\r?\n)?[ \t]{{0,8}}|[ ]?[{HYPHENS}/&][ ]?)")
_LONGEST_ABBREVIATION = 3
_LONGEST_ECHO = 100
_UNDER_ONE_KEY = "write all names of one thing under one key"


class Phrase(NamedTuple):
    """A name of several words in a sequence of them: where it ends, and its one term."""

    end: int
    term: str


class Synonyms:
    """Finds names in a sequence of words, and says which one term stands for each.

    Attributes:
        single: The terms of names that are a single word, by its key.
        beginnings: The keys that names of several words begin with.
        continuations: The keys of all words of names of several words but the first.

    Args:
        words: What reads the words of a name.
        synonyms: Names, each with the other names of the same thing. What shares a name with what is built
            in joins it.

    Raises:
        SynonymError: A name of the synonyms cannot be used.
    """

    def __init__(self, words: Callable[[str], Sequence[Word]], synonyms: Mapping[str, Sequence[str]]) -> None:
        self._words = words
        self._terms: dict[Keys, str] = {}
        _check(synonyms, self._words_of_name)
        for table in (BUILT_IN, synonyms):
            for key, others in table.items():
                self._join([self.keys(name) for name in (key, *others)])
        self.single: Mapping[str, str] = {
            name[0]: term for name, term in self._terms.items() if len(name) == 1
        }
        self._lengths: dict[str, list[int]] = {}
        for name in sorted(self._terms, key=len, reverse=True):
            if len(name) > 1 and len(name) not in self._lengths.setdefault(name[0], []):
                self._lengths[name[0]].append(len(name))
        self.beginnings: Collection[str] = self._lengths.keys()
        self.continuations: Collection[str] = {key for name in self._terms for key in name[1:]}

    def keys(self, name: str) -> Keys:
        """Return what a name is found by: the keys of its words, in order."""
        return tuple(word.key for word in self._words_of_name(name))

    def _words_of_name(self, name: str) -> Sequence[Word]:
        # Written alone, "pm" is a time of day; as a name it is none.
        return self._words("PM" if name == "pm" else name)

    def _join(self, names: Sequence[Keys]) -> None:
        """Make names one with each other, and with the names that they were one with before."""
        before = {self._terms[name] for name in names if name in self._terms}
        term = min(before, default=" ".join(names[0]))
        if len(before) > 1:
            self._terms = {name: term if own in before else own for name, own in self._terms.items()}
        self._terms |= dict.fromkeys(names, term)

    def phrase(self, words: Sequence[Word], start: int, text: str) -> Phrase | None:
        """Return the longest name of several words that begins at a word, if any does."""
        for length in self._lengths.get(words[start].key, ()):
            found = words[start : start + length]
            term = self._terms.get(tuple(word.key for word in found))
            if term is not None and len(found) == length and _together(found, text):
                return Phrase(end=start + length, term=term)
        return None


def _together(words: Sequence[Word], text: str) -> bool:
    for before, after in pairwise(words):
        gap = _WITHIN_NAME.fullmatch(text, before.end, after.start)
        if gap is None:
            return False
        length = before.end - before.start
        if gap[1] and length > _LONGEST_ABBREVIATION and "." not in text[before.start : before.end]:
            return False
    return True


def _check(synonyms: Mapping[str, Sequence[str]], words: Callable[[str], Sequence[Word]]) -> None:
    """Check that each name has a word to look for, and stands under one key alone.

    Args:
        synonyms: Names, each with the other names of the same thing.
        words: What reads the words of a name.

    Raises:
        SynonymError: A name has no such word, stands under two keys, or is a key and under another.
    """
    keys: dict[Keys, str] = {}
    for key in synonyms:
        read = _read(key, key, words)
        if read in keys:
            raise SynonymError(f"is the same name as {_echo(keys[read])}: {_UNDER_ONE_KEY}", key=key)
        keys[read] = key
    under: dict[Keys, str] = {}
    for key, others in synonyms.items():
        for name in others:
            read = _read(name, key, words)
            if keys.get(read, key) != key:
                raise SynonymError(f"{_echo(name)} is a key itself: {_UNDER_ONE_KEY}", key=key)
            first = under.setdefault(read, key)
            if first != key:
                raise SynonymError(f"{_echo(name)} stands under {_echo(first)} as well: choose one", key=key)


def _read(name: str, key: str, words: Callable[[str], Sequence[Word]]) -> Keys:
    read = words(name)
    if not any(word.counts for word in read):
        raise SynonymError(f"{_echo(name)} has no word to look for: write another name", key=key)
    return tuple(word.key for word in read)


def _echo(name: str) -> str:
    return f"'{' '.join(name.split())[:_LONGEST_ECHO]}'"
