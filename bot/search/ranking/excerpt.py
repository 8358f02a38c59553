"""The terms of the passages that a question is held against, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from bot.store.record import Records

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The terms of some passages that have any, one passage after the other, in the order of the documents.

    Attributes:
        numbers: The passages' numbers, (passages,).
        chosen: The places of those that are ranked; the others stand in the same blocks.
        blocks: A number that passages of one block share, ascending, (passages,).
        terms, forms, rows: Of the term at each place: its number, that of the word as it is written, and its
            row in the table of word vectors.
        begins, ends: Where it stands in its passage's text, in characters.
        starts: The place where each passage begins, (passages,).
        lengths: How many terms each passage has, (passages,).
        words: The number of every word, stop words too.
        word_passages: The passage that each word belongs to.
        sentence_starts: The place where each sentence begins that has terms, (sentences,).
        sentence_numbers: Which sentence of its passage it is, from 0, (sentences,).
        sentence_passages: The passage that it belongs to, (sentences,).
        sentence_bounds: Which sentence is each passage's first, and after the last the end, (passages + 1,).
        meaning_lengths: The length of the sum of the vectors of each sentence's terms, (sentences,).
        speakers: The number of who says each sentence in a transcript, or 0, (sentences,).
        asks: Whether each sentence asks something, (sentences,).
        evidence: How far each sentence is evidence of each kind, 0 to 255, (sentences, kinds).
        context: The numbers of the terms above the passages.
        context_passages: The passage that each of these stands above.
    """

    numbers: Numbers
    chosen: Numbers
    blocks: Numbers
    terms: Numbers
    forms: NDArray[np.uint32]
    rows: Numbers
    begins: Numbers
    ends: Numbers
    starts: Numbers
    lengths: Numbers
    words: NDArray[np.uint32]
    word_passages: Numbers
    sentence_starts: Numbers
    sentence_numbers: Numbers
    sentence_passages: Numbers
    sentence_bounds: Numbers
    meaning_lengths: NDArray[np.float32]
    speakers: NDArray[np.uint32]
    asks: NDArray[np.bool_]
    evidence: NDArray[np.uint8]
    context: Numbers
    context_passages: Numbers


def excerpt_of(records: Records, proposed: Collection[int]) -> Excerpt:
    """Return the terms of passages.

    Args:
        records: The passages, with those of their blocks.
        proposed: The numbers of those that are ranked.
    """
    counts = _sizes(records.term_starts)
    having = np.flatnonzero(counts)
    numbers = records.numbers[having]
    wanted = frozenset(proposed)
    sentence_starts, owners, sentence_numbers, sentences = _sentences_with_terms(records)
    word_owners = np.repeat(np.arange(len(counts)), _sizes(records.word_starts))
    context_owners = np.repeat(np.arange(len(counts)), _sizes(records.context_starts))
    place_of = np.full(len(counts) + 1, -1, dtype=np.int64)
    place_of[having] = np.arange(len(having))
    return Excerpt(
        numbers=numbers,
        chosen=np.array([at for at, one in enumerate(numbers.tolist()) if one in wanted], dtype=np.int64),
        blocks=records.blocks[having],
        terms=np.ascontiguousarray(records.terms["number"]),
        forms=np.ascontiguousarray(records.terms["form"]),
        rows=records.terms["row"].astype(np.int64),
        begins=records.terms["start"],
        ends=records.terms["start"] + records.terms["length"],
        # Terms of passages without terms are none: those of the others follow each other as they are.
        starts=records.term_starts[:-1][having],
        lengths=counts[having],
        words=records.words,
        word_passages=place_of[word_owners],
        sentence_starts=sentence_starts,
        sentence_numbers=sentence_numbers,
        sentence_passages=place_of[owners],
        sentence_bounds=np.searchsorted(place_of[owners], np.arange(len(having) + 1)),
        meaning_lengths=sentences["meaning"],
        speakers=sentences["speaker"],
        asks=sentences["asks"],
        evidence=sentences["evidence"],
        context=records.context,
        context_passages=place_of[context_owners],
    )


def _sentences_with_terms(records: Records) -> tuple[Numbers, Numbers, Numbers, NDArray[Any]]:
    """Return of each sentence that has terms: its first place, its passage, its number there, and itself."""
    counts = _sizes(records.sentence_starts)
    owners = np.repeat(np.arange(len(counts)), counts)
    numbers = np.arange(len(owners)) - np.repeat(records.sentence_starts[:-1], counts)
    first = records.sentences["first_term"] + records.term_starts[:-1][owners]
    ends = np.append(first[1:], len(records.terms))
    kept = np.flatnonzero(first < ends)
    return first[kept], owners[kept], numbers[kept], records.sentences[kept]


def _sizes(starts: Numbers) -> Numbers:
    """Return how many things lie from each start to the next; np.diff takes several times as long."""
    sizes: Numbers = starts[1:] - starts[:-1]
    return sizes
