"""A segment: documents with all that is known of them and their index; made once, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.collection import part as parts
from bot.collection.ranks import PLACES, first_ranks
from bot.documents.stored.reading import StoredDocument
from bot.search.postings import model
from bot.search.postings.merging import merge
from bot.search.postings.model import Postings
from bot.search.postings.runs import runs
from bot.search.postings.statistics import Statistics
from bot.storage import snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from bot.collection.joining import Joined
    from bot.documents.stored.store import Store
    from bot.search.ranking.tables import Tables
    from bot.search.vocabulary import Vocabulary
    from bot.storage.snapshot import Streamed

    Array = NDArray[Any]

_POSTINGS = "postings."


@dataclass(frozen=True, kw_only=True)
class Segment:
    """Some documents and their index, by the numbers of the collection's vocabularies.

    Attributes:
        store: The documents.
        tables: What stands in their passages.
        postings: Which passage has which term.
        statistics: What BM25 knows of its passages.
        ranks: The ranks of its documents among those of all segments; see `bot.collection.ranks`.
    """

    store: Store
    tables: Tables
    postings: Postings
    statistics: Statistics
    ranks: NDArray[np.int64]

    @cached_property
    def documents(self) -> tuple[StoredDocument, ...]:
        """The documents."""
        return tuple(StoredDocument(self.store, row) for row in range(len(self.store.entries)))

    @cached_property
    def documents_of_rows(self) -> NDArray[np.int32]:
        """The document of each row."""
        found: NDArray[np.int32] = self.store.documents[self.store.firsts]
        return found

    @cached_property
    def keys(self) -> NDArray[np.int64]:
        """For each row a key that ascends in the order of all passages of all segments."""
        places = self.store.firsts - self.store.place_starts[self.documents_of_rows]
        keys: NDArray[np.int64] = (self.ranks[self.documents_of_rows] << PLACES) + places
        return keys


def first_content(joined: Joined, *, k1: float, b: float) -> dict[str, Array | Streamed]:
    """Return the first segment of a collection as arrays by name, its vocabularies with it.

    Args:
        joined: Its documents.
        k1: BM25's k1 that it will be searched with, or others: then it is slower.
        b: BM25's b, the same.
    """
    terms, starts = joined.terms()
    postings = merge(list(runs(terms, starts)), terms=len(joined.names), k1=k1, b=b)
    own = {f"{_POSTINGS}{name}": array for name, array in postings.arrays.items()}
    return {**joined.content(), **joined.vocabularies(), **own}


def first_segment(arrays: Mapping[str, Array]) -> Segment:
    """Return the first segment of a collection, with the arrays as they are."""
    import numpy as np

    part = parts.from_arrays(arrays)
    own = {name: arrays[f"{_POSTINGS}{name}"] for name in model.ARRAYS}
    passages = len(part.tables.paragraphs)
    postings = Postings(passages=passages, terms=None, **own)
    return Segment(
        store=part.store,
        tables=part.tables,
        postings=postings,
        statistics=Statistics(
            passages=passages,
            total_length=len(part.tables.terms),
            frequencies=np.diff(postings.starts),
        ),
        ranks=first_ranks(len(part.store.entries)),
    )


def later_segment(
    joined: Joined, ranks: NDArray[np.int64], *, names: Vocabulary, spellings: Vocabulary, k1: float, b: float
) -> Segment:
    """Return a further segment, in memory, whose terms the vocabularies of the collection have.

    Args:
        joined: Its documents.
        ranks: Their ranks.
        names: The terms of the collection.
        spellings: Its words.
        k1: BM25's k1.
        b: BM25's b.
    """
    arrays = snapshot.whole(joined.content())
    part = parts.part_from(arrays, names=names, spellings=spellings)
    tables = part.tables
    return Segment(
        store=part.store,
        tables=tables,
        postings=merge(list(runs(tables.terms, tables.starts)), terms=None, k1=k1, b=b),
        statistics=Statistics.of(tables.terms, tables.starts),
        ranks=ranks,
    )
