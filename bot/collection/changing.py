"""Changing a collection: documents are added, written anew or removed, and the others stay as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bot.collection.blocks import Run, Source
from bot.collection.burial import Burial
from bot.collection.joining import Joined
from bot.collection.part import part_of
from bot.collection.ranks import ranks_between
from bot.collection.segment import later_segment
from bot.collection.state import Collection, View, documents_after, numbered
from bot.documents.file_reading import ReadFile
from bot.documents.files import DocumentFile
from bot.search.text.dates import read_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection as Sized, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.collection.part import Part
    from bot.search.ranking.lexicon import Lexicon
    from bot.search.vectors.word_vectors import WordVectors
    from bot.search.vocabulary import Vocabulary

    Dates = frozenset[dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has become of documents since a collection was made.

    Attributes:
        written: The documents that are new or were written anew, by their identifiers.
        removed: The identifiers of those that are no more.
    """

    written: Mapping[str, ReadFile]
    removed: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changer:
    """Makes the next collection of one and of what has changed.

    What that takes grows with the documents that have changed, hardly with the collection. Another document
    is read again only where it shares a text with one of them, and its place is now the first that has it.

    Attributes:
        folder: Where the files lie.
        lexicon: Returns what is known of words by some dates.
        vectors: Know what sentences mean; None to do without.
        k1, b: The parameters of BM25.
    """

    folder: Path
    lexicon: Callable[[Dates], Lexicon]
    vectors: WordVectors | None
    k1: float
    b: float

    def changed(self, collection: Collection, changes: Changes) -> Collection:
        """Return the collection after some changes, which answers as one does that is built anew."""
        leaving = changes.removed | (changes.written.keys() & collection.documents.keys())
        dates = _dates(collection, changes)
        if not changes and dates == collection.dates:
            return collection
        again = (_heirs(collection, leaving) | _dated_otherwise(collection, dates)) - leaving
        documents = {**changes.written, **{one: self._as_kept(collection, one) for one in again}}
        lexicon = self.lexicon(dates)
        burial = Burial(collection)
        for identifier in leaving | again:
            burial.bury_document(identifier)
        statistics = collection.statistics
        ranks = _ranks(collection, documents)
        if ranks is None:
            return self.changed(collection.with_room(documents), changes)
        added: tuple[View, ...] = ()
        if documents:
            part = part_of([documents[one] for one in sorted(documents)], lexicon, self.vectors)
            elsewhere = _elsewhere(burial, part)
            joined = Joined(
                [Run(source=_source(part, collection), first=0, end=len(documents))],
                names=collection.names,
                spellings=collection.spellings,
                elsewhere=elsewhere,
            )
            segment = later_segment(
                joined,
                ranks,
                names=collection.names,
                spellings=collection.spellings,
                k1=self.k1,
                b=self.b,
            )
            statistics += segment.statistics
            added = (View(segment=segment, first=0),)
        views = numbered([*burial.views(), *added])
        return Collection(
            views=views,
            names=collection.names,
            spellings=collection.spellings,
            statistics=statistics - burial.statistics(),
            documents=documents_after(collection, views, leaving | again, documents),
            dates=dates,
            dates_read=collection.dates_read | lexicon.analyzer.dates_read,
        )

    def _as_kept(self, collection: Collection, identifier: str) -> ReadFile:
        """Return a document that has not changed as if its file were read again."""
        view, row = collection.documents[identifier]
        segment = collection.views[view].segment
        entry = segment.store.entries[row]
        return ReadFile(
            file=DocumentFile.of(str(self.folder), entry.name),
            document=segment.documents[row],
            content=entry.content,
            signature=entry.signature,
        )


def _ranks(collection: Collection, documents: Sized[str]) -> NDArray[np.int64] | None:
    """Return the ranks of documents that are written, in order, or None where there is no room for one."""
    added = [one for one in documents if one not in collection.documents]
    between = ranks_between(collection.ranks, added) if added else {}
    if between is None:
        return None
    ranks = [between.get(one) or collection.rank_of(one) for one in sorted(documents)]
    return np.array(ranks, dtype=np.int64)


def _dates(collection: Collection, changes: Changes) -> Dates:
    gone = changes.removed | changes.written.keys()
    kept = (
        entry.date
        for view in collection.views
        for row, entry in enumerate(view.segment.store.entries)
        if entry.date and view.has_document(row) and entry.id not in gone
    )
    new = (read.document.date for read in changes.written.values() if read.document.date)
    return frozenset((*kept, *new))


def _heirs(collection: Collection, leaving: Sized[str]) -> frozenset[str]:
    """Return the documents that are now the first to have a text that leaving ones had before them."""
    heirs = set()
    for identifier in leaving:
        at, document = collection.documents[identifier]
        view = collection.views[at]
        store = view.segment.store
        places = np.arange(*store.place_starts[document : document + 2].tolist())
        repeated = places[collection.counts_of(store.digests[places]) > 1]
        for place in repeated.tolist():
            if view.has_row(int(store.rows[place])):
                others = collection.places_of(int(store.digests[place]))
                first = min((one for one in others if one.document not in leaving), default=None)
                if first is not None:
                    heirs.add(first.document)
    return frozenset(heirs)


def _dated_otherwise(collection: Collection, dates: Dates) -> frozenset[str]:
    """Return the documents with dates in digits that mean something else by some dates than they did."""
    if dates == collection.dates:
        return frozenset()
    otherwise = [
        digits.encode()
        for digits in collection.dates_read
        if read_date(digits, dates) != read_date(digits, collection.dates)
    ]
    return (
        frozenset(_having(collection, re.compile(b"|".join(map(re.escape, otherwise)))))
        if otherwise
        else frozenset()
    )


def _having(collection: Collection, pattern: re.Pattern[bytes]) -> Iterator[str]:
    for view in collection.views:
        store = view.segment.store
        starts = store.text_starts.tolist()
        for document, (start, end) in enumerate(pairwise(starts)):
            if view.has_document(document) and pattern.search(store.text.data, start, end):
                yield store.entries[document].id


def _elsewhere(burial: Burial, part: Part) -> NDArray[np.uint64]:
    """Return the texts of a part whose passages documents before it have; bury those that come after it."""
    found = []
    store = part.store
    digests, places = np.unique(store.digests, return_index=True)
    known = burial.counts_of(digests) > 0
    digests, places = digests[known], places[known]
    for digest, place in zip(digests.tolist(), places.tolist(), strict=True):
        row = burial.row_of(digest)
        if row is None:
            continue
        if row.document < store.entries[store.document_of(place)].id:
            found.append(digest)
        else:
            burial.bury_row(row)
    return np.array(found, dtype=np.uint64)


def _source(part: Part, collection: Collection) -> Source:
    """Return a part by the numbers of a collection, whose vocabularies grow by what is new."""

    def numbers(own: Vocabulary, common: Vocabulary) -> NDArray[np.int32]:
        known = common.numbers
        found = (known.get(name) for name in own.names)
        return np.array(
            [
                common.add(name) if number is None else number
                for name, number in zip(own.names, found, strict=True)
            ],
            dtype=np.int32,
        )

    return Source(
        part=part,
        names=numbers(part.tables.names, collection.names),
        spellings=numbers(part.tables.spellings, collection.spellings),
    )
