"""Opening the collection of a folder: what was kept of it, brought up to date, or built anew."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from bot.collection.building import Builder, joined_parts
from bot.collection.changing import Changer, Changes
from bot.collection.library import library_of
from bot.collection.memory import enough_memory
from bot.collection.merging import SHARE_OF_FIRST, due, merge_all
from bot.collection.part import part_of
from bot.collection.segment import first_content, first_segment
from bot.collection.state import Collection, View, documents_of
from bot.collection.watching import Watcher
from bot.documents.file_reading import ReadFile
from bot.documents.files import UNSEEN, DocumentFile, refuse
from bot.documents.library import without_text
from bot.search.ranking.lexicon import Lexicon
from bot.storage import snapshot
from bot.storage.cache import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from bot.collection.analyzers import Lexicons
    from bot.collection.library import CollectionLibrary
    from bot.collection.merging import Merged
    from bot.documents.files import Folder
    from bot.documents.model import Document
    from bot.progress import Track
    from bot.search.text.terms import Analyzer
    from bot.search.vectors.word_vectors import WordVectors
    from bot.storage.cache import SnapshotCache
    from bot.storage.snapshot import Streamed

    Array = NDArray[Any]

_FACTS = "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A collection, and what an owner should know of how it was come by, a line each."""

    collection: Collection
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """Opens the collection of a folder, and keeps it for the next time.

    Attributes:
        folder: The folder of documents.
        lexicons: Make what reads them.
        vectors: Know what sentences mean; None to do without.
        table: Their table, from which other processes open them.
        cache: Where collections are kept.
        key: What tells the collections of this folder and these settings from others.
        k1, b: The parameters of BM25.
        megabytes_at_most: How much memory building may take, about.
        track: Is told how far the work is.
    """

    folder: Path
    lexicons: Lexicons
    vectors: WordVectors | None
    table: Path
    cache: SnapshotCache
    key: str
    k1: float
    b: float
    megabytes_at_most: int
    track: Track

    @enough_memory()
    def opened(self, found: Folder) -> Opened | None:
        """Return the collection that was kept, brought up to date, or None where none is that can be used.

        Args:
            found: What lies in the folder.

        Raises:
            LibraryError: Documents are wrong: all are named. Or they hold no text.
            IndexingError: There is too little memory.
        """
        arrays = self.cache.open(self.key)
        if arrays is None:
            return None
        collection = arrays if isinstance(arrays, Damaged) else _undamaged(arrays)
        if isinstance(collection, Damaged):
            return dataclasses.replace(self.built(found), notices=(collection.notice,))
        differences = Watcher().differences(found, collection)
        refuse(self.folder, differences.problems)
        changes = differences.changes
        if changes.removed | changes.written.keys() >= collection.documents.keys():
            return self.built(found)
        changed = self.changer.changed(collection, changes)
        if not changed.statistics.passages:
            raise without_text(self.folder)
        touched = differences.touched
        if len(due(changed)) == len(changed.views) or len(touched) * SHARE_OF_FIRST >= len(changed.documents):
            # Whoever opens it next is not to read again what was read now.
            return self.kept(changed.looking(touched))
        return Opened(collection=changed)

    @enough_memory()
    def built(self, found: Folder) -> Opened:
        """Return the collection of a folder, built anew and kept.

        Args:
            found: What lies in the folder.

        Raises:
            LibraryError: Documents are wrong: all are named. Or they hold no text.
            IndexingError: It takes more memory than it may, or than there is.
        """
        builder = Builder(
            analyzer=self.lexicons.make,
            table=self.table if self.vectors is not None else None,
            k1=self.k1,
            b=self.b,
            megabytes_at_most=self.megabytes_at_most,
            track=self.track,
        )
        with self._scratch() as scratch:
            built = builder.build(self.folder, found, scratch)
            facts = _facts(frozenset(), built.dates_read)
            kept = self.cache.keep(self.key, {**built.content, _FACTS: facts})
        # It was built as if no document had a date: what dates in digits mean, only all of them tell.
        nothing = Changes(written={}, removed=frozenset())
        collection = self.changer.changed(_collection(kept.arrays), nothing)
        if len(collection.views) > 1 and not kept.notices:
            # Whoever opens it is not to read them again each time.
            return self.kept(collection)
        return Opened(collection=collection, notices=kept.notices)

    @property
    def changer(self) -> Changer:
        """What makes the next collection of one."""
        return Changer(folder=self.folder, lexicon=self.lexicons, vectors=self.vectors, k1=self.k1, b=self.b)

    def kept(self, collection: Collection) -> Opened:
        """Return a collection with all its segments as one, which is kept."""
        merged, notices = self._merged(collection)
        return Opened(collection=merged.put_into(collection), notices=notices)

    def merged(self, collection: Collection) -> Merged:
        """Return all segments of a collection as one, which is kept."""
        return self._merged(collection)[0]

    def _merged(self, collection: Collection) -> tuple[Merged, tuple[str, ...]]:
        notices: tuple[str, ...] = ()

        def keep(content: Mapping[str, Array | Streamed]) -> Mapping[str, Array]:
            nonlocal notices
            facts = _facts(collection.dates, collection.dates_read)
            kept = self.cache.keep(self.key, {**content, _FACTS: facts})
            notices = kept.notices
            return kept.arrays

        return merge_all(collection, keep, k1=self.k1, b=self.b), notices

    def library(self, opened: Opened, found: Folder) -> CollectionLibrary:
        """Return the library of a collection that was opened."""
        return library_of(
            opened.collection, folder=self.folder, skipped=found.skipped, notices=opened.notices
        )

    @contextlib.contextmanager
    def _scratch(self) -> Iterator[Path | None]:
        """Make a folder for what does not fit into memory; None where there is no place for one."""
        scratch = None
        with contextlib.suppress(OSError):
            if self.cache.folder is not None:
                self.cache.folder.mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(dir=self.cache.folder, suffix=".parts"))
        try:
            yield scratch
        finally:
            if scratch is not None:
                shutil.rmtree(scratch, ignore_errors=True)


