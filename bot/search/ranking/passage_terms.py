"""What stands where: the words and terms of every passage in order, as flat arrays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.search.ranking.tables import Tables

    Numbers = NDArray[np.int64]
    Codes = NDArray[np.int32]

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
        sentences: Which sentences of the collection that have terms they have.
        sentence_starts: The place where each of these begins.
        sentence_numbers: Which sentence of its passage it is, from 0.
        sentence_passages: Which of the passages it belongs to, counted from 0 here.
        sentence_bounds: Which of these sentences is each passage's first, and after the last the end.
    """

    passages: Numbers
    terms: Codes
    forms: Codes
    starts: Numbers
    lengths: Numbers
    sentences: Numbers
    sentence_starts: Numbers
    sentence_numbers: Codes
    sentence_passages: Numbers
    sentence_bounds: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Some passages with all others of their paragraphs, in their order.

    Attributes:
        passages: Their positions in the collection.
        paragraphs: The paragraph of each.
        terms: The number of the term at each place.
        forms: The number of the word as which it is written there.
        starts: The place where each passage begins.
        lengths: How many terms each passage has.
        words: The number of every word of the passages, stop words too.
        word_passages: Which of the passages each word belongs to, counted from 0 here.
    """

    passages: Numbers
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


class PassageTerms:
    """The words and terms of all passages, each numbered by its first appearance.

    Args:
        tables: What stands where.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.mean_length, self.mean_paragraph_length = self._mean_lengths()

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.tables.paragraphs)

    def _mean_lengths(self) -> tuple[float, float]:
        """Return how many terms a passage has in the mean, and a paragraph of those that have any."""
        total = len(self.tables.terms)
        with_terms = self.tables.paragraphs[np.diff(self.tables.starts) > 0]
        paragraphs = np.count_nonzero(np.diff(with_terms)) + 1
        return total / max(1, len(self)), total / paragraphs

    @property
    def names(self) -> tuple[str, ...]:
        """The terms, in the order of their numbers."""
        return self.tables.names.names

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

    def word_counts(self) -> dict[str, int]:
        """Return how often each case-folded word stands in the passages."""
        spellings = self.tables.spellings.names
        counts = np.bincount(self.tables.words, minlength=len(spellings)).tolist()
        return dict(zip(spellings, counts, strict=True))

    def surroundings(self, passages: Numbers) -> Surroundings:
        """Return passages together with all passages of their paragraphs that have terms."""
        tables = self.tables
        together = self._with_siblings(passages)
        starts, lengths, places = _slices(tables.starts, together)
        _, word_counts, words = _slices(tables.word_starts, together)
        return Surroundings(
            passages=together,
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
        return found[self.tables.starts[found] < self.tables.starts[found + 1]]

    def excerpt(self, passages: Numbers) -> Excerpt:
        """Return the terms of passages that have terms, in the order given."""
        tables = self.tables
        starts, lengths, places = _slices(tables.starts, passages)
        first_sentences, counts, sentences = _slices(tables.sentence_bounds, passages)
        sentence_passages = np.repeat(np.arange(len(passages)), counts)
        moved = starts - tables.starts[passages]
        return Excerpt(
            passages=passages,
            terms=tables.terms.take(places),
            forms=tables.forms.take(places),
            starts=starts,
            lengths=lengths,
            sentences=sentences,
            sentence_starts=tables.sentence_starts[sentences] + moved[sentence_passages],
            sentence_numbers=tables.sentence_numbers[sentences],
            sentence_passages=sentence_passages,
            sentence_bounds=np.append(first_sentences, len(sentences)),
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


def _slices(bounds: Numbers, passages: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return where the things of some passages start when put together, how many each has, and which."""
    firsts = bounds[passages]
    lengths = bounds[passages + 1] - firsts
    return np.cumsum(lengths) - lengths, lengths, _ranges(firsts, lengths)


def _ranges(firsts: Numbers, lengths: Numbers) -> Numbers:
    """Return the numbers of several ranges, one range after the other."""
    before = np.cumsum(lengths) - lengths
    numbers: Numbers = np.arange(int(lengths.sum())) + np.repeat(firsts - before, lengths)
    return numbers
