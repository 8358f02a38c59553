"""A collection: all segments at one moment, with what is there of each."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from bot.collection.ranks import first_ranks
from bot.search.ranking.segment_terms import SegmentTerms

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection as SizedIterable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.collection.segment import Segment
    from bot.documents.files import Signature
    from bot.documents.stored.store import Entry
    from bot.search.postings.statistics import Statistics
    from bot.search.vocabulary import Vocabulary

    Truths = NDArray[np.bool_]
    Numbers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class View:
    """What is there of a segment.

    Attributes:
        segment: The segment.
        first: The number of its first row in the collection.
        documents: Which of its documents are there; None where all are.
        rows: Which of its rows are there; None where all are.
    """

    segment: Segment
    first: int
    documents: Truths | None = None
    rows: Truths | None = None

    @cached_property
    def terms(self) -> SegmentTerms:
        """What stands in the rows that are there."""
        return SegmentTerms(self.segment.tables, self.rows)

    def has_document(self, document: int) -> bool:
        """Whether a document is there."""
        return self.documents is None or bool(self.documents[document])

    def has_row(self, row: int) -> bool:
        """Whether a row is there."""
        return row >= 0 and (self.rows is None or bool(self.rows[row]))

    @property
    def size(self) -> int:
        """How many rows are there."""
        return self.segment.postings.passages if self.rows is None else int(np.count_nonzero(self.rows))


@dataclass(frozen=True, slots=True, order=True)
class At:
    """A place in a collection; they are in the order in which readers come upon them.

    Attributes:
        document: The identifier of the document.
        place: The place in the store of its segment.
        view: Which view it is in.
    """

    document: str
    place: int
    view: int


@dataclass(frozen=True, kw_only=True)
class Collection:
    """Documents and their index at one moment; a change makes another.

    A row is found by its number: its place in its segment, after all rows of the segments before.

    Attributes:
        views: What is there of each segment.
        names: The terms of all segments, and of segments to come.
        spellings: The words.
        statistics: What BM25 knows of the rows that are there.
        documents: The view and the row of each document, by its identifier, in order.
        dates: The dates that settle what dates in digits mean, as all segments were read.
        dates_read: The dates in digits that were read.
    """

    views: tuple[View, ...]
    names: Vocabulary
    spellings: Vocabulary
    statistics: Statistics
    documents: Mapping[str, tuple[int, int]]
    dates: frozenset[dt.date]
    dates_read: frozenset[str]

    @cached_property
    def order(self) -> Numbers | None:
        """For each row a key that ascends in the order of passages; None where the number does."""
        if len(self.views) == 1:
            return None
        return np.concatenate([view.segment.keys for view in self.views])

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The rank of each document, by its identifier, in order."""
        ranks = [view.segment.ranks.tolist() for view in self.views]
        return {one: ranks[view][row] for one, (view, row) in self.documents.items()}

    def rank_of(self, document: str) -> int:
        """Return the rank of a document."""
        view, row = self.documents[document]
        return int(self.views[view].segment.ranks[row])

    def with_room(self, added: Iterable[str]) -> Collection:
        """Return the same with new ranks, so that there is room between the documents.

        Args:
            added: The identifiers of documents for which there is to be room, however many they are.
        """
        names = sorted({*self.documents, *added})
        rank_of = dict(zip(names, first_ranks(len(names)).tolist(), strict=True))
        ranks = [np.zeros_like(view.segment.ranks) for view in self.views]
        for name, (view, row) in self.documents.items():
            ranks[view][row] = rank_of[name]
        views = tuple(
            dataclasses.replace(view, segment=dataclasses.replace(view.segment, ranks=own))
            for view, own in zip(self.views, ranks, strict=True)
        )
        return dataclasses.replace(self, views=views)

    def looking(self, signatures: Mapping[str, Signature]) -> Collection:
        """Return the same with what some files look like now, by their names."""

        def looks(entry: Entry) -> Entry:
            seen = signatures.get(entry.name)
            return entry if seen is None else msgspec.structs.replace(entry, signature=seen)

        def with_looks(segment: Segment) -> Segment:
            store = dataclasses.replace(segment.store, entries=tuple(map(looks, segment.store.entries)))
            return dataclasses.replace(segment, store=store)

        views = tuple(dataclasses.replace(view, segment=with_looks(view.segment)) for view in self.views)
        return dataclasses.replace(self, views=views)

    def in_order(self) -> Numbers:
        """Return the numbers of the rows that are there, in the order of passages."""
        there = [
            view.first
            + (np.arange(view.segment.postings.passages) if view.rows is None else np.flatnonzero(view.rows))
            for view in self.views
        ]
        numbers = np.concatenate(there)
        return numbers if self.order is None else numbers[np.argsort(self.order[numbers], kind="stable")]

    def view_of(self, number: int) -> tuple[int, int]:
        """Return the view and the row of a number."""
        view = max(at for at, view in enumerate(self.views) if view.first <= number)
        return view, number - self.views[view].first

    def places_of(self, digest: int) -> Iterator[At]:
        """Yield the places that are there whose text has a hash."""
        for number, view in enumerate(self.views):
            store = view.segment.store
            for place in store.places_of(digest).tolist():
                document = store.document_of(place)
                if view.has_document(document):
                    yield At(store.entries[document].id, place, number)

    def counts_of(self, digests: NDArray[np.uint64]) -> Numbers:
        """Return how many places have each of some hashes, those that are there no more included."""
        counts = np.zeros(len(digests), dtype=np.int64)
        for view in self.views:
            counts += view.segment.store.counts_of(digests)
        return counts

    def row_of(self, digest: int) -> int | None:
        """Return the number of the row whose text has a hash, or None where there is none."""
        for view in self.views:
            store = view.segment.store
            for row in store.rows[store.places_of(digest)].tolist():
                if view.has_row(row):
                    return view.first + int(row)
        return None


def numbered(views: Iterable[View]) -> tuple[View, ...]:
    """Return views one after the other, each with the number of its first row."""
    found: list[View] = []
    first = 0
    for view in views:
        found.append(dataclasses.replace(view, first=first))
        first += view.segment.postings.passages
    return tuple(found)


def documents_of(views: Sequence[View]) -> dict[str, tuple[int, int]]:
    """Return the view and the row of each document that is there, by its identifier, in order."""
    found = (
        (entry.id, (number, row))
        for number, view in enumerate(views)
        for row, entry in enumerate(view.segment.store.entries)
        if view.has_document(row)
    )
    return dict(found if len(views) == 1 else sorted(found))


def documents_after(
    before: Collection, views: Sequence[View], gone: SizedIterable[str], written: SizedIterable[str]
) -> dict[str, tuple[int, int]]:
    """Return the same for views that came of those of a collection.

    Args:
        before: The collection.
        views: What is left of its views, in their order, and a last one of the documents that were written.
        gone: The documents that are not where they were.
        written: The documents of the last view.
    """
    places = {id(view.segment.store): number for number, view in enumerate(views)}
    moved = [places.get(id(view.segment.store), -1) for view in before.views]
    last = len(views) - 1
    if moved == [*range(len(moved))]:
        found = dict(before.documents)
    else:
        # Of a view that is left out no document is left.
        found = {one: (moved[view], row) for one, (view, row) in before.documents.items()}
    found.update((one, (last, row)) for row, one in enumerate(sorted(written)))
    for one in gone:
        if one not in written:
            del found[one]
    return found if len(found.keys() & before.documents.keys()) == len(found) else dict(sorted(found.items()))
