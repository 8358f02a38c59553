"""What stands where: the words and terms of passages, in one segment or in several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from bot.search.vectors.word_vectors import WordVectors

    Numbers = NDArray[np.int64]
    Codes = NDArray[np.int32]
    Lengths = NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """Return all words of a text in order, stop words too, case-folded and otherwise as they are written."""
    return [word.casefold() for word in _WORD.findall(text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageText:
    """A passage as it is indexed.

    Attributes:
        sentences: Where its sentences lie in `text`, each a start and an end, in order.
        paragraph: A number that the passages of one paragraph share; they come one after the other.
    """

    text: str
    sentences: Sequence[tuple[int, int]]
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The terms of some passages, one passage after the other.

    Attributes:
        passages: The passages' positions in the collection.
        terms: The number of the term at each place.
        forms: The number of the word as which it is written there.
        starts: The place where each passage begins.
        lengths: How many terms each passage has.
        sentence_starts: The place where each sentence begins that has terms.
        sentence_numbers: Which sentence of its passage it is, from 0.
        sentence_passages: Which of the passages it belongs to, counted from 0 here.
        sentence_bounds: Which of these sentences is each passage's first, and after the last the end.
        meaning_lengths: How long what each sentence means is; None where no vectors were asked.
    """

    passages: Numbers
    terms: Codes
    forms: Codes
    starts: Numbers
    lengths: Numbers
    sentence_starts: Numbers
    sentence_numbers: Codes
    sentence_passages: Numbers
    sentence_bounds: Numbers
    meaning_lengths: Lengths | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Some passages with all others of their paragraphs, in their order.

    Attributes:
        passages: Their positions in the collection.
        chosen: Which of them are those that were asked for, in their order.
        paragraphs: The paragraph of each.
        terms: The number of the term at each place.
        forms: The number of the word as which it is written there.
        starts: The place where each passage begins.
        lengths: How many terms each passage has.
        words: The number of every word of the passages, stop words too.
        word_passages: Which of the passages each word belongs to, counted from 0 here.
    """

    passages: Numbers
    chosen: Numbers
    paragraphs: Numbers
    terms: Codes
    forms: Codes
    starts: Numbers
    lengths: Numbers
    words: Codes
    word_passages: Numbers


class Placed(NamedTuple):
    """A term, and where in a passage it stands."""

    term: str
    start: int
    end: int


class PassageTerms(Protocol):
    """The words and terms of all passages, each numbered by its first appearance."""

    @property
    def mean_length(self) -> float:
        """How many terms a passage has in the mean."""
        ...

    @property
    def mean_paragraph_length(self) -> float:
        """How many terms a paragraph has in the mean, of those that have any."""
        ...

    @property
    def names(self) -> Sequence[str]:
        """The terms, in the order of their numbers."""
        ...

    @property
    def spellings(self) -> Sequence[str]:
        """The words, case-folded, in the order of their numbers."""
        ...

    def number(self, term: str) -> int | None:
        """Return the number of a term, or None where no passage has it."""
        ...

    def word_number(self, word: str) -> int | None:
        """Return the number of a case-folded word, or None where no passage has it."""
        ...

    def word_counts(self) -> Numbers:
        """Return how often each word stands in the passages, by its number."""
        ...

    def with_meaning_lengths(self, vectors: WordVectors) -> PassageTerms:
        """Return passages that say how long the meanings of their sentences are; the same if they do."""
        ...

    def in_sequence(self, passages: Collection[int]) -> Numbers:
        """Return passages in the order of the collection: equal scores stand in it."""
        ...

    def surroundings(self, passages: Numbers) -> Surroundings:
        """Return passages that have terms together with all others of their paragraphs that do."""
        ...

    def excerpt(self, passages: Numbers) -> Excerpt:
        """Return the terms of passages that have terms, in the order given."""
        ...

    def placed(self, passage: int, terms: Collection[str]) -> list[Placed]:
        """Return where in a passage some terms stand, in order; a phrase before its parts."""
        ...

    def __len__(self) -> int:
        """How many passages there are."""
        ...
