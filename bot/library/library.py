"""The library: a folder of documents in a store and an engine, watched; and the snapshot that answers now."""

from __future__ import annotations

import threading
import time
import weakref
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, assert_never

from bot.documents.folder import UNSEEN, is_settled, look
from bot.documents.readers import ENDINGS
from bot.errors import DamagedStoreError, LibraryError, MeetingBotError
from bot.library.bulk import read_all
from bot.library.file_reader import Gone, Same, Unreadable, Written
from bot.library.index import Index
from bot.library.snapshot import Snapshot
from bot.progress import untracked
from bot.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.documents.folder import DocumentFile, Folder
    from bot.errors import DocumentError
    from bot.library.file_reader import Asked, FileRead, FileReader
    from bot.progress import Track
    from bot.store.cache import CacheFolder
    from bot.store.protocol import KeptDocument, Signature
    from bot.store.record import PackedDocument

_ANEW_FROM = 0.5
"""The share of the documents that must have changed for all to be read anew, which is quicker then."""

_NAMED_AT_MOST = 5
_READ_AGAIN_AT_ONCE = 8 << 20
"""Bytes of files that are read again at most when somebody looks, to see whether they say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The documents say what they said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """There are other documents now.

    Attributes:
        added: The identifiers of documents that were not there before, in order.
        changed: Those of documents that say something else than before, of themselves or about themselves.
        removed: Those of documents that are gone.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the changes on one line: how many documents, and the names of the first."""
        kinds = {"changed": self.changed, "added": self.added, "removed": self.removed}
        return ", ".join(f"{len(names)} {kind} ({_listed(names)})" for kind, names in kinds.items() if names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The documents cannot be used as they are now; the snapshot before still answers.

    Attributes:
        message: Why not, on one line.
    """

    message: str


Refreshed = Unchanged | Changed | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySettings:
    """How a library is kept and searched.

    Attributes:
        folder: Where the documents lie.
        key: Tells how documents are read: those of another key are not used.
        cache: Where they are kept; None to keep them in memory.
        kept_from: Bytes of files from which they are kept; fewer are read as fast as they are opened.
        engine: The engine; "auto" to choose by the number of passages.
        k1, b: The parameters of BM25.
        megabytes_at_most: How much memory reading may take, about.
        read_again_hours: Within how many hours every file is read again, in case one has changed unseen.
    """

    folder: Path
    key: str
    cache: CacheFolder | None
    kept_from: int
    engine: Literal["auto", "memory", "postings"]
    k1: float
    b: float
    megabytes_at_most: int
    read_again_hours: float


