"""Reading passages into tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.search.ranking.batch import batch_of
from bot.search.ranking.lexicon import Lexicon
from bot.search.ranking.numbering import Numbering
from bot.search.ranking.placing import place
from bot.search.ranking.tables import Tables
from bot.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.search.analysis import Analyzer
    from bot.search.ranking.passage_terms import PassageText

    Numbers = NDArray[np.int32]
    Places = NDArray[np.int64]

_CHARACTERS_A_BATCH = 1 << 18
"""What is read at once, so that it stays in the processor's cache; a longer passage is a batch of its own."""


def read(passages: Iterable[PassageText], analyzer: Analyzer) -> Tables:
    """Return the words and terms of passages.

    Args:
        passages: The passages, in their order; taken one by one.
        analyzer: What makes their terms.
    """
    return read_with(Lexicon(analyzer), passages)


def read_with(lexicon: Lexicon, passages: Iterable[PassageText]) -> Tables:
    """Return what `read` does, with what is known of words from reading before.

    Args:
        lexicon: What is known of words; what is new is added.
        passages: The passages, in their order; taken one by one.
    """
    reader = _Reader(lexicon)
    parts = [reader.part(batch) for batch in _batches(passages)] or [reader.part([])]
    starts = _bounds([part.counts for part in parts])
    terms_before = np.cumsum([0, *(len(part.terms) for part in parts)])[:-1].tolist()
    return Tables(
        names=reader.names(),
        spellings=reader.spellings(),
        terms=np.concatenate([part.terms for part in parts]),
        forms=np.concatenate([part.forms for part in parts]),
        begins=np.concatenate([part.begins for part in parts]),
        ends=np.concatenate([part.ends for part in parts]),
        words=np.concatenate([part.words for part in parts]),
        starts=starts,
        word_starts=_bounds([part.word_counts for part in parts]),
        sentence_starts=np.concatenate(
            [part.sentence_starts + before for part, before in zip(parts, terms_before, strict=True)]
        ),
        sentence_numbers=np.concatenate([part.sentence_numbers for part in parts]),
        sentence_bounds=_bounds([part.sentence_counts for part in parts]),
        paragraphs=np.concatenate([part.paragraphs for part in parts]),
    )


def _batches(passages: Iterable[PassageText]) -> Iterator[list[PassageText]]:
    batch: list[PassageText] = []
    size = 0
    for passage in passages:
        if batch and size + len(passage.text) > _CHARACTERS_A_BATCH:
            yield batch
            batch, size = [], 0
        batch.append(passage)
        size += len(passage.text)
    if batch:
        yield batch


def _bounds(counts: Sequence[Places]) -> Places:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.concatenate(counts))])


class _Part(NamedTuple):
    """The tables of some of the passages; what stands in each is counted, and places are from 0."""

    terms: Numbers
    forms: Numbers
    begins: Numbers
    ends: Numbers
    words: Numbers
    counts: Places
    word_counts: Places
    sentence_starts: Places
    sentence_numbers: Numbers
    sentence_counts: Places
    paragraphs: Places


class _Reader:
    """Reads batch after batch, with one numbering of terms and spellings for all."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = Numbering()
        self._spellings = Numbering()

    def names(self) -> Vocabulary:
        return Vocabulary(names=self._names.ordered(list(self._lexicon.names)))

    def spellings(self) -> Vocabulary:
        return Vocabulary(names=self._spellings.ordered(list(self._lexicon.spellings)))

    def part(self, passages: Sequence[PassageText]) -> _Part:
        """Return the tables of passages."""
        batch = batch_of([passage.text for passage in passages], self._lexicon)
        placed = place(batch, self._lexicon)
        words = self._lexicon.forms()[batch.words]
        bounds = np.searchsorted(placed.begins, batch.offsets)
        owners = np.repeat(np.arange(len(passages)), np.diff(bounds))
        # The spellings of a passage's terms come before those of all its words.
        self._names.meet([placed.terms])
        self._spellings.meet(
            [placed.forms, words],
            [
                np.arange(len(placed.forms)) + batch.firsts[owners],
                np.arange(len(words)) + np.repeat(bounds[1:], np.diff(batch.firsts)),
            ],
        )
        offsets = batch.offsets[owners]
        sentences = _sentences(passages, placed.begins, bounds, batch.offsets)
        return _Part(
            terms=self._names.of(placed.terms),
            forms=self._spellings.of(placed.forms),
            begins=(placed.begins - offsets).astype(np.int32),
            ends=(placed.ends - offsets).astype(np.int32),
            words=self._spellings.of(words),
            counts=np.diff(bounds),
            word_counts=np.diff(batch.firsts),
            sentence_starts=sentences.starts,
            sentence_numbers=sentences.numbers,
            sentence_counts=sentences.counts,
            paragraphs=np.array([passage.paragraph for passage in passages], dtype=np.int64),
        )


class _Sentences(NamedTuple):
    starts: Places
    numbers: Numbers
    counts: Places


def _sentences(
    passages: Sequence[PassageText], begins: Places, bounds: Places, offsets: Places
) -> _Sentences:
    """Return the sentences that have terms.

    Args:
        passages: The passages.
        begins: Where each term begins, in all texts.
        bounds: For each passage, its first term; one more for the end.
        offsets: Where each text begins.
    """
    sizes = np.array([max(1, len(passage.sentences)) for passage in passages], dtype=np.int64)
    owners = np.repeat(np.arange(len(passages)), sizes)
    numbers = np.arange(len(owners)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    # A sentence reaches from the end of the one before to its own; the last one as far as there are terms.
    edges = [end for passage in passages for end in (0, *(end for _, end in passage.sentences[:-1]))]
    starts = np.searchsorted(begins, np.array(edges, dtype=np.int64) + offsets[owners])
    ends = np.append(starts[1:], bounds[-1])
    kept = np.flatnonzero(starts < ends)
    return _Sentences(
        starts=starts[kept],
        numbers=numbers[kept].astype(np.int32),
        counts=np.bincount(owners[kept], minlength=len(passages)),
    )
