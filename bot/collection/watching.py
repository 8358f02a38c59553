"""What has changed in a folder since a collection was made of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.collection.changing import Changes
from bot.documents import files
from bot.documents.file_reading import read_file
from bot.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.collection.state import Collection
    from bot.documents.file_reading import ReadFile
    from bot.documents.files import DocumentFile, Folder, Signature
    from bot.documents.stored.store import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What a folder holds beside a collection.

    Attributes:
        changes: What has changed.
        problems: The files that cannot be read, and are in no change.
        touched: What files look like now that looked otherwise and say the same, by their names.
    """

    changes: Changes
    problems: tuple[DocumentError, ...]
    touched: Mapping[str, Signature]


class Watcher:
    """Finds what has changed by what files look like, and reads only those that look otherwise."""

    def __init__(self) -> None:
        self._last: Folder | None = None
        self._settled: frozenset[int] = frozenset()
        self._same: dict[str, Signature] = {}
        self._wrong: dict[str, tuple[Signature, DocumentError]] = {}

    @property
    def unsettled(self) -> bool:
        """Whether a file that looks as it did the last time may be another one all the same."""
        return self._last is not None and len(self._settled) < len(self._last.files)

    def differences(self, found: Folder, collection: Collection) -> Differences:
        """Return what has changed in a folder since a collection was made of it."""
        written: dict[str, ReadFile] = {}
        problems = list(found.problems)
        touched: dict[str, Signature] = {}
        # There may be very many: one that still looks as it did the last time is the same object.
        every = {id(file) for file in found.files}
        same = [*(every & self._settled)]
        for file in (file for file in found.files if id(file) not in self._settled):
            entry = _entry(collection, file)
            try:
                if entry is not None and self._is_as_read(file, entry):
                    same.append(id(file))
                    continue
                self._refuse_again(file)
                read = read_file(file)
            except DocumentError as error:
                problems.append(error)
                self._remember_wrong(file, error)
                continue
            if entry is not None and (entry.name, entry.content) == (file.name, read.content):
                if files.is_settled(read.signature, time.time_ns()):
                    touched[file.name] = read.signature
            else:
                written[file.id] = read
        self._same.update(touched)
        self._last, self._settled = found, frozenset(same)
        removed = collection.documents.keys() - {file.id for file in found.files}
        return Differences(
            changes=Changes(written=written, removed=frozenset(removed)),
            problems=tuple(problems),
            touched=touched,
        )

    def _is_as_read(self, file: DocumentFile, entry: Entry) -> bool:
        if entry.name != file.name or file.seen == files.UNSEEN:
            return False
        return file.seen in {entry.signature, self._same.get(file.name)}

    def _remember_wrong(self, file: DocumentFile, error: DocumentError) -> None:
        # What could not be read may be read another time; what was read stays wrong.
        if not isinstance(error.__cause__, OSError) and files.is_settled(file.seen, time.time_ns()):
            self._wrong[file.name] = (file.seen, error)

    def _refuse_again(self, file: DocumentFile) -> None:
        wrong = self._wrong.get(file.name)
        if wrong is not None and wrong[0] == file.seen:
            raise wrong[1].with_traceback(None)


def _entry(collection: Collection, file: DocumentFile) -> Entry | None:
    found = collection.documents.get(file.id)
    if found is None:
        return None
    view, row = found
    return collection.views[view].segment.store.entries[row]