class Library:
    """The documents of a folder, brought up to date whenever somebody looks.

    Args:
        settings: How they are kept and searched.
        reader: Reads files.
        track: Shows how far the work is.
        rebuild: Whether to read all documents again even if they were kept.

    Raises:
        LibraryError: The folder is missing, or holds no text.
        IndexingError: There is too little memory.
    """

    def __init__(
        self,
        settings: LibrarySettings,
        reader: FileReader,
        *,
        track: Track = untracked,
        rebuild: bool = False,
    ) -> None:
        self._settings = settings
        self._reader = reader
        self._track = track
        self._turn = threading.RLock()
        self._found: Folder | None = None
        self._unreadable: dict[str, tuple[Signature, DocumentError]] = {}
        self._notices: tuple[str, ...] = ()
        self._cache = settings.cache
        self._read_again_at = 0
        self._looked = time.monotonic()
        self._open(rebuild=rebuild)

    @property
    def current(self) -> Snapshot:
        """The documents as they were when somebody looked last."""
        return self._current

    @property
    def engine_name(self) -> str:
        """The name of the engine that finds passages."""
        return self._index.name

    def refresh(self) -> Refreshed:
        """Look at the folder, and have the snapshot of what lies there from now on.

        It takes as long as it takes, in whatever thread calls it; questions go on meanwhile. A document that
        cannot be read, or is being written, keeps what it said. The next call tries again.
        """
        with self._turn:
            try:
                return self._refreshed()
            except DamagedStoreError as error:
                return self._recovered(error)
            except MeetingBotError as error:
                return Failed(message=str(error))

    def recover(self, damage: DamagedStoreError) -> Refreshed:
        """Read all documents again, since what was kept of them turned out to be damaged."""
        with self._turn:
            return self._recovered(damage)

    def _recovered(self, damage: DamagedStoreError) -> Refreshed:
        before = self._known
        try:
            self._notices = (f"{damage}; the documents were read again",)
            self._open(rebuild=True)
        except MeetingBotError as error:
            return Failed(message=str(error))
        return _difference(before, self._known)

    def _open(self, *, rebuild: bool = False) -> None:
        """Open what was kept of the folder and bring it up to date, or read it."""
        found = look(self._settings.folder)
        store = None if rebuild else self._kept(found)
        if store is None:
            self._build(found)
        else:
            self._store = store
            self._index = self._indexed(store)
            self._known = _by_identifier(store.documents())
            asked = self._differing(found)
            gone = self._known.keys() - {file.id for file in found.files}
            if (len(asked) + len(gone)) >= _ANEW_FROM * max(1, len(self._known)):
                self._build(found)
            else:
                self._apply(found, asked, gone, keep_unreadable=False)
        self._found = found
        self._generation = self._store.generation
        self._publish(found)

    def _kept(self, found: Folder) -> SqliteStore | None:
        """Return the store that was kept of the folder, or None where none is that can be used."""
        cache = self._cache
        if cache is None or found.size < self._settings.kept_from or cache.prepare() is not None:
            return None
        path = cache.path(self._settings.key)
        if not path.exists() and not path.is_symlink():
            return None
        try:
            return SqliteStore(path, key=self._settings.key)
        except DamagedStoreError as error:
            self._notices = (f"{error}; the documents were read again",)
            return None

    def _indexed(self, store: SqliteStore) -> Index:
        settings = self._settings
        return Index(store, wanted=settings.engine, k1=settings.k1, b=settings.b)

    def _build(self, found: Folder) -> None:
        """Read the whole folder, into a file that takes the place of the one before when it is whole."""
        cache = self._cache
        if cache is not None and found.size >= self._settings.kept_from:
            notice = cache.prepare() or self._built_in(cache, found)
            if notice is None:
                return
            # Once more why what was kept could not be read would say the same.
            self._notices = (notice,)
        elif cache is None and found.size >= self._settings.kept_from:
            homeless = "there is no home folder to keep the index in: set XDG_CACHE_HOME; it stays in memory"
            self._notices = (*self._notices, homeless)
        self._fill(SqliteStore(None, key=self._settings.key), found)

    def _built_in(self, cache: CacheFolder, found: Folder) -> str | None:
        """Read the whole folder into a file of the cache; return why that cannot be, or None."""
        unfinished = cache.unfinished(self._settings.key)
        try:
            store = SqliteStore(unfinished, key=self._settings.key, building=True)
            self._fill(store, found)
            store.close()
            size = unfinished.stat().st_size
            path = cache.publish(unfinished, self._settings.key)
            self._store = self._index.store = SqliteStore(path, key=self._settings.key)
        except (DamagedStoreError, OSError) as error:
            # The Discord bot shows it to everybody: it names no folders.
            why = error.strerror if isinstance(error, OSError) else error
            return f"the index cannot be kept in the cache directory: {why}; it stays in memory"
        finally:
            cache.discard(unfinished)
        if size > cache.bytes_at_most:
            weakref.finalize(self, cache.discard, path)
            wrong = f"an index of {size >> 20} MB is not kept: [search] cache_megabytes allows less"
            self._notices = (*self._notices, wrong)
        return None

    def _fill(self, store: SqliteStore, found: Folder) -> None:
        self._unreadable = {}
        files = found.files
        reads = self._read([(file, "") for file in files])
        tracked = self._track(reads, doing="reading documents", total=len(files))
        store.apply(self._written(tracked, {}))
        self._store = store
        self._index = self._indexed(store)
        self._known = _by_identifier(store.documents())

    def _read(self, asked: Sequence[Asked]) -> Iterator[FileRead]:
        return read_all(asked, self._reader, megabytes_at_most=self._settings.megabytes_at_most)

    def _written(self, reads: Iterable[FileRead], same: dict[str, Signature]) -> Iterator[PackedDocument]:
        """Yield the documents that were read; note those that say the same, and those that cannot be read."""
        for read in reads:
            match read.outcome:
                case Written(document=document):
                    self._unreadable.pop(read.file.name, None)
                    yield document
                case Same(signature=signature):
                    self._unreadable.pop(read.file.name, None)
                    same[read.file.id] = signature
                case Unreadable(error=error):
                    self._unreadable[read.file.name] = (read.file.seen, error)
                case Gone():
                    self._gone.add(read.file.id)
                case _:
                    assert_never(read.outcome)

    def _differing(self, found: Folder) -> list[Asked]:
        """Return the files that look otherwise than when they were read, with what they said then."""
        asked = []
        for file in found.files:
            kept = self._known.get(file.id)
            if kept is None or kept.name != file.name:
                asked.append((file, ""))
            elif kept.signature != file.seen or file.seen == UNSEEN:
                asked.append((file, kept.content))
        return [one for one in asked if not self._is_known_unreadable(one[0])]

    def _is_known_unreadable(self, file: DocumentFile) -> bool:
        """Whether a file cannot be read as it looks, and would not be read another time either."""
        seen, error = self._unreadable.get(file.name, (UNSEEN, None))
        passing = error is None or isinstance(error.__cause__, OSError)
        return not passing and seen == file.seen and is_settled(seen, time.time_ns())

    def _refreshed(self) -> Refreshed:
        before = self._known
        if self._store.generation != self._generation:
            self._follow_others()
        found = look(self._settings.folder, self._found)
        asked = [*self._differing(found), *self._due_again(found)]
        gone = self._known.keys() - {file.id for file in found.files}
        self._apply(found, asked, gone, keep_unreadable=True)
        self._found = found
        self._generation = self._store.generation
        difference = _difference(before, self._known)
        if isinstance(difference, Changed) or self._current.problems != self._problems(found):
            self._publish(found)
        return difference

    def _follow_others(self) -> None:
        """Take over what another process has made of the store."""
        if not self._store.continues(self._generation):
            raise DamagedStoreError("what was kept of the documents was put back to an older state")
        self._known = _by_identifier(self._store.documents())
        self._index.update()

    def _due_again(self, found: Folder) -> list[Asked]:
        """Return the files whose turn it is to be read again although they look as they did.

        What is written through a mapping of a file into memory may change neither its size nor its times.
        """
        now = time.monotonic()
        share = (now - self._looked) / (self._settings.read_again_hours * 3600)
        count = min(len(found.files), int(share * len(found.files)))
        if not count:
            return []
        self._looked = now
        chosen: list[Asked] = []
        size = 0
        for place in range(count):
            file = found.files[(self._read_again_at + place) % len(found.files)]
            kept = self._known.get(file.id)
            size += file.seen[0]
            if size > _READ_AGAIN_AT_ONCE and chosen:
                break
            if kept is not None and kept.signature == file.seen:
                chosen.append((file, kept.content))
            self._read_again_at = (self._read_again_at + 1) % len(found.files)
        return chosen

    def _apply(
        self, found: Folder, asked: Sequence[Asked], gone: Collection[str], *, keep_unreadable: bool
    ) -> None:
        """Read files, and take what they say into the store and the engine."""
        same: dict[str, Signature] = {}
        self._gone = set(gone)
        reads = self._track(self._read(asked), doing="reading documents", total=len(asked))
        written = list(self._written(reads, same))
        names = {file.name for file in found.files}
        self._unreadable = {name: why for name, why in self._unreadable.items() if name in names}
        removed = self._gone & self._known.keys()
        if not keep_unreadable:
            removed |= {one.id for one in self._known.values() if one.name in self._unreadable}
        self._refuse_to_be_empty(found, written, removed)
        settled = {name: seen for name, seen in same.items() if seen != UNSEEN}
        if settled:
            self._store.touch(settled)
        if written or removed:
            self._store.apply(written, removed)
            self._index.update()
        changed = [*settled, *(document.document[0] for document in written)]
        if changed or removed:
            kept = {name: one for name, one in self._known.items() if name not in removed}
            self._known = kept | _by_identifier(self._store.documents(changed))

    def _refuse_to_be_empty(
        self, found: Folder, written: Sequence[PackedDocument], removed: Collection[str]
    ) -> None:
        replaced = {*removed, *(document.document[0] for document in written)}
        kept = (one for name, one in self._known.items() if name not in replaced)
        if not any(one.passages for one in kept) and not any(one.passages for one in written):
            raise _without_text(self._settings.folder, self._problems(found))

    def _problems(self, found: Folder) -> tuple[DocumentError, ...]:
        return (*found.problems, *(error for _, error in self._unreadable.values()))

    def _publish(self, found: Folder) -> None:
        """Make the snapshot that answers from now on."""
        documents = sorted(self._known.values(), key=attrgetter("id"))
        problems = self._problems(found)
        if not any(document.passages for document in documents):
            raise _without_text(self._settings.folder, problems)
        self._current = Snapshot(
            folder=self._settings.folder,
            documents=documents,
            store=self._store,
            engine=self._index.engine,
            problems=problems,
            skipped=found.skipped,
            ignored=found.ignored,
            notices=self._notices,
        )


