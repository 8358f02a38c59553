"""The distinct words of what is read, each taken apart once, by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.search.characters import Characters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.analysis import Analyzer

    Numbers = NDArray[np.int32]

NO_TERM = -1


class Lexicon(dict[str, int]):
    """The number of each word as it is written; a word that is looked up is in it from then on.

    What is known of each word stands at its number.

    Args:
        analyzer: What says what a word is by itself.
        characters: What says what a character is.

    Attributes:
        analyzer: What says what a word is by itself.
        characters: What says what a character is.
        names: The terms, each with a number.
        spellings: The case-folded words, each with a number.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        super().__init__()
        self.analyzer = analyzer
        self.characters = Characters()
        self.names: dict[str, int] = {}
        self.spellings: dict[str, int] = {}
        self._terms, self._forms, self._traits = _Column(), _Column(), _Column()

    def __missing__(self, word: str) -> int:
        term, traits = self.analyzer.alone(word)
        self._terms.append(NO_TERM if term is None else self.name(term))
        self._forms.append(self.spelling(word))
        self._traits.append(int(traits))
        number = self[word] = len(self)
        return number

    def numbers(self, words: Sequence[str]) -> Numbers:
        """Return the numbers of words."""
        return np.fromiter(map(self.__getitem__, words), dtype=np.int32, count=len(words))

    def name(self, term: str) -> int:
        """Return the number of a term."""
        return self.names.setdefault(term, len(self.names))

    def spelling(self, written: str) -> int:
        """Return the number of what is written somewhere, case-folded."""
        return self.spellings.setdefault(written.casefold(), len(self.spellings))

    def terms(self) -> Numbers:
        """Return the term of each word by itself, `NO_TERM` for a stop word."""
        return self._terms.filled()

    def forms(self) -> Numbers:
        """Return the spelling of each word."""
        return self._forms.filled()

    def traits(self) -> Numbers:
        """Return what each word may be beside others, as `bot.search.traits` has it."""
        return self._traits.filled()


class _Column:
    """An array that grows by a value at a time."""

    def __init__(self) -> None:
        self._values = np.empty(1024, dtype=np.int32)
        self._waiting: list[int] = []
        self._size = 0

    def append(self, value: int) -> None:
        self._waiting.append(value)

    def filled(self) -> Numbers:
        """Return the values; it stays as it is when more are appended."""
        end = self._size + len(self._waiting)
        if end > len(self._values):
            self._values = np.resize(self._values, 2 * end)
        self._values[self._size : end] = self._waiting
        self._waiting.clear()
        self._size = end
        return self._values[:end]
