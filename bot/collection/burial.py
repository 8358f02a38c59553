"""Taking documents and rows out of a collection, which stay in their segments."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.search.postings.statistics import Statistics

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.collection.state import Collection, View


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAt:
    """A row of a view, and the document that has it."""

    view: int
    row: int
    document: str


class Burial:
    """What is taken out of a collection.

    Args:
        collection: The collection, which stays as it is.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._documents: dict[int, set[int]] = {}
        self._rows: dict[int, set[int]] = {}

    def bury_document(self, identifier: str) -> None:
        """Take out a document and its rows."""
        at, document = self._collection.documents[identifier]
        view = self._collection.views[at]
        store = view.segment.store
        self._documents.setdefault(at, set()).add(document)
        own = slice(*store.place_starts[document : document + 2].tolist())
        rows = self._rows.setdefault(at, set())
        # A row that another document has is its, not this one's.
        places = range(own.start, own.stop)
        for place, row in zip(places, store.rows[own].tolist(), strict=True):
            if view.has_row(row) and int(store.firsts[row]) == place:
                rows.add(row)

    def bury_row(self, row: RowAt) -> None:
        """Take out a row of a document that stays."""
        self._rows.setdefault(row.view, set()).add(row.row)

    def counts_of(self, digests: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return how many places have each of some hashes, in the collection as it was and before."""
        return self._collection.counts_of(digests)

    def row_of(self, digest: int) -> RowAt | None:
        """Return the row that is left whose text has a hash, or None where there is none."""
        for at, view in enumerate(self._collection.views):
            store = view.segment.store
            buried = self._rows.get(at, ())
            for place in store.places_of(digest).tolist():
                row = int(store.rows[place])
                if view.has_row(row) and row not in buried:
                    document = store.entries[store.document_of(int(store.firsts[row]))]
                    return RowAt(view=at, row=row, document=document.id)
        return None

    def statistics(self) -> Statistics:
        """Return what BM25 knew of the rows that were taken out."""
        nothing = Statistics(passages=0, total_length=0, frequencies=np.zeros(0, dtype=np.int64))
        return sum((self._of(at, rows) for at, rows in self._rows.items()), start=nothing)

    def views(self) -> tuple[View, ...]:
        """Return what is left of the views, without those of which nothing is."""
        left = (self._left(at, view) for at, view in enumerate(self._collection.views))
        return tuple(view for view in left if view.documents is None or view.documents.any())

    def _left(self, at: int, view: View) -> View:
        segment = view.segment
        return dataclasses.replace(
            view,
            documents=_without(view.documents, len(segment.store.entries), self._documents.get(at)),
            rows=_without(view.rows, segment.postings.passages, self._rows.get(at)),
        )

    def _of(self, at: int, rows: set[int]) -> Statistics:
        tables = self._collection.views[at].segment.tables
        chosen = np.array(sorted(rows), dtype=np.int64)
        pieces = [tables.terms[tables.starts[row] : tables.starts[row + 1]] for row in chosen.tolist()]
        terms = np.concatenate([np.zeros(0, dtype=np.int32), *pieces])
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum([len(piece) for piece in pieces])])
        return Statistics.of(terms, starts.astype(np.int64))


def _without(there: NDArray[np.bool_] | None, size: int, buried: set[int] | None) -> NDArray[np.bool_] | None:
    if not buried:
        return there
    left = np.ones(size, dtype=np.bool_) if there is None else there.copy()
    left[list(buried)] = False
    return left
