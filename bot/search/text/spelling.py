"""Mending words that are misspelt: the term of the documents that was most likely meant."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Letters = NDArray[np.uint32]

_SHORTEST = 4
_LONG = 8
"""From so many letters on a word is mended by one edit, and by two."""

_BEGINS_ALIKE = 4
"""A word of so many letters is near only to words with the same first letter: it is near to too many."""

_OF_AN_EDIT = 2
"""So many letters at most are in one of two words and not in the other for every edit between them."""

_HALF = 13
_HALF_THE_ALPHABET = (1 << _HALF) - 1
_REMEMBERED_WORDS = 1 << 10
_WORTH_A_PART = 1 << 12
"""Words that are looked through apart from others; fewer are put together with those to come."""


class Spellings:
    """Words as they are written, to be looked through for those that are written nearly alike.

    Args:
        words: The words; those with other letters than a to z are left out.
        after: Words that are there too; what was made of them is shared.
    """

    def __init__(self, words: Iterable[str], *, after: Spellings | None = None) -> None:
        parts = () if after is None else after._parts  # noqa: SLF001 - another of the same class
        fresh = [*filter(_is_word, words)]
        if parts and len(parts[-1].words) < _WORTH_A_PART:
            fresh += parts[-1].words
            parts = parts[:-1]
        self._parts: tuple[_Part, ...] = (*parts, _Part.of(fresh)) if fresh else parts

    def of_nearly_the_letters(self, word: str, edits: int) -> list[str]:
        """Return the words within so many edits of a word, and some that are not: hardly one in fifty."""
        return [near for part in self._parts for near in part.of_nearly_the_letters(word, edits)]


@dataclass(frozen=True, slots=True)
class _Part:
    """Words by their length, each with its letters, a bit a letter."""

    words: list[str]
    letters: Letters

    @staticmethod
    def of(words: Iterable[str]) -> _Part:
        by_length = sorted(words, key=len)
        return _Part(by_length, _letters(by_length))

    def of_nearly_the_letters(self, word: str, edits: int) -> list[str]:
        first = bisect_left(self.words, max(_SHORTEST, len(word) - edits), key=len)
        end = bisect_left(self.words, len(word) + edits + 1, key=len)
        others = self.letters[first:end] ^ _letters([word])
        ones = _ones()
        different = ones.take(others & _HALF_THE_ALPHABET) + ones.take(others >> _HALF)
        near = np.flatnonzero(different <= _OF_AN_EDIT * edits)
        return [self.words[first + place] for place in near.tolist()]


class Speller:
    """Finds the known term nearest to a word.

    Args:
        terms: The known terms.
        rarity: How rare a term is, None for one that is known no more; of terms as near, the most frequent is
            meant.
    """

    def __init__(self, terms: Spellings, rarity: Callable[[str], float | None]) -> None:
        self._terms = terms
        self._rarity = rarity
        self._remembered = lru_cache(maxsize=_REMEMBERED_WORDS)(self._nearest)

    def nearest(self, word: str, *, edits: int = 2) -> str | None:
        """Return the term within reach of a word, or None where there is none.

        Reach is one edit, two from eight letters on: a letter left out, added, or put for another, or two
        neighbours swapped (Damerau 1964, "A technique for computer detection and correction of spelling
        errors"). Of terms as near, one that begins alike is meant, then the more frequent, then the first
        in the alphabet.

        Args:
            word: Case-folded.
            edits: How many edits at most, however long the word is.
        """
        if len(word) < _SHORTEST or not _is_word(word):
            return None
        return self._remembered(word, min(edits, 2 if len(word) >= _LONG else 1))

    def _nearest(self, word: str, reach: int) -> str | None:
        from rapidfuzz import process  # most questions have no word that is unknown
        from rapidfuzz.distance import OSA

        alike = self._terms.of_nearly_the_letters(word, reach)
        found = process.extract(word, alike, scorer=OSA.distance, score_cutoff=reach, limit=None)
        near = (
            (distance, term[0] != word[0], rarity, term)
            for term, distance, _ in found
            if len(word) > _BEGINS_ALIKE or term[0] == word[0]
            if (rarity := self._rarity(term)) is not None
        )
        best = min(near, default=None)
        return None if best is None else best[-1]


def _letters(terms: Sequence[str]) -> Letters:
    """Return which letters each term has, a bit a letter."""
    written = np.frombuffer("".join(terms).encode("ascii"), dtype=np.uint8)
    bits: Letters = np.left_shift(np.uint32(1), (written & 31) - 1, dtype=np.uint32)
    if not len(terms):
        return bits
    ends = np.cumsum([len(term) for term in terms])
    letters: Letters = np.bitwise_or.reduceat(bits, np.concatenate([ends[:1] * 0, ends[:-1]]))
    return letters


@lru_cache(maxsize=1)
def _ones() -> NDArray[np.uint8]:
    """Return how many bits of each number are set that has half the alphabet's."""
    # Newer versions of numpy count them themselves.
    return np.array([number.bit_count() for number in range(1 << _HALF)], dtype=np.uint8)


def _is_word(term: str) -> bool:
    """Whether a term is an English word: a letter of another script can be a word of its own."""
    return term.isascii() and term.isalpha()
