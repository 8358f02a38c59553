"""What words mean beside each other, and how rare they are in English."""

from __future__ import annotations

import zlib
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bot.search.vectors.table import LONGEST_TERM, TABLE, open_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.search.text.spelling import Speller

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Cosines = NDArray[np.float64]

UNKNOWN_RARITY = 7.0
"""The rarity of a word that the table does not have: a hundred in a billion words, rarer than all it has."""

_COMMON = 1e-3
"""The share of English words at which a word says half of what a rare one does."""

_RUNS_AT_ONCE = _TERMS_AT_ONCE = 1 << 10
_LONGEST_TOGETHER = 256
"""Terms that runs have at most that are added up together, a place of all at a time."""

_NO_TERM = b"~"
_REMEMBERED_TERMS = 1 << 12


class WordVectors:
    """The vectors of English terms, and how rare each is.

    A term is what `bot.search.text.terms.Analyzer` makes of a word; a row is a term's place in the table.

    Args:
        table: Rows of `bot.search.vectors.table.ROW`, at least one, in the order of their terms.
    """

    def __init__(self, table: NDArray[np.void]) -> None:
        # Without what a memory-mapped array does at every look.
        self._table = np.asarray(table)
        self._terms = np.ascontiguousarray(table["term"])
        self.rarity_of = lru_cache(maxsize=_REMEMBERED_TERMS)(self._rarity_of)

    def __len__(self) -> int:
        return len(self._terms)

    def fingerprint(self) -> str:
        """Return what tells this table from others."""
        return f"{zlib.crc32(self._table.tobytes()):08x}"

    def terms(self) -> list[str]:
        """Return all terms, in the order of their rows."""
        return [term.decode() for term in self._terms.tolist()]

    def terms_of(self, rows: Rows) -> list[str]:
        """Return the terms of rows."""
        return [term.decode() for term in self._terms[rows].tolist()]

    def rows(self, terms: Sequence[str]) -> Rows:
        """Return the row of each term, -1 where the table does not have it."""
        asked = np.array([_key(term) for term in terms], dtype=self._terms.dtype)
        rows = np.searchsorted(self._terms, asked).astype(np.int64)
        rows[rows == len(self)] = 0
        rows[self._terms[rows] != asked] = -1
        return rows

    def vectors(self, rows: Rows) -> Floats:
        """Return the vectors of rows, (rows, dimensions): of length 1, and all zeros for -1."""
        return unit(self.directions(rows))

    def directions(self, rows: Rows) -> Floats:
        """Return the vectors of rows as the table has them, of whole numbers; all zeros for -1."""
        directions = self._table["vector"][np.maximum(rows, 0)].astype(np.float32)
        directions[rows < 0] = 0
        return directions

    def cosines(self, rows: Rows, others: Rows) -> Cosines:
        """Return the cosine between rows, (rows, others): near 1 where two words mean nearly the same.

        -1 has nothing in common with any.
        """
        theirs = self.directions(others)
        return cosines(self.directions(rows), theirs, lengths=lengths_of(theirs))

    def rarity(self, rows: Rows) -> Floats:
        """Return how rare the terms of rows are: -log10 of their share of English words.

        "Meet" has 3.3, as 5 of 10,000 words are forms of it. For -1 it is `UNKNOWN_RARITY`.
        """
        rarity = self._table["rarity"][np.maximum(rows, 0)].astype(np.float32)
        rarity[rows < 0] = UNKNOWN_RARITY
        return rarity

    def tell(self, rows: Rows) -> Floats:
        """Return how much the terms of rows say of what a sentence means, from 0 to 1; 0 for -1.

        The smooth inverse frequency a / (a + p) of a word of the share p of English, a = 0.001 (Arora, Liang
        and Ma 2017, "A simple but tough-to-beat baseline for sentence embeddings"). By English at large and
        not by the collection, so that a sentence means the same whatever stands beside it.
        """
        told: Floats = (_COMMON / (_COMMON + 10.0 ** -self.rarity(rows).astype(np.float64))).astype(
            np.float32
        )
        return told

    def lengths_of_sums(self, rows: NDArray[np.int16], firsts: Rows, ends: Rows) -> Floats:
        """Return the lengths of the sums of the vectors of runs of terms, each as far as it tells, (runs,).

        A length depends on the terms of its run alone, to the last bit.

        Args:
            rows: The rows of all terms, -1 for one that is not in the table.
            firsts: The first term of each run.
            ends: The term after the last of each run.
        """
        there = np.zeros(len(self) + 1, dtype=np.bool_)
        there[rows] = True  # -1 is the last
        there[-1] = True
        distinct = np.flatnonzero(there)
        places = np.zeros(len(there), dtype=np.intp)
        places[distinct] = np.arange(len(distinct))
        distinct[-1] = -1
        meanings = unit(self.directions(distinct)) * self.tell(distinct)[:, None]
        terms, lengths = places[rows], ends - firsts
        found = np.empty(len(firsts), dtype=np.float32)
        for start in range(0, len(firsts), _RUNS_AT_ONCE):
            some = slice(start, start + _RUNS_AT_ONCE)
            found[some] = np.linalg.norm(_sums(meanings, terms, firsts[some], lengths[some]), axis=1)
        return found

    def _rarity_of(self, term: str) -> float:
        """Return how rare a term is."""
        return float(self.rarity(self.rows([term]))[0])

    @cached_property
    def speller(self) -> Speller:
        """What finds the terms that were meant by misspelt ones."""
        from bot.search.text.spelling import Speller, Spellings  # most questions have no word that is unknown

        return Speller(Spellings(self.terms()), self.rarity_of)