def collection_in_memory(
    documents: Iterable[Document], analyzer: Analyzer, vectors: WordVectors | None, *, k1: float, b: float
) -> Collection:
    """Return the collection of documents that are in memory.

    Args:
        documents: The documents, in the order of their identifiers.
        analyzer: Makes the terms of their passages.
        vectors: Know what their sentences mean; None to do without.
        k1: BM25's k1.
        b: BM25's b.
    """
    read = [
        ReadFile(
            file=DocumentFile.of("", document.id),
            document=document,
            content="",
            signature=UNSEEN,
        )
        for document in documents
    ]
    joined = joined_parts([part_of(read, Lexicon(analyzer), vectors)])
    facts = _facts(frozenset(), frozenset())
    return _collection({**snapshot.whole(first_content(joined, k1=k1, b=b)), _FACTS: facts})


def _undamaged(arrays: Mapping[str, Array]) -> Collection | Damaged:
    try:
        return _collection(arrays)
    except (KeyError, ValueError, msgspec.DecodeError):
        return Damaged.because("it does not hold what ours do")


def _collection(arrays: Mapping[str, Array]) -> Collection:
    segment = first_segment(arrays)
    views = (View(segment=segment, first=0),)
    facts = json.loads(arrays[_FACTS].tobytes())
    return Collection(
        views=views,
        names=segment.tables.names,
        spellings=segment.tables.spellings,
        statistics=segment.statistics,
        documents=documents_of(views),
        dates=frozenset(map(dt.date.fromisoformat, facts["dates"])),
        dates_read=frozenset(facts["dates_read"]),
    )


def _facts(dates: frozenset[dt.date], dates_read: frozenset[str]) -> Array:
    facts = {"dates": sorted(map(str, dates)), "dates_read": sorted(dates_read)}
    return np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8)
