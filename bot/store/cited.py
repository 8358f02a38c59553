"""What was quoted, so that a quote is found again when its document has changed; and the bot's own notes.

Both are kept in one SQLite file in the user's state folder. They are a convenience: where the file cannot be
used nothing is kept, and nobody is told.
"""

from __future__ import annotations

import contextlib
import os
import stat
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import NoReturn

    from bot.documents.model import Citation, Span

T = TypeVar("T")

FILE = "state.sqlite"

_FORMAT = 1
"""The number of the layout of the tables; a file of another is set aside."""

_APPLICATION = 0x6D627374
"""The application's identifier in the file's header (https://www.sqlite.org/pragma.html#pragma_application_id)."""

_SCHEMA = f"""
create table cited (
    number integer primary key, document text not null, hash text not null,
    start integer not null, end integer not null, quote text not null
);
create index cited_text on cited (document, hash);
create table notes (key text primary key, value text not null) without rowid;
pragma application_id = {_APPLICATION};
pragma user_version = {_FORMAT};
"""
_BESIDE = ("", "-wal", "-shm", "-journal")
"""A database, and what SQLite keeps beside it (https://www.sqlite.org/tempfiles.html)."""

_ASIDE = ".damaged"
_BYTES_AT_MOST = 32 << 20
_LONGEST_QUOTE = 1 << 20
_FORGOTTEN_AT_ONCE = 0.1
"""The share of the quotes, the oldest, that go when there are too many."""

_PATIENCE = 2.0
"""Seconds that a process waits for another one that is writing."""


class StateStore:
    """The file of what is kept between runs. Several processes and any number of threads may use it.

    Args:
        folder: The user's state folder, made when it is first needed; None to keep nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._turn = threading.RLock()
        self._database: sqlite3.Connection | None = None
        self._inode = 0

    def get(self, key: str) -> str | None:
        """Return a note, or None where there is none."""
        rows = self.use(lambda file: file.execute("select value from notes where key = ?", (key,)).fetchall())
        return str(rows[0][0]) if rows else None

    def put(self, key: str, value: str) -> None:
        """Keep a note, in place of what was kept under its key."""
        self.use(lambda file: file.execute("insert or replace into notes values (?, ?)", (key, value)))

    def use(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do some work with the file, or return None where it cannot be used.

        A file that turns out to be damaged is set aside, and the work done with a new one.
        """
        if self._folder is None:
            return None
        import sqlite3  # questions of which nothing is kept do without it

        with self._turn:
            for _ in range(2):
                try:
                    return work(self._opened(self._folder))
                except sqlite3.DatabaseError as error:
                    if not _is_damage(error):  # it is locked, or the disk is full
                        return None
                    self._set_aside(self._folder)
                except OSError:
                    return None
        return None

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        with self._turn:
            if self._database is not None:
                self._database.close()
            self._database = None

    def _opened(self, folder: Path) -> sqlite3.Connection:
        path = folder / FILE
        with contextlib.suppress(FileNotFoundError):
            # Another process may have set the file aside, or somebody removed it.
            if self._database is not None and path.stat().st_ino == self._inode:
                return self._database
        self.close()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _locked(folder):
            self._inode = _own_file(path)
            self._database = _connected(path)
        return self._database

    def _set_aside(self, folder: Path) -> None:
        self.close()
        with contextlib.suppress(OSError), _locked(folder):
            if (folder / FILE).stat().st_ino != self._inode:
                return  # another process has
            for ending in _BESIDE:
                with contextlib.suppress(FileNotFoundError):
                    (folder / f"{FILE}{ending}").replace(folder / f"{FILE}{_ASIDE}{ending}")