def open_vectors(path: Path = TABLE) -> WordVectors:
    """Open a table of word vectors.

    Raises:
        VectorsError: It is missing, cannot be read, is of another layout, or is damaged.
    """
    return WordVectors(open_table(path))


def unit(directions: Floats) -> Floats:
    """Return directions at length 1, (directions, dimensions)."""
    lengths: Floats = np.maximum(lengths_of(directions), np.float32(1))
    return directions / lengths[:, None]


def lengths_of(directions: Floats) -> Floats:
    """Return the lengths of directions as a table has them, (directions,); np.linalg.norm takes twice as long."""
    lengths: Floats = np.asarray(np.sqrt(np.einsum("ij,ij->i", directions, directions)), dtype=np.float32)
    return lengths


def _sums(meanings: Floats, terms: Rows, firsts: Rows, lengths: Rows) -> Floats:
    """Return the sums of the vectors of runs of terms, (runs, dimensions); `reduceat` is slower."""
    # The longest first, so that those with a term at a place are always the first ones.
    order = np.argsort(-lengths, kind="stable")
    lengths, firsts = lengths[order], firsts[order]
    sums = np.zeros((len(firsts), meanings.shape[1]), dtype=np.float32)
    long = int(np.searchsorted(-lengths, -_LONGEST_TOGETHER))
    for run in range(long):
        end = firsts[run] + lengths[run]
        for start in range(firsts[run], end, _TERMS_AT_ONCE):
            sums[run] += meanings.take(terms[start : min(start + _TERMS_AT_ONCE, end)], axis=0).sum(axis=0)
    for place in range(int(lengths[long:].max(initial=0))):
        having = slice(long, int(np.searchsorted(-lengths, -place)))
        sums[having] += meanings.take(terms[firsts[having] + place], axis=0)
    in_order = np.empty_like(sums)
    in_order[order] = sums
    return in_order


def cosines(directions: Floats, others: Floats, *, lengths: Floats) -> Cosines:
    """Return the cosine between directions as a table has them, (directions, others).

    The products are of whole numbers that 32 bits hold exactly, so that every machine adds up the same.

    Args:
        directions: What is compared, (directions, dimensions).
        others: What it is compared with, (others, dimensions).
        lengths: The lengths of the latter, (others,).
    """
    products = (directions @ others.T).astype(np.float64)
    found: Cosines = products / np.maximum(np.outer(lengths_of(directions), lengths), 1)
    return found


def _key(term: str) -> bytes:
    # A longer term would be cut to its first letters, and so be taken for another.
    known = len(term) <= LONGEST_TERM and term.isascii() and term.isalpha()
    return term.encode() if known else _NO_TERM