def _by_identifier(documents: Iterable[KeptDocument]) -> dict[str, KeptDocument]:
    return {document.id: document for document in documents}


def _difference(before: Mapping[str, KeptDocument], now: Mapping[str, KeptDocument]) -> Refreshed:
    if before is now:
        return Unchanged()
    added = tuple(sorted(now.keys() - before.keys()))
    removed = tuple(sorted(before.keys() - now.keys()))
    changed = tuple(
        sorted(
            name
            for name, one in now.items()
            if name in before and one is not before[name] and _says(one) != _says(before[name])
        )
    )
    if not (added or removed or changed):
        return Unchanged()
    return Changed(added=added, changed=changed, removed=removed)


def _says(document: KeptDocument) -> tuple[object, ...]:
    return (document.hash, document.title, document.facts, document.format)


def _without_text(folder: Path, problems: Sequence[DocumentError]) -> LibraryError:
    """Return the error that a folder holds no text."""
    if problems:
        more = f" (and {len(problems) - 1} more: 'meeting-bot check' names them all)" if problems[1:] else ""
        return LibraryError(f"{folder}: {problems[0]}{more}", problems=tuple(problems))
    endings = ", ".join(sorted(ENDINGS))
    return LibraryError(f"{folder}: holds no text to answer from; put files there that end in {endings}")


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED_AT_MOST
    return ", ".join([*names[:_NAMED_AT_MOST], *([f"{more} more"] if more > 0 else [])])
