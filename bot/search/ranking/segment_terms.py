"""The words and terms of the passages of one segment, as flat arrays."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bot.search.ranking.passage_terms import Excerpt, Placed, Surroundings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.search.ranking.tables import Tables
    from bot.search.vectors.word_vectors import WordVectors

    Numbers = NDArray[np.int64]


class SegmentTerms:
    """The words and terms of all passages, each numbered by its first appearance.

    Args:
        tables: What stands where.
        there: Which of the passages are there; None where all are.
    """

    def __init__(self, tables: Tables, there: NDArray[np.bool_] | None = None) -> None:
        self.tables = tables
        self._there = there

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.tables.paragraphs)

    @property
    def mean_length(self) -> float:
        """How many terms a passage has in the mean."""
        return len(self.tables.terms) / max(1, len(self))

    @property
    def mean_paragraph_length(self) -> float:
        """How many terms a paragraph has in the mean, of those that have any."""
        return len(self.tables.terms) / max(1, self.paragraphs_with_terms)

    @cached_property
    def paragraphs_with_terms(self) -> int:
        """How many paragraphs have terms."""
        having = self.tables.starts[1:] > self.tables.starts[:-1]
        if self._there is not None:
            having &= self._there
        paragraphs = self.tables.paragraphs[having]
        return int(np.count_nonzero(paragraphs[1:] != paragraphs[:-1])) + 1 if len(paragraphs) else 0

    @property
    def names(self) -> Sequence[str]:
        """The terms, in the order of their numbers."""
        return self.tables.names.names

    def with_meaning_lengths(self, vectors: WordVectors) -> SegmentTerms:
        """Return passages that say how long the meanings of their sentences are; the same if they do."""
        from bot.search.ranking.meanings import with_meaning_lengths

        tables = with_meaning_lengths(self.tables, vectors)
        return self if tables is self.tables else SegmentTerms(tables, self._there)

    def in_order(self) -> Iterator[list[str]]:
        """Yield the terms of each passage."""
        for start, end in pairwise(self.tables.starts.tolist()):
            yield [self.names[number] for number in self.tables.terms[start:end]]

    def number(self, term: str) -> int | None:
        """Return the number of a term, or None where no passage has it."""
        return self.tables.names.numbers.get(term)

    def word_number(self, word: str) -> int | None:
        """Return the number of a case-folded word, or None where no passage has it."""
        return self.tables.spellings.numbers.get(word)

    @property
    def spellings(self) -> Sequence[str]:
        """The words, case-folded, in the order of their numbers."""
        return self.tables.spellings.names

    def word_counts(self) -> Numbers:
        """Return how often each word stands in the passages, by its number."""
        counts = self.tables.word_counts
        if counts is None:
            counts = np.bincount(self.tables.words, minlength=len(self.spellings))
        if self._there is None:
            return counts
        _, _, gone = slices(self.tables.word_starts, np.flatnonzero(~self._there))
        return counts - np.bincount(self.tables.words[gone], minlength=len(counts))

    def in_sequence(self, passages: Collection[int]) -> Numbers:
        """Return passages in the order of the collection: equal scores stand in it."""
        return np.array(sorted(passages), dtype=np.int64)

    def surroundings(self, passages: Numbers) -> Surroundings:
        """Return passages that have terms together with all others of their paragraphs that do."""
        tables = self.tables
        together = self._with_siblings(passages)
        starts, lengths, places = slices(tables.starts, together)
        _, word_counts, words = slices(tables.word_starts, together)
        return Surroundings(
            passages=together,
            chosen=np.searchsorted(together, passages),
            paragraphs=tables.paragraphs[together],
            terms=tables.terms.take(places),
            forms=tables.forms.take(places),
            starts=starts,
            lengths=lengths,
            words=tables.words.take(words),
            word_passages=np.repeat(np.arange(len(together)), word_counts),
        )

    def _with_siblings(self, passages: Numbers) -> Numbers:
        # np.unique would load masked arrays, which take longer than all of a first answer.
        paragraphs = np.array(sorted(set(self.tables.paragraphs[passages].tolist())), dtype=np.int64)
        firsts = np.searchsorted(self.tables.paragraphs, paragraphs, side="left")
        ends = np.searchsorted(self.tables.paragraphs, paragraphs, side="right")
        found = _ranges(firsts, ends - firsts)
        having = self.tables.starts[found] < self.tables.starts[found + 1]
        return found[having if self._there is None else having & self._there[found]]

    def excerpt(self, passages: Numbers) -> Excerpt:
        """Return the terms of passages that have terms, in the order given."""
        tables = self.tables
        starts, lengths, places = slices(tables.starts, passages)
        first_sentences, counts, sentences = slices(tables.sentence_bounds, passages)
        sentence_passages = np.repeat(np.arange(len(passages)), counts)
        moved = starts - tables.starts[passages]
        return Excerpt(
            passages=passages,
            terms=tables.terms.take(places),
            forms=tables.forms.take(places),
            starts=starts,
            lengths=lengths,
            sentence_starts=tables.sentence_starts[sentences] + moved[sentence_passages],
            sentence_numbers=tables.sentence_numbers[sentences],
            sentence_passages=sentence_passages,
            sentence_bounds=np.append(first_sentences, len(sentences)),
            meaning_lengths=None if tables.meaning_lengths is None else tables.meaning_lengths[sentences],
        )

    def placed(self, passage: int, terms: Collection[str]) -> list[Placed]:
        """Return where in a passage some terms stand, in order; a phrase before its parts."""
        wanted = {number for number in map(self.number, terms) if number is not None}
        own = slice(self.tables.starts[passage], self.tables.starts[passage + 1])
        found = zip(
            self.tables.terms[own].tolist(),
            self.tables.begins[own].tolist(),
            self.tables.ends[own].tolist(),
            strict=True,
        )
        return [Placed(self.names[term], begin, end) for term, begin, end in found if term in wanted]


def slices(bounds: Numbers, passages: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return where the things of some passages start when put together, how many each has, and which."""
    firsts = bounds[passages]
    lengths = bounds[passages + 1] - firsts
    return np.cumsum(lengths) - lengths, lengths, _ranges(firsts, lengths)


def _ranges(firsts: Numbers, lengths: Numbers) -> Numbers:
    """Return the numbers of several ranges, one range after the other."""
    before = np.cumsum(lengths) - lengths
    numbers: Numbers = np.arange(int(lengths.sum())) + np.repeat(firsts - before, lengths)
    return numbers
