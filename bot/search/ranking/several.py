"""The words and terms of the passages of several segments, as if they were one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.search.ranking.passage_terms import Excerpt, Surroundings
from bot.search.ranking.segment_terms import slices

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from bot.search.postings.statistics import Statistics
    from bot.search.ranking.passage_terms import Placed
    from bot.search.ranking.segment_terms import SegmentTerms
    from bot.search.vectors.word_vectors import WordVectors
    from bot.search.vocabulary import Vocabulary

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsPart:
    """The terms of a segment; `first` is the number of its first passage."""

    terms: SegmentTerms
    first: int


class SeveralTerms:
    """What `SegmentTerms` says of one segment, of several together. See `PassageTerms`.

    Args:
        parts: The segments, in the order of their numbers, with what is there of them.
        vocabulary: The terms of all.
        spellings: The words of all.
        statistics: What BM25 knows of the passages that are there.
        order: For each passage a key that ascends in the order of passages; None where the number does.
    """

    def __init__(
        self,
        parts: Sequence[TermsPart],
        *,
        vocabulary: Vocabulary,
        spellings: Vocabulary,
        statistics: Statistics,
        order: Numbers | None,
    ) -> None:
        self._parts = parts
        self._firsts = np.array([part.first for part in parts], dtype=np.int64)
        self._vocabulary, self._spellings = vocabulary, spellings
        self._statistics = statistics
        self._order = order
        self.mean_length = statistics.total_length / max(1, statistics.passages)
        paragraphs = sum(part.terms.paragraphs_with_terms for part in parts)
        self.mean_paragraph_length = statistics.total_length / max(1, paragraphs)

    def __len__(self) -> int:
        """How many passages there are."""
        return self._statistics.passages

    @property
    def names(self) -> Sequence[str]:
        """The terms, in the order of their numbers."""
        return self._vocabulary.names

    @property
    def spellings(self) -> Sequence[str]:
        """The words, case-folded, in the order of their numbers."""
        return self._spellings.names

    def number(self, term: str) -> int | None:
        """Return the number of a term, or None where no passage has it."""
        number = self._vocabulary.numbers.get(term)
        return number if number is not None and self._statistics.frequency(number) else None

    def word_number(self, word: str) -> int | None:
        """Return the number of a case-folded word, or None where no passage has ever had it."""
        return self._spellings.numbers.get(word)

    def word_counts(self) -> Numbers:
        """Return how often each word stands in the passages, by its number."""
        counts = np.zeros(len(self._spellings), dtype=np.int64)
        for part in self._parts:
            own = part.terms.word_counts()
            counts[: len(own)] += own
        return counts

    def with_meaning_lengths(self, vectors: WordVectors) -> SeveralTerms:
        """Return passages that say how long the meanings of their sentences are."""
        return SeveralTerms(
            [
                TermsPart(terms=part.terms.with_meaning_lengths(vectors), first=part.first)
                for part in self._parts
            ],
            vocabulary=self._vocabulary,
            spellings=self._spellings,
            statistics=self._statistics,
            order=self._order,
        )

    def in_sequence(self, passages: Collection[int]) -> Numbers:
        """Return passages in the order of the collection: equal scores stand in it."""
        numbers = np.array(sorted(passages), dtype=np.int64)
        return numbers if self._order is None else numbers[np.argsort(self._order[numbers], kind="stable")]

    def surroundings(self, passages: Numbers) -> Surroundings:
        """Return passages that have terms together with all others of their paragraphs that do."""
        found = [(first, terms.surroundings(own)) for first, terms, own in self._by_part(passages)]
        sizes = [len(one.passages) for _, one in found]
        before = np.cumsum([0, *sizes])
        together = np.concatenate([first + one.passages for first, one in found])
        return Surroundings(
            passages=together,
            chosen=np.searchsorted(together, passages),
            # No segment has more paragraphs than passages.
            paragraphs=np.concatenate([first + one.paragraphs for first, one in found]),
            terms=np.concatenate([one.terms for _, one in found]),
            forms=np.concatenate([one.forms for _, one in found]),
            starts=_moved([one.starts for _, one in found], [len(one.terms) for _, one in found]),
            lengths=np.concatenate([one.lengths for _, one in found]),
            words=np.concatenate([one.words for _, one in found]),
            word_passages=np.concatenate(
                [at + one.word_passages for at, (_, one) in zip(before.tolist(), found, strict=False)]
            ),
        )

    def excerpt(self, passages: Numbers) -> Excerpt:
        """Return the terms of passages that have terms, in the order given."""
        found = [terms.excerpt(own) for _, terms, own in self._by_part(passages)]
        order = np.argsort(np.argsort(self._in_parts(passages), kind="stable"), kind="stable")
        bounds = _bounds([one.lengths for one in found])
        starts, lengths, places = slices(bounds, order)
        sentence_bounds = _bounds([np.diff(one.sentence_bounds) for one in found])
        first_sentences, counts, sentences = slices(sentence_bounds, order)
        sentence_passages = np.repeat(np.arange(len(passages)), counts)
        sentence_starts = _moved([one.sentence_starts for one in found], [len(one.terms) for one in found])
        moved = starts - bounds[order]

        def joined(of: Callable[[Excerpt], NDArray[Any]], chosen: Numbers) -> NDArray[Any]:
            return np.concatenate([of(one) for one in found]).take(chosen)

        lengths_known = all(one.meaning_lengths is not None for one in found)
        return Excerpt(
            passages=passages,
            terms=joined(lambda one: one.terms, places),
            forms=joined(lambda one: one.forms, places),
            starts=starts,
            lengths=lengths,
            sentence_starts=sentence_starts[sentences] + moved[sentence_passages],
            sentence_numbers=joined(lambda one: one.sentence_numbers, sentences),
            sentence_passages=sentence_passages,
            sentence_bounds=np.append(first_sentences, len(sentences)),
            meaning_lengths=joined(_meaning_lengths, sentences) if lengths_known else None,
        )

    def placed(self, passage: int, terms: Collection[str]) -> list[Placed]:
        """Return where in a passage some terms stand, in order; a phrase before its parts."""
        [(_, own, [row])] = self._by_part(np.array([passage]))
        return own.placed(row, terms)

    def _in_parts(self, passages: Numbers) -> Numbers:
        return np.searchsorted(self._firsts, passages, side="right") - 1

    def _by_part(self, passages: Numbers) -> Iterator[tuple[int, SegmentTerms, Numbers]]:
        """Yield, for each segment that has some of the passages, its first number, its terms, and rows."""
        inside = self._in_parts(passages)
        for at, part in enumerate(self._parts):
            own = passages[inside == at]
            if len(own):
                yield part.first, part.terms, own - part.first


def _meaning_lengths(excerpt: Excerpt) -> NDArray[np.float32]:
    lengths = excerpt.meaning_lengths
    return np.zeros(0, dtype=np.float32) if lengths is None else lengths


def _bounds(lengths: Sequence[NDArray[Any]]) -> Numbers:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.concatenate(lengths))])


def _moved(starts: Sequence[Numbers], sizes: Sequence[int]) -> Numbers:
    """Return places in all parts together, each part being so long."""
    before = np.cumsum([0, *sizes])[:-1].tolist()
    return np.concatenate([own + start for own, start in zip(starts, before, strict=True)])
