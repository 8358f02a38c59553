"""What the sentences of a collection mean as wholes, as far as it can be known before any question."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.search.vectors.word_vectors import unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.search.ranking.tables import Tables
    from bot.search.vectors.word_vectors import WordVectors

    Floats = NDArray[np.float32]
    Codes = NDArray[np.signedinteger[Any]]
    Places = NDArray[np.int64]

_SENTENCES_AT_ONCE = 1024
_LONGEST_TOGETHER = 256
"""Terms that sentences have at most that are added up together, a place of all at a time."""

_COMMON = 1e-3
"""The share of English words at which a word says half of what a rare one does."""


def telling(rarity: Floats) -> Floats:
    """Return how much words say of what a sentence means, from 0 to 1, by their rarity in English.

    The smooth inverse frequency a / (a + p) of a word of the share p of English (Arora, Liang and Ma 2017, "A
    simple but tough-to-beat baseline for sentence embeddings"), a = 0.001. By English at large and not by the
    collection, so that a sentence means the same whatever stands beside it.

    Args:
        rarity: -log10 of the share of English words, as `WordVectors.rarity` has it.
    """
    told: Floats = (_COMMON / (_COMMON + 10.0 ** -rarity.astype(np.float64))).astype(np.float32)
    return told


def with_meaning_lengths(tables: Tables, vectors: WordVectors) -> Tables:
    """Return tables that say how long the meaning of each sentence is; the same if they do already."""
    if tables.meaning_lengths is not None:
        return tables
    return dataclasses.replace(tables, meaning_lengths=meaning_lengths(tables, vectors))


def meaning_lengths(tables: Tables, vectors: WordVectors) -> Floats:
    """Return for each sentence the length of the sum of the vectors of its terms, each as far as it tells.

    It depends on the terms of the sentence alone, to the last bit, and not on what is reckoned beside it.

    Args:
        tables: What stands where.
        vectors: What the terms mean; one that they do not have means nothing.
    """
    starts = tables.sentence_starts
    ends = np.append(starts[1:], len(tables.terms))
    places, meanings = _meanings(tables, vectors)
    found = np.empty(len(starts), dtype=np.float32)
    for first in range(0, len(starts), _SENTENCES_AT_ONCE):
        here = slice(first, first + _SENTENCES_AT_ONCE)
        sums = _sums(tables.terms, places, meanings, starts[here], ends[here] - starts[here])
        found[here] = np.linalg.norm(sums, axis=1)
    return found


def _meanings(tables: Tables, vectors: WordVectors) -> tuple[Places, Floats]:
    """Return for each term its place among the vectors of all that stand anywhere, and these."""
    there = np.zeros(len(tables.names), dtype=np.bool_)
    there[tables.terms] = True
    numbers = np.flatnonzero(there)
    rows = vectors.rows([tables.names.names[number] for number in numbers.tolist()])
    known = rows >= 0
    # Only English terms have vectors, and of those there are not many: the last is for all others.
    with_vectors = np.append(rows[known], -1)
    places = np.full(len(there), len(with_vectors) - 1, dtype=np.int64)
    places[numbers[known]] = np.arange(len(with_vectors) - 1)
    meanings = unit(vectors.directions(with_vectors)) * telling(vectors.rarity(with_vectors))[:, None]
    return places, meanings


def _sums(terms: Codes, places: Places, meanings: Floats, starts: Places, lengths: Places) -> Floats:
    def meaning(at: Places | slice) -> Floats:
        meant: Floats = meanings.take(places.take(terms[at]), axis=0)
        return meant

    # The longest first, so that those with a term at a place are always the first ones.
    order = np.argsort(-lengths, kind="stable")
    sums = np.zeros((len(starts), meanings.shape[1]), dtype=np.float32)
    long = int(np.count_nonzero(lengths > _LONGEST_TOGETHER))
    for place in order[:long].tolist():
        for start in range(0, int(lengths[place]), _SENTENCES_AT_ONCE):
            end = min(start + _SENTENCES_AT_ONCE, int(lengths[place]))
            sums[place] += meaning(slice(starts[place] + start, starts[place] + end)).sum(axis=0)
    rest = order[long:]
    falling = lengths[rest]
    for place in range(int(falling.max(initial=0))):
        having = rest[: np.searchsorted(-falling, -place)]
        sums[having] += meaning(starts[having] + place)
    return sums
