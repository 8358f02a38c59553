"""What stands where: the words and terms of every passage in order, as flat arrays."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.search.analysis import Analyzer

    Numbers = NDArray[np.int64]

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
    """The words and terms of some passages, one passage after the other.

    Attributes:
        passages: The passages' positions in the collection.
        paragraphs: Their paragraphs.
        terms: The number of the term at each place.
        forms: The number of the word as which it is written there.
        starts: The place where each passage begins.
        sentence_starts: The place where each sentence begins that has terms.
        sentence_passages: Which of the passages it belongs to, counted from 0 here.
        sentence_numbers: Which sentence of that passage it is, from 0.
        words: The number of every word of the passages, stop words too.
        word_passages: Which of the passages each word belongs to, counted from 0 here.
    """

    passages: Numbers
    paragraphs: Numbers
    terms: Numbers
    forms: Numbers
    starts: Numbers
    sentence_starts: Numbers
    sentence_passages: Numbers
    sentence_numbers: Numbers
    words: Numbers
    word_passages: Numbers

    @property
    def lengths(self) -> Numbers:
        """How many terms each passage has."""
        return np.diff(self.starts, append=len(self.terms))


class PassageTerms:
    """The words and terms of all passages, each numbered by its first appearance.

    Args:
        passages: The passages, in their order.
        analyzer: What makes their terms.
    """

    def __init__(self, passages: Iterable[PassageText], analyzer: Analyzer) -> None:
        self._numbers: dict[str, int] = {}
        self._words: dict[str, int] = {}
        terms, forms, words = array("i"), array("i"), array("i")
        starts, word_starts, sentence_starts = array("q", [0]), array("q", [0]), array("q")
        sentence_numbers, sentence_bounds, paragraphs = array("i"), array("q", [0]), array("q")
        for passage in passages:
            ends = [end for _, end in passage.sentences]
            number, latest = 0, -1
            for token in analyzer.tokens(passage.text):
                while number + 1 < len(ends) and token.start >= ends[number]:
                    number += 1
                if number != latest:
                    sentence_starts.append(len(terms))
                    sentence_numbers.append(number)
                    latest = number
                terms.append(self._numbers.setdefault(token.term, len(self._numbers)))
                forms.append(self._word(passage.text[token.start : token.end].casefold()))
            words.extend(map(self._word, words_of(passage.text)))
            starts.append(len(terms))
            word_starts.append(len(words))
            sentence_bounds.append(len(sentence_starts))
            paragraphs.append(passage.paragraph)
        self.names: tuple[str, ...] = tuple(self._numbers)
        self._terms, self._forms = _array(terms), _array(forms)
        self._starts, self._word_starts = _array(starts), _array(word_starts)
        self._sentence_starts, self._sentence_numbers = _array(sentence_starts), _array(sentence_numbers)
        self._sentence_bounds, self._paragraphs = _array(sentence_bounds), _array(paragraphs)
        self._all_words = _array(words)
        self.mean_length, self.mean_paragraph_length = self._mean_lengths()

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self._paragraphs)

    def _word(self, word: str) -> int:
        return self._words.setdefault(word, len(self._words))

    def _mean_lengths(self) -> tuple[float, float]:
        """Return how many terms a passage has in the mean, and a paragraph of those that have any."""
        total = len(self._terms)
        lengths = np.diff(self._starts)
        paragraphs = len(np.unique(self._paragraphs[lengths > 0]))
        return total / max(1, len(self)), total / max(1, paragraphs)

    def in_order(self) -> Iterator[list[str]]:
        """Yield the terms of each passage."""
        for start, end in zip(self._starts[:-1], self._starts[1:], strict=True):
            yield [self.names[number] for number in self._terms[start:end]]

    def number(self, term: str) -> int | None:
        """Return the number of a term, or None where no passage has it."""
        return self._numbers.get(term)

    def word_number(self, word: str) -> int | None:
        """Return the number of a case-folded word, or None where no passage has it."""
        return self._words.get(word)

    def word_counts(self) -> dict[str, int]:
        """Return how often each case-folded word stands in the passages."""
        counts = np.bincount(self._all_words, minlength=len(self._words)).tolist()
        return dict(zip(self._words, counts, strict=True))

    def with_siblings(self, passages: Sequence[int]) -> Numbers:
        """Return passages together with all passages of their paragraphs that have terms, in their order."""
        paragraphs = np.unique(self._paragraphs[np.asarray(passages, dtype=np.int64)])
        firsts = np.searchsorted(self._paragraphs, paragraphs, side="left")
        ends = np.searchsorted(self._paragraphs, paragraphs, side="right")
        found = _ranges(firsts, ends)
        return found[np.diff(self._starts)[found] > 0]

    def excerpt(self, passages: Numbers) -> Excerpt:
        """Return the words and terms of passages that have terms, in the order given."""
        starts, ends = self._starts[passages], self._starts[passages + 1]
        firsts, lasts = self._sentence_bounds[passages], self._sentence_bounds[passages + 1]
        places, sentences = _ranges(starts, ends), _ranges(firsts, lasts)
        here = np.arange(len(passages))
        begins = np.concatenate(([0], np.cumsum(ends - starts)[:-1]))
        sentence_passages = np.repeat(here, lasts - firsts)
        word_starts, word_ends = self._word_starts[passages], self._word_starts[passages + 1]
        return Excerpt(
            passages=passages,
            paragraphs=self._paragraphs[passages],
            terms=self._terms[places],
            forms=self._forms[places],
            starts=begins,
            sentence_starts=self._sentence_starts[sentences] + (begins - starts)[sentence_passages],
            sentence_passages=sentence_passages,
            sentence_numbers=self._sentence_numbers[sentences],
            words=self._all_words[_ranges(word_starts, word_ends)],
            word_passages=np.repeat(here, word_ends - word_starts),
        )


def _array(numbers: array[int]) -> Numbers:
    return np.array(numbers, dtype=np.int32 if numbers.typecode == "i" else np.int64)


def _ranges(starts: Numbers, ends: Numbers) -> Numbers:
    """Return the numbers of several ranges, one range after the other."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    numbers: Numbers = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return numbers
