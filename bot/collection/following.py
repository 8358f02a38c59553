"""Following a folder: each time somebody looks, the collection of what lies there now."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from bot.collection.library import library_of
from bot.collection.memory import enough_memory
from bot.collection.merging import due, merge_later
from bot.collection.watching import Watcher
from bot.documents.files import look, refuse
from bot.documents.library import without_text
from bot.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.collection.library import CollectionLibrary
    from bot.collection.merging import Merged
    from bot.collection.opening import Opener
    from bot.collection.state import Collection
    from bot.documents.files import Folder


class Follower:
    """Brings a collection up to date whenever it is asked to, and merges its segments meanwhile.

    It is to be asked by one thread at a time.

    Args:
        opener: Opened the collection.
        library: The library that it was opened as.
    """

    def __init__(self, opener: Opener, library: CollectionLibrary) -> None:
        self._opener = opener
        self._changer = opener.changer
        self._watcher = Watcher()
        self._found: Folder | None = None
        self._library = library
        self._collection = library.collection
        self._merging: threading.Thread | None = None
        self._merged: Merged | None = None

    @enough_memory()
    def look(self) -> CollectionLibrary:
        """Return the library of what lies in the folder now: the same as before if nothing has changed.

        Raises:
            LibraryError: Documents are wrong: all are named. Or none are left that hold any text.
            IndexingError: There is too little memory.
        """
        self._take_merged()
        folder = self._opener.folder
        found = look(folder, self._found)
        if found is self._found and not self._watcher.unsettled:
            return self._library
        self._found = found
        differences = self._watcher.differences(found, self._collection)
        refuse(folder, differences.problems)
        if not differences.changes and found.skipped == self._library.skipped:
            return self._library
        changed = self._changer.changed(self._collection, differences.changes)
        if not changed.statistics.passages:
            raise without_text(folder)
        self._collection = changed
        self._library = library_of(
            changed, folder=folder, skipped=found.skipped, notices=self._library.notices
        )
        self._merge(changed)
        return self._library

    def _take_merged(self) -> None:
        if self._merged is not None:
            self._collection = self._merged.put_into(self._collection)
            self._merged = None

    def _merge(self, collection: Collection) -> None:
        """Begin to merge segments, if it is time and none are being merged."""
        views = due(collection)
        if not views or (self._merging is not None and self._merging.is_alive()) or self._merged is not None:
            return

        def merge() -> None:
            # The segments serve as they are; the next change tries again.
            with contextlib.suppress(IndexingError), enough_memory():
                self._merged = self._merge_of(collection, views)

        self._merging = threading.Thread(target=merge, name="merge-segments", daemon=True)
        self._merging.start()

    def _merge_of(self, collection: Collection, views: Sequence[int]) -> Merged:
        if len(views) == len(collection.views):
            return self._opener.merged(collection)
        return merge_later(collection, views, k1=self._opener.k1, b=self._opener.b)
