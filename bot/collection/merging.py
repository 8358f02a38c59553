"""Merging segments into one, while the collection may go on changing."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.collection.blocks import Run, Source
from bot.collection.joining import Joined
from bot.collection.part import Part
from bot.collection.segment import first_content, first_segment, later_segment
from bot.collection.state import View, documents_of, numbered
from bot.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.collection.segment import Segment
    from bot.collection.state import Collection
    from bot.storage.snapshot import Streamed

    Arrays = Mapping[str, NDArray[Any]]
    Keep = Callable[[Mapping[str, NDArray[Any] | Streamed]], Arrays]

_ALIKE = 8
"""So many later segments of one size class are merged: a passage is merged once for each class."""

_FEW = 64
"""Rows up to which a segment is of the smallest size class."""

SHARE_OF_FIRST = 16
"""Once the later segments have one row for so many of the first, all become one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A segment made of several.

    Attributes:
        segment: The segment.
        joined: What it was made of.
    """

    segment: Segment
    joined: Joined

    def put_into(self, collection: Collection) -> Collection:
        """Return a collection with the segment instead of those it was made of.

        Args:
            collection: One with these segments; what is no more there is not there in the new one.
        """
        now = {id(view.segment.store): view for view in collection.views}
        pieces = [(now.get(id(store)), store, own, rows) for store, own, rows in self.joined.pieces()]
        ranks = [
            np.zeros(own.stop - own.start, dtype=np.int64) if view is None else view.segment.ranks[own]
            for view, _, own, _ in pieces
        ]
        merged = View(
            segment=dataclasses.replace(self.segment, ranks=np.concatenate(ranks)),
            first=0,
            documents=_unless_all(
                [
                    _left(None if view is None else view.documents, own, gone=view is None)
                    for view, _, own, _ in pieces
                ]
            ),
            rows=_unless_all(
                [
                    _left(None if view is None else view.rows, rows, gone=view is None)
                    for view, _, _, rows in pieces
                ]
            ),
        )
        made_of = {id(store) for _, store, _, _ in pieces}
        others = [view for view in collection.views if id(view.segment.store) not in made_of]
        at_first = id(collection.views[0].segment.store) in made_of
        views = numbered([merged, *others] if at_first else [*others, merged])
        return dataclasses.replace(collection, views=views, documents=documents_of(views))


def due(collection: Collection) -> Sequence[int]:
    """Return the views whose segments are to be merged: all, some of the later ones, or none."""
    sizes = [view.size for view in collection.views]
    if sum(sizes[1:]) * SHARE_OF_FIRST >= sizes[0] and sizes[1:]:
        return range(len(sizes))
    classes: dict[int, list[int]] = {}
    for at, size in enumerate(sizes[1:], start=1):
        classes.setdefault(int(math.log(max(size, _FEW) / _FEW, _ALIKE)), []).append(at)
    return next((alike for alike in classes.values() if len(alike) >= _ALIKE), [])


def merge_all(collection: Collection, keep: Keep, *, k1: float, b: float) -> Merged:
    """Return all segments as one.

    Args:
        collection: The collection.
        keep: Writes arrays to where they are kept, and returns them mapped.
        k1: BM25's k1.
        b: BM25's b.
    """
    # The collection may grow meanwhile; its vocabularies grow in place.
    names, spellings = (Vocabulary(tuple(own.names)) for own in (collection.names, collection.spellings))
    joined = Joined(_runs(collection, range(len(collection.views))), names=names, spellings=spellings)
    segment = first_segment(keep(first_content(joined, k1=k1, b=b)))
    return Merged(segment=segment, joined=joined)


def merge_later(collection: Collection, views: Sequence[int], *, k1: float, b: float) -> Merged:
    """Return the segments of some views as one, in memory."""
    joined = Joined(
        _runs(collection, views),
        names=collection.names,
        spellings=collection.spellings,
        elsewhere=_elsewhere(collection, views),
    )
    known = [view.segment.ranks for view in collection.views]
    ranks = np.array(
        [known[at][document] for at, document in collection.documents.values() if at in views], dtype=np.int64
    )
    segment = later_segment(joined, ranks, names=collection.names, spellings=collection.spellings, k1=k1, b=b)
    return Merged(segment=segment, joined=joined)


def _runs(collection: Collection, views: Sequence[int]) -> Iterator[Run]:
    """Yield the documents of views in order; neighbours in their store are of one run."""
    same = (
        np.arange(len(collection.names), dtype=np.int32),
        np.arange(len(collection.spellings), dtype=np.int32),
    )
    sources = {at: _source(collection.views[at].segment, *same) for at in views}
    run: Run | None = None
    for at, document in collection.documents.values():
        if at not in sources:
            continue
        if run is not None and run.source is sources[at] and run.end == document:
            run = dataclasses.replace(run, end=document + 1)
            continue
        if run is not None:
            yield run
        run = Run(source=sources[at], first=document, end=document + 1)
    if run is not None:
        yield run


def _source(segment: Segment, names: NDArray[np.int32], spellings: NDArray[np.int32]) -> Source:
    return Source(part=Part(store=segment.store, tables=segment.tables), names=names, spellings=spellings)


def _elsewhere(collection: Collection, views: Sequence[int]) -> NDArray[np.uint64]:
    """Return the texts that stand in views, and whose passages other views have."""
    found = []
    for at in views:
        view = collection.views[at]
        store = view.segment.store
        for place in np.flatnonzero(~_have_rows(view)).tolist():
            digest = int(store.digests[place])
            number = collection.row_of(digest)
            if number is not None and collection.view_of(number)[0] not in views:
                found.append(digest)
    return np.array(found, dtype=np.uint64)


def _have_rows(view: View) -> NDArray[np.bool_]:
    """Return for each place whether its passage has a row of this view that is there."""
    rows = view.segment.store.rows
    found: NDArray[np.bool_] = rows >= 0
    if view.rows is not None:
        found[found] = view.rows[rows[found]]
    return found


def _left(
    there: NDArray[np.bool_] | None, own: slice | NDArray[np.int64], *, gone: bool
) -> NDArray[np.bool_]:
    """Return which of some documents or rows are there, where nothing says otherwise all or none."""
    size = own.stop - own.start if isinstance(own, slice) else len(own)
    return np.full(size, not gone) if there is None else there[own]


def _unless_all(there: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_] | None:
    """Return which are there, or None where all are, as is quicker to search."""
    every = np.concatenate(there)
    return None if every.all() else every
