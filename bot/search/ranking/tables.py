"""The tables of what stands where: flat arrays, in memory or in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Places = NDArray[np.int64]


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


def joined(parts: Sequence[Tables]) -> Tables:
    """Return the tables of the passages of several parts, at least one, in the order of the parts."""
    names, terms_of = _shared([part.names for part in parts])
    spellings, words_of = _shared([part.spellings for part in parts])
    return Tables(
        names=names,
        spellings=spellings,
        terms=np.concatenate([own[part.terms] for part, own in zip(parts, terms_of, strict=True)]),
        forms=np.concatenate([own[part.forms] for part, own in zip(parts, words_of, strict=True)]),
        begins=np.concatenate([part.begins for part in parts]),
        ends=np.concatenate([part.ends for part in parts]),
        words=np.concatenate([own[part.words] for part, own in zip(parts, words_of, strict=True)]),
        starts=_bounds([part.starts for part in parts]),
        word_starts=_bounds([part.word_starts for part in parts]),
        sentence_starts=_shifted([part.sentence_starts for part in parts], [len(p.terms) for p in parts]),
        sentence_numbers=np.concatenate([part.sentence_numbers for part in parts]),
        sentence_bounds=_bounds([part.sentence_bounds for part in parts]),
        paragraphs=np.concatenate([part.paragraphs for part in parts]),
    )


def _shared(parts: Sequence[Vocabulary]) -> tuple[Vocabulary, list[Numbers]]:
    """Return all names by first appearance, and the number there of each part's own."""
    known: dict[str, int] = {}
    numbers = [
        np.array([known.setdefault(name, len(known)) for name in part.names], dtype=np.int32)
        for part in parts
    ]
    return Vocabulary(names=tuple(known)), numbers


def _bounds(parts: Sequence[Places]) -> Places:
    """Return where things start when those of all parts follow each other, and where the last ends."""
    lengths = np.concatenate([np.diff(part) for part in parts])
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])


def _shifted(parts: Sequence[Places], sizes: Sequence[int]) -> Places:
    """Return places in all parts together, each part being so long."""
    before = np.cumsum([0, *sizes])[:-1].tolist()
    return np.concatenate([part + start for part, start in zip(parts, before, strict=True)])
