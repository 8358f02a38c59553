"""Mending words that are misspelt: the term of the documents that was most likely meant."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SHORTEST = 4
_LONG = 8
"""From so many letters on a word is mended by one edit, and by two."""

_BEGINS_ALIKE = 4
"""A word of so many letters is near only to words with the same first letter: it is near to too many."""


class Speller:
    """Finds the known term nearest to a word.

    Args:
        terms: The known terms.
        rarity: How rare a term is; of terms as near, the most frequent is meant.
    """

    def __init__(self, terms: Iterable[str], rarity: Callable[[str], float]) -> None:
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for term in terms:
            if _is_word(term):
                self._by_length[len(term)].append(term)
        self._rarity = rarity

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
        from rapidfuzz import process  # most questions have no word that is unknown
        from rapidfuzz.distance import OSA

        reach = min(edits, 2 if len(word) >= _LONG else 1)
        lengths = range(max(_SHORTEST, len(word) - reach), len(word) + reach + 1)
        alike = [term for length in lengths for term in self._by_length.get(length, ())]
        found = process.extract(word, alike, scorer=OSA.distance, score_cutoff=reach, limit=None)
        return min(
            (term for term, _, _ in found if len(word) > _BEGINS_ALIKE or term[0] == word[0]),
            key=lambda term: (OSA.distance(word, term), term[0] != word[0], self._rarity(term), term),
            default=None,
        )


def _is_word(term: str) -> bool:
    """Whether a term is an English word: a letter of another script can be a word of its own."""
    return term.isascii() and term.isalpha()
