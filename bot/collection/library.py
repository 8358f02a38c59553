"""The library of a collection: its documents and passages, read when they are asked for."""

from __future__ import annotations

from collections import abc
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.documents.library import Library
from bot.documents.model import Passage
from bot.documents.stored.reading import citation_at, passage_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.collection.state import At, Collection
    from bot.documents.model import Citation

_SHORTEST_WORD = 3


@dataclass(frozen=True, kw_only=True)
class CollectionLibrary(Library):
    """The documents and passages of a collection.

    Attributes:
        collection: The collection, where all of them lie.
        notices: What an owner should know of how it was come by, a line each.
    """

    collection: Collection
    notices: tuple[str, ...] = ()

    def passage(self, number: int) -> Passage:
        """Return the passage of a row by its number."""
        return _passage(self.collection, number)

    def numbers(self, document: str) -> Sequence[int]:
        """Return the numbers of the rows of a document, those it shares with others included."""
        found = self.collection.documents.get(document)
        if found is None:
            return ()
        view = self.collection.views[found[0]]
        store = view.segment.store
        own = slice(*store.place_starts[found[1] : found[1] + 2].tolist())
        numbers = (
            view.first + row if view.has_row(row) else self.collection.row_of(digest)
            for row, digest in zip(store.rows[own].tolist(), store.digests[own].tolist(), strict=True)
        )
        return sorted({number for number in numbers if number is not None})

    def counts(self) -> Mapping[str, int]:
        """Return how many passages each document has, those it shares with others included."""
        sizes = [np.diff(view.segment.store.place_starts).tolist() for view in self.collection.views]
        return {document: sizes[view][row] for document, (view, row) in self.collection.documents.items()}

    def words(self) -> Iterable[str]:
        """Return the words that the documents hold, or held, each once and case-folded."""
        return (
            word
            for word in self.collection.spellings.names
            if len(word) >= _SHORTEST_WORD and word[0].isalpha()
        )


class CollectionPassages(abc.Collection[Passage]):
    """The passages of a collection, in order.

    Args:
        collection: The collection.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def __len__(self) -> int:
        return self._collection.statistics.passages

    def __iter__(self) -> Iterator[Passage]:
        return (_passage(self._collection, number) for number in self._collection.in_order().tolist())

    def __contains__(self, passage: object) -> bool:
        return any(passage == own for own in self)


def library_of(
    collection: Collection, *, folder: Path, skipped: tuple[str, ...], notices: tuple[str, ...] = ()
) -> CollectionLibrary:
    """Return the library of a collection.

    Args:
        collection: The collection.
        folder: Where its files lie.
        skipped: Names of the files there that no reader reads.
        notices: What an owner should know of how it was come by, a line each.
    """
    documents = [collection.views[view].segment.documents[row] for view, row in collection.documents.values()]
    return CollectionLibrary(
        folder=folder,
        documents=tuple(documents),
        passages=CollectionPassages(collection),
        skipped=skipped,
        collection=collection,
        notices=notices,
    )


def _passage(collection: Collection, number: int) -> Passage:
    at, row = collection.view_of(number)
    store = collection.views[at].segment.store
    place = int(store.firsts[row])
    places = sorted(collection.places_of(int(store.digests[place])))
    return passage_at(store, place, [_citation(collection, one) for one in places])


def _citation(collection: Collection, at: At) -> Citation:
    segment = collection.views[at.view].segment
    return citation_at(segment.store, segment.documents[segment.store.document_of(at.place)], at.place)