class CitedTexts:
    """Quotes that were shown, each with the text that it was taken from and the range in there.

    Only what was quoted is kept, so nothing else of a text that has changed or is gone can be asked for.
    Texts whose hashes begin alike are told apart by what they say.

    Args:
        state: The file.
        bytes_at_most: How large it becomes, about; the oldest quotes go.
    """

    def __init__(self, state: StateStore, *, bytes_at_most: int = _BYTES_AT_MOST) -> None:
        self._state = state
        self._bytes_at_most = bytes_at_most

    def remember(self, quotes: Iterable[tuple[Citation, str]]) -> None:
        """Keep quotes, each with its citation; ones that are kept already are the newest again."""
        rows = {
            (citation.document, citation.hash, citation.span.start, citation.span.end, quote)
            for citation, quote in quotes
            if len(quote) <= _LONGEST_QUOTE
        }

        def write(database: sqlite3.Connection) -> None:
            with _transaction(database):
                database.executemany(_FORGET, rows)
                database.executemany(_REMEMBER, rows)
                self._bound(database)

        if rows:
            self._state.use(write)

    def find(self, document: str, hash_prefix: str, span: Span) -> tuple[str, ...]:
        """Return what was quoted of a range of a text.

        Args:
            document: The document's identifier.
            hash_prefix: The first 8 to 16 hex digits of the text's hash.
            span: The range; it may lie within one that was quoted.

        Returns:
            Nothing where it was not quoted or is kept no more; more than one where the hashes of several
            texts begin so.
        """
        asked = (document, hash_prefix, f"{hash_prefix}g", span.start, span.end)
        rows = self._state.use(lambda database: database.execute(_FIND, asked).fetchall()) or []
        found = (quote[span.start - start : span.end - start] for start, quote in rows)
        return tuple(dict.fromkeys(quote for quote in found if len(quote) == span.end - span.start))

    def _bound(self, database: sqlite3.Connection) -> None:
        while _bytes_used(database) > self._bytes_at_most:
            [count] = database.execute("select count(*) from cited").fetchone()
            if not count:
                return
            database.execute(_FORGET_OLDEST, (1 + int(count * _FORGOTTEN_AT_ONCE),))


_FORGET = "delete from cited where document = ? and hash = ? and start = ? and end = ? and quote = ?"
_REMEMBER = "insert into cited (document, hash, start, end, quote) values (?, ?, ?, ?, ?)"
_FORGET_OLDEST = "delete from cited where number in (select number from cited order by number limit ?)"
_FIND = """
select start, quote from cited
where document = ? and hash >= ? and hash < ? and start <= ? and end >= ? and typeof(quote) = 'text'
order by number desc"""


def _connected(path: Path) -> sqlite3.Connection:
    """Open the file, and make its tables where it has none.

    Raises:
        sqlite3.DatabaseError: It is damaged, or of another program or layout.
    """
    import sqlite3

    database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        database.execute("pragma trusted_schema = off")
        [application] = database.execute("pragma application_id").fetchone()
        [layout] = database.execute("pragma user_version").fetchone()
        is_new = not (application or layout or database.execute("select 1 from sqlite_master").fetchone())
        if not is_new and (application, layout) != (_APPLICATION, _FORMAT):
            _refuse()
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = normal")
        if is_new:
            database.executescript(f"begin immediate;{_SCHEMA}commit;")
    except BaseException:
        database.close()
        raise
    return database


def _refuse() -> NoReturn:
    import sqlite3

    raise sqlite3.DatabaseError("of another program or layout")


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    import sqlite3

    primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    # SQLITE_ERROR: its tables are others than they should be.
    return primary in {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@contextlib.contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("begin immediate")
    try:
        yield
    except BaseException:
        if database.in_transaction:
            database.execute("rollback")
        raise
    database.execute("commit")


def _bytes_used(database: sqlite3.Connection) -> int:
    pages, free, size = (
        database.execute(f"pragma {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep other processes from making the file, or setting it aside, at the same time.

    Raises:
        OSError: It is not this user's own folder.
    """
    found = folder.stat()
    if hasattr(os, "geteuid") and (found.st_uid != os.geteuid() or found.st_mode & stat.S_IWOTH):
        raise PermissionError(f"{folder} is another user's, or anyone's")
    try:
        import fcntl
    except ImportError:  # on Windows
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _own_file(path: Path) -> int:
    """Return the inode of the file, which is made where there is none, for this user alone.

    Raises:
        OSError: It is no plain file, or another user's.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    found = os.lstat(path)
    if not stat.S_ISREG(found.st_mode) or (hasattr(os, "geteuid") and found.st_uid != os.geteuid()):
        raise PermissionError(f"{path} is not this user's own file")
    if found.st_mode & 0o077:
        path.chmod(0o600)
    return found.st_ino
