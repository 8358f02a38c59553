"""The tables of what stands where: flat arrays, in memory or in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.search.vocabulary import Vocabulary

    Numbers = NDArray[np.int32]
    Places = NDArray[np.int64]
    Lengths = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The words and terms of passages, one passage after the other.

    Attributes:
        names: The terms, numbered by first appearance.
        spellings: The words, case-folded, numbered by first appearance.
        terms: The number of the term at each place.
        forms: The number of the word as which it is written there.
        begins: Where in the text of its passage the term at each place begins, in characters.
        ends: Where it ends.
        words: The number of every word, stop words too.
        starts: For each passage, the place of its first term; one more for the end.
        word_starts: For each passage, the place of its first word; one more for the end.
        sentence_starts: For each sentence that has terms, the place of its first.
        sentence_numbers: Which sentence of its passage it is, from 0.
        sentence_bounds: For each passage, its first of these sentences; one more for the end.
        paragraphs: The paragraph of each passage, never less than that of the one before.
        meaning_lengths: For each of these sentences, how long `bot.search.ranking.meanings` finds what it
            means; None where no vectors were asked.
        word_counts: How often each word stands in the passages; None where nobody has counted.
    """

    names: Vocabulary
    spellings: Vocabulary
    terms: Numbers
    forms: Numbers
    begins: Numbers
    ends: Numbers
    words: Numbers
    starts: Places
    word_starts: Places
    sentence_starts: Places
    sentence_numbers: Numbers
    sentence_bounds: Places
    paragraphs: Places
    meaning_lengths: Lengths | None = None
    word_counts: Places | None = None


ARRAYS = (
    "terms",
    "forms",
    "begins",
    "ends",
    "words",
    "starts",
    "word_starts",
    "sentence_starts",
    "sentence_numbers",
    "sentence_bounds",
    "paragraphs",
)
"""What all tables have, but for their names."""

OPTIONAL = ("meaning_lengths", "word_counts")
"""What some have."""
