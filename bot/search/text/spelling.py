"""Correcting the misspelt words of a question: the words of the documents that were most likely meant."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bot.search.text.stop_words import STOP_WORDS
from bot.search.vectors.word_vectors import UNKNOWN_RARITY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.query import Query
    from bot.search.statistics import Statistics
    from bot.search.text.terms import Analyzer
    from bot.search.vectors.word_vectors import WordVectors

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
MOST_CORRECTED = 16
"""Unknown words of a question that are taken for misspelt; one with more is in other words altogether."""

_SHORT = 4
_RARE = 5.0
"""The rarity of an English word from which on it is more likely misspelt: 1 of 100,000 words."""


class Spellings:
    """Words as they are written, to be looked through for those that are written nearly alike.

    Args:
        words: The words; those with other letters than a to z are left out.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(filter(_is_word, words), key=len)
        self._letters = _letters(self._words)

    def of_nearly_the_letters(self, word: str, edits: int) -> list[str]:
        """Return the words within so many edits of a word, and some that are not: hardly one in fifty."""
        first = bisect_left(self._words, max(_SHORTEST, len(word) - edits), key=len)
        end = bisect_left(self._words, len(word) + edits + 1, key=len)
        others = self._letters[first:end] ^ _letters([word])
        ones = _ones()
        different = ones.take(others & _HALF_THE_ALPHABET) + ones.take(others >> _HALF)
        near = np.flatnonzero(different <= _OF_AN_EDIT * edits)
        return [self._words[first + place] for place in near.tolist()]


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


class SpellingCorrector:
    """Finds the words that were meant by words that nobody knows.

    A word is unknown if no passage has its term and it is no English word. It is held against the words of
    the passages as they are written, as an edit near its end changes its stem altogether; then against the
    terms of English, for a word that the passages have in other words only. A rare English word that is one
    edit from a word of the passages counts as unknown too: the word of the passages is likelier meant.

    Args:
        analyzer: Makes the terms of words.
        statistics: Know the terms of the passages.
        written: Returns the words of the passages as they are written, each with how often it stands there;
            asked when a word is first unknown.
        vectors: Know the words of English; None if only the passages do.
    """

    def __init__(
        self,
        *,
        analyzer: Analyzer,
        statistics: Statistics,
        written: Callable[[], Mapping[str, int]],
        vectors: WordVectors | None,
    ) -> None:
        self._analyzer = analyzer
        self._statistics = statistics
        self._written = written
        self._vectors = vectors

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        # Stop words are known even if no passage has them.
        return dict.fromkeys(sorted(STOP_WORDS), 0) | dict(self._written())

    @cached_property
    def _speller(self) -> Speller:
        return Speller(Spellings(self._counts), lambda word: -self._counts[word])

    def corrected(self, query: Query) -> Query:
        """Return a query in which the words that are misspelt count as what was meant.

        Only the first `MOST_CORRECTED` words that no passage has are looked up: each is held against whole
        vocabularies.
        """
        words: dict[str, str] = {}
        respelt: set[str] = set()
        self._statistics.look_up(query.words)
        strange = [term for term in query.words if term not in self._statistics][:MOST_CORRECTED]
        for term, word in query.words.items():
            meant = self._meant(term, word) if term in strange else None
            for other in (term,) if meant is None else meant:
                if meant is not None and other not in query.words:
                    respelt.add(other)
                words.setdefault(other, query.words.get(other, word))
        return dataclasses.replace(query, words=words, respelt=frozenset(respelt))

    def _meant(self, term: str, word: str) -> tuple[str, ...] | None:
        """Return the terms of what was meant, none for a stop word; None if nothing else is."""
        written = word.casefold().removesuffix("'s").removesuffix("’s")
        if len(written) == _SHORT and word[:1].isupper():
            return None  # too short to tell one name from another
        rarity = self._rarity_in_english(term)
        if rarity is not None and rarity < _RARE:
            return None
        near = self._speller.nearest(written, edits=2 if rarity is None else 1)
        if near is not None:
            return tuple(self._analyzer.terms(near))
        if rarity is not None or self._vectors is None:
            return None
        english = self._vectors.speller.nearest(term)
        return None if english is None else (english,)

    def _rarity_in_english(self, term: str) -> float | None:
        if self._vectors is None:
            return None
        rarity = self._vectors.rarity_of(term)
        return None if rarity == UNKNOWN_RARITY else rarity
