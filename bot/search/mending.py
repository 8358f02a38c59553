"""Mending the misspelt words of a question."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import TYPE_CHECKING

from bot.search.spelling import Speller
from bot.search.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.search.analysis import Analyzer
    from bot.search.index import Index
    from bot.search.query import Query
    from bot.search.vectors.word_vectors import WordVectors

MOST_MENDED = 16
"""Unknown words of a question that are taken for misspelt; one with more is in other words altogether."""

_SHORT = 4
_RARE = 5.0
"""The rarity of an English word from which on it is more likely misspelt: 1 of 100,000 words."""


class Mender:
    """Finds the words that were meant by words that nobody knows.

    A word is unknown if no passage has its term and it is no English word. It is held against the words of
    the passages as they are written, as an edit near its end changes its stem altogether; then against the
    terms of English, for a word that the passages have in other words only. A rare English word that is one
    edit from a word of the passages counts as unknown too: the word of the passages is likelier meant.

    Args:
        analyzer: Makes the terms of words.
        index: Knows the terms of the passages.
        counts: Returns the words of the passages, case-folded, each with how often it stands there; called
            when a word is first unknown.
        vectors: Know the words of English; None if only the passages do.
    """

    def __init__(
        self,
        *,
        analyzer: Analyzer,
        index: Index,
        counts: Callable[[], Mapping[str, int]],
        vectors: WordVectors | None,
    ) -> None:
        self._analyzer = analyzer
        self._index = index
        self._count = counts
        self._vectors = vectors

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return self._count()

    @cached_property
    def _written(self) -> Speller:
        # Stop words are known however rarely the passages have them.
        return Speller([*self._counts, *sorted(STOP_WORDS - self._counts.keys())], self._rarity)

    @cached_property
    def _english(self) -> Speller:
        terms = self._vectors.terms() if self._vectors is not None else ()
        rows = {term: row for row, term in enumerate(terms)}
        rarity = self._vectors.rarities() if self._vectors is not None else ()
        return Speller(terms, lambda term: float(rarity[rows[term]]))

    def _rarity(self, word: str) -> float:
        return -self._counts.get(word, 0)

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
        english = self._english.nearest(term) if rarity is None else None
        return None if english is None else (english,)

    def _rarity_in_english(self, term: str) -> float | None:
        if self._vectors is None:
            return None
        rows = self._vectors.rows([term])
        return float(self._vectors.rarity(rows)[0]) if rows[0] >= 0 else None
