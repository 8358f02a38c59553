"""Joining parts: the arrays of several as those of one, made while they are written."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.collection.blocks import blocks_of
from bot.documents.stored import store as document_store
from bot.search.vocabulary_arrays import arrays_of
from bot.storage.snapshot import Streamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from bot.collection.blocks import Block, Run
    from bot.documents.stored.store import Store
    from bot.search.vocabulary import Vocabulary

    Array = NDArray[Any]
    Numbers = NDArray[np.int64]
    Digests = NDArray[np.uint64]


class Joined:
    """The documents of several runs, one after the other.

    Of places with the same text, the first has the passage; where another part has it, none does.

    Args:
        runs: The documents, in the order of their identifiers.
        names: The terms, of all runs at least.
        spellings: The words, of all runs at least.
        elsewhere: The hashes of the texts whose passages other parts have.
    """

    def __init__(
        self,
        runs: Iterable[Run],
        *,
        names: Vocabulary,
        spellings: Vocabulary,
        elsewhere: Digests | None = None,
    ) -> None:
        self.names, self._spellings = names, spellings
        found = blocks_of(runs, elsewhere)
        self._blocks, self._digests, self._has_row = found.blocks, found.digests, found.has_row

    def content(self) -> dict[str, Array | Streamed]:
        """Return all arrays by name, as `bot.collection.part.part_from` takes them."""
        store = {f"store.{name}": one for name, one in self._store().items()}
        tables = {f"tables.{name}": one for name, one in self._tables().items()}
        entries = [
            entry for block in self._blocks for entry in block.source.part.store.entries[block.documents]
        ]
        return {
            "entries": document_store.encoded(tuple(entries)),
            **store,
            **tables,
        }

    def vocabularies(self) -> dict[str, Array]:
        """Return all names as arrays by name."""
        return {**arrays_of("names", self.names), **arrays_of("spellings", self._spellings)}

    def terms(self) -> tuple[NDArray[np.int32], Numbers]:
        """Return the terms of all rows, and where those of each begin; one more for the end."""
        terms: NDArray[np.int32] = Streamed(self._of_rows("terms", "starts", "names")).whole()
        return terms, self._bounds_of_rows("starts")

    def pieces(self) -> Iterator[tuple[Store, slice, Numbers]]:
        """Yield what its documents and its rows were in the stores that they come from, in order."""
        for block in self._blocks:
            yield block.source.part.store, block.documents, block.rows

    def _store(self) -> dict[str, Array | Streamed]:
        return {
            "text": Streamed(partial(self._of_documents, "text", "text_starts")),
            "text_starts": self._bounds_of_documents("text_starts"),
            "place_starts": self._bounds_of_documents("place_starts"),
            **{name: Streamed(partial(self._of_places, name)) for name in _OF_PLACES},
            "sentence_starts": self._bounds_of_places(),
            "sentence_begins": Streamed(partial(self._of_sentences, "sentence_begins")),
            "sentence_ends": Streamed(partial(self._of_sentences, "sentence_ends")),
            "digests": self._digests,
            "by_digest": np.argsort(self._digests, kind="stable"),
            "rows": self._rows,
            "firsts": np.flatnonzero(self._has_row),
        }

    def _tables(self) -> dict[str, Array | Streamed]:
        return {
            "terms": Streamed(self._of_rows("terms", "starts", "names")),
            "forms": Streamed(self._of_rows("forms", "starts", "spellings")),
            "begins": Streamed(self._of_rows("begins", "starts")),
            "ends": Streamed(self._of_rows("ends", "starts")),
            "words": Streamed(self._of_rows("words", "word_starts", "spellings")),
            "starts": self._bounds_of_rows("starts"),
            "word_starts": self._bounds_of_rows("word_starts"),
            "sentence_starts": Streamed(self._sentence_starts),
            "sentence_numbers": Streamed(self._of_rows("sentence_numbers", "sentence_bounds")),
            "sentence_bounds": self._bounds_of_rows("sentence_bounds"),
            "paragraphs": self._paragraphs(),
            "word_counts": self._word_counts(),
            **(
                {"meaning_lengths": Streamed(self._of_rows("meaning_lengths", "sentence_bounds"))}
                if self._has_meanings
                else {}
            ),
        }

    @cached_property
    def _rows(self) -> NDArray[np.int32]:
        """The row of each place, -1 where it has none here."""
        own = np.flatnonzero(self._has_row)
        order = np.argsort(self._digests[own], kind="stable")
        known = self._digests[own][order]
        at = np.searchsorted(known, self._digests)
        at[at == len(known)] = 0
        rows = np.full(len(self._digests), -1, dtype=np.int32)
        if len(known):
            there = known[at] == self._digests
            rows[there] = order[at[there]]
        return rows

    def _paragraphs(self) -> Numbers:
        """Return for each row a number that the passages of one paragraph share, ascending."""
        counts = [np.diff(b.source.part.store.place_starts)[b.documents] for b in self._blocks]
        sizes = np.concatenate([np.zeros(0, dtype=np.int64), *counts])
        documents = np.repeat(np.arange(len(sizes)), sizes)[self._has_row]
        own = [b.source.part.store.paragraphs[b.places] for b in self._blocks]
        paragraphs = np.concatenate([np.zeros(0, dtype=np.int32), *own])[self._has_row]
        begins = (np.diff(documents, prepend=-1) != 0) | (np.diff(paragraphs, prepend=-1) != 0)
        return np.cumsum(begins) - 1

    @property
    def _has_meanings(self) -> bool:
        return all(block.source.part.tables.meaning_lengths is not None for block in self._blocks)

    def _word_counts(self) -> Numbers:
        counts = np.zeros(len(self._spellings), dtype=np.int64)
        for words in self._of_rows("words", "word_starts", "spellings")():
            own = np.bincount(words)
            counts[: len(own)] += own
        return counts

    def _of_documents(self, name: str, bounds: str) -> Iterator[Array]:
        for block in self._blocks:
            store = block.source.part.store
            starts = getattr(store, bounds)
            yield getattr(store, name)[starts[block.documents.start] : starts[block.documents.stop]]

    def _of_places(self, name: str) -> Iterator[Array]:
        for block in self._blocks:
            yield getattr(block.source.part.store, name)[block.places]

    def _of_sentences(self, name: str) -> Iterator[Array]:
        for block in self._blocks:
            store = block.source.part.store
            starts = store.sentence_starts
            yield getattr(store, name)[starts[block.places.start] : starts[block.places.stop]]

    def _of_rows(self, name: str, bounds: str, numbers: str | None = None) -> Callable[[], Iterator[Array]]:
        """Return what makes the values of all rows, by the common numbers of those of a vocabulary."""

        def blocks() -> Iterator[Array]:
            for block in self._blocks:
                tables = block.source.part.tables
                values = _gathered(getattr(tables, name), getattr(tables, bounds), block.rows)
                yield values if numbers is None else getattr(block.source, numbers)[values]

        return blocks

    def _sentence_starts(self) -> Iterator[Array]:
        before = 0
        for block in self._blocks:
            tables, rows = block.source.part.tables, block.rows
            lengths = tables.starts[rows + 1] - tables.starts[rows]
            moved = before + np.cumsum(lengths) - lengths - tables.starts[rows]
            counts = tables.sentence_bounds[rows + 1] - tables.sentence_bounds[rows]
            own = _gathered(tables.sentence_starts, tables.sentence_bounds, rows)
            yield own + np.repeat(moved, counts)
            before += int(lengths.sum())

    def _bounds_of_documents(self, name: str) -> Numbers:
        return _bounds(
            np.diff(getattr(b.source.part.store, name)[b.documents.start : b.documents.stop + 1])
            for b in self._blocks
        )

    def _bounds_of_places(self) -> Numbers:
        return _bounds(
            np.diff(b.source.part.store.sentence_starts[b.places.start : b.places.stop + 1])
            for b in self._blocks
        )

    def _bounds_of_rows(self, name: str) -> Numbers:
        def lengths(block: Block) -> Numbers:
            bounds: Numbers = getattr(block.source.part.tables, name)
            return bounds[block.rows + 1] - bounds[block.rows]

        return _bounds(map(lengths, self._blocks))


_OF_PLACES = ("begins", "ends", "byte_begins", "byte_ends", "paragraphs", "sentences")


def _gathered(values: Array, bounds: Numbers, rows: Numbers) -> Array:
    """Return the values of rows, one row after the other."""
    if not len(rows):
        return values[:0]
    if rows[-1] - rows[0] == len(rows) - 1:
        return values[bounds[rows[0]] : bounds[rows[-1] + 1]]
    firsts = bounds[rows]
    lengths = bounds[rows + 1] - firsts
    before = np.cumsum(lengths) - lengths
    found: Array = values.take(np.arange(int(lengths.sum())) + np.repeat(firsts - before, lengths))
    return found


def _bounds(lengths: Iterable[Numbers]) -> Numbers:
    """Return where things of these lengths start, one after the other, and where the last ends."""
    every = np.concatenate([np.zeros(0, dtype=np.int64), *lengths])
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(every)])
