"""Mending the misspelt words of a question."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.search.text.spelling import Speller, Spellings
from bot.search.text.stop_words import STOP_WORDS
from bot.search.vectors.word_vectors import UNKNOWN_RARITY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    import numpy as np
    from numpy.typing import NDArray

    from bot.search.text.terms import Analyzer
    from bot.search.index import Index
    from bot.search.query import Query
    from bot.search.vectors.word_vectors import WordVectors

    class Written(Protocol):
        """The words of passages as they are written; see `bot.search.ranking.passage_terms.PassageTerms`."""

        @property
        def spellings(self) -> Sequence[str]:
            """The words, case-folded, in the order of their numbers."""
            ...

        def word_number(self, word: str) -> int | None:
            """Return the number of a word, or None where it is not known."""
            ...

        def word_counts(self) -> NDArray[np.int64]:
            """Return how often each word stands in the passages, by its number."""
            ...


MOST_MENDED = 16
"""Unknown words of a question that are taken for misspelt; one with more is in other words altogether."""

_SHORT = 4
_RARE = 5.0
"""The rarity of an English word from which on it is more likely misspelt: 1 of 100,000 words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Words that were put in order to be looked through, and how many of the passages' they are."""

    words: Spellings
    count: int


class Mender:
    """Finds the words that were meant by words that nobody knows.

    A word is unknown if no passage has its term and it is no English word. It is held against the words of
    the passages as they are written, as an edit near its end changes its stem altogether; then against the
    terms of English, for a word that the passages have in other words only. A rare English word that is one
    edit from a word of the passages counts as unknown too: the word of the passages is likelier meant.

    Args:
        analyzer: Makes the terms of words.
        index: Knows the terms of the passages.
        passages: Know the words of the passages as they are written; asked when a word is first unknown.
        vectors: Know the words of English; None if only the passages do.
        before: Mends by an earlier state of the same passages, whose words these have too, by the same
            numbers; what it knows is shared.
    """

    def __init__(
        self,
        *,
        analyzer: Analyzer,
        index: Index,
        passages: Written,
        vectors: WordVectors | None,
        before: Mender | None = None,
    ) -> None:
        self._analyzer = analyzer
        self._index = index
        self._passages = passages
        self._vectors = vectors
        # Another of the same class, which is not to be kept: it knows the one before, and so on.
        self._spellings: _Known | None = None if before is None else before._spellings  # noqa: SLF001

    @cached_property
    def _counts(self) -> NDArray[np.int64]:
        return self._passages.word_counts()

    @cached_property
    def _written(self) -> Speller:
        words = self._passages.spellings
        if self._spellings is None:
            # Stop words are known even if no passage has them.
            self._spellings = _Known(
                words=Spellings(dict.fromkeys([*words, *sorted(STOP_WORDS)])), count=len(words)
            )
        elif self._spellings.count < len(words):
            further = words[self._spellings.count :]
            self._spellings = _Known(
                words=Spellings(further, after=self._spellings.words),
                count=self._spellings.count + len(further),
            )
        return Speller(self._spellings.words, self._rarity)

    def _rarity(self, word: str) -> float | None:
        number = self._passages.word_number(word)
        # A vocabulary may know words that only passages to come have.
        counted = number is not None and number < len(self._counts)
        count = int(self._counts[number]) if counted else 0
        return -count if count or word in STOP_WORDS else None

    def mended(self, query: Query) -> Query:
        """Return a query in which the words that are misspelt count as what was meant.

        Only the first `MOST_MENDED` words that no passage has are looked up: each is held against whole
        vocabularies.
        """
        words: dict[str, str] = {}
        respelt: set[str] = set()
        strange = [term for term in query.words if term not in self._index][:MOST_MENDED]
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
        near = self._written.nearest(written, edits=2 if rarity is None else 1)
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
