"""The store in SQLite: one file in the user's cache directory, or a database in memory.

Rows of passages never change and their numbers are never used again, so a question that began before a
change reads what it found or finds it gone, never another text.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import stat
import threading
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.errors import DamagedStoreError
from bot.search.engines.protocol import Batch
from bot.store import changing, packing
from bot.store.changing import SCHEMA, get, put
from bot.store.numbers import IN_CONTEXT
from bot.store.packing import DOCUMENT_COLUMNS, digest_of, kept_document
from bot.store.protocol import Changes
from bot.store.record import SENTENCE, TERM, WORD, Records, joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.documents.model import Document, Passage
    from bot.store.protocol import KeptDocument, Signature
    from bot.store.record import PackedDocument

FORMAT = 1
"""The number of the layout of the tables; another is a database that this program cannot use."""

_APPLICATION = 0x6D626F74
"""The application's identifier in the file's header (https://www.sqlite.org/pragma.html#pragma_application_id)."""

_KNOWN = f"select {', '.join(DOCUMENT_COLUMNS[:-4])} from documents"  # noqa: S608 - our own names
_MOST_REPEATS = 100
"""Places of the same text that are looked up at most."""
_CHECKED_WHOLE = 64 << 20
"""Bytes of a database up to which all of it is checked when it is opened; of a larger one, what is read."""
_PART = 64 << 20
"""Bytes of an array that are kept together; SQLite holds no more than a thousand million in one value."""
_REMEMBERED_GENERATIONS = 1000
_AT_ONCE = 500
_BATCH = 1 << 14
_PATIENCE = 30.0
"""Seconds that a process waits for another one that is writing."""


class SqliteStore:
    """Documents and records in an SQLite database; see `bot.store.protocol.Store`.

    Args:
        path: The file; None for a database in memory.
        key: Tells what the documents were read from and how; the database of another key is not used.
        building: Whether the file is being made by this process alone and is worth nothing until it is whole.

    Raises:
        DamagedStoreError: The file is damaged, of another key or layout, or not this user's own.
    """

    def __init__(self, path: Path | None, *, key: str, building: bool = False) -> None:
        self._path = path
        self._building = building
        self._own = threading.local()
        self._shared = _connected(":memory:") if path is None else None
        self._turn = threading.RLock()
        self._documents: dict[int, KeptDocument] = {}
        self._inode = 0 if path is None else _own_inode(path)
        with self._connection() as database:
            self._open(database, key)

    def close(self) -> None:
        """Close what this thread has open."""
        connection = self._shared or getattr(self._own, "connection", None)
        if connection is not None:
            connection.close()
            self._own.connection = None

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection: each thread its own to a file, all threads the one to a database in memory."""
        try:
            if self._shared is not None:
                with self._turn:
                    yield self._shared
                return
            connection = getattr(self._own, "connection", None)
            if connection is None:
                self._refuse_replaced()
                connection = self._own.connection = _connected(str(self._path))
            yield connection
        except sqlite3.DatabaseError as error:
            raise DamagedStoreError(f"what is kept of the documents cannot be used: {error}") from error

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that sees the store as it is at one moment, while others change it."""
        with self._connection() as database:
            database.execute("begin")
            try:
                yield database
            finally:
                with contextlib.suppress(sqlite3.Error):
                    database.execute("rollback")

    def _refuse_replaced(self) -> None:
        """Refuse a file that was put in the place of the one that was opened first."""
        try:
            replaced = self._path is not None and self._path.stat().st_ino != self._inode
        except OSError as error:
            raise DamagedStoreError(f"what is kept of the documents is gone: {error.strerror}") from error
        if replaced:
            raise DamagedStoreError("what is kept of the documents was replaced by another process")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._connection() as database:
            database.execute("begin immediate")
            try:
                yield database
                generation = secrets.token_hex(8)
                put(database, "generation", generation)
                database.execute("insert into generations (token) values (?)", (generation,))
                database.execute(
                    "delete from generations where number <= (select max(number) from generations) - ?",
                    (_REMEMBERED_GENERATIONS,),
                )
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    database.execute("rollback")
                raise
            database.execute("commit")

    def _open(self, database: sqlite3.Connection, key: str) -> None:
        [application] = database.execute("pragma application_id").fetchone()
        [layout] = database.execute("pragma user_version").fetchone()
        if (application, layout) == (0, 0) and not database.execute("select 1 from sqlite_master").fetchone():
            if self._path is not None:
                # A file that is worth nothing until it is whole needs no journal.
                database.execute(f"pragma journal_mode = {'off' if self._building else 'wal'}")
            database.executescript(f"begin immediate;{SCHEMA}commit;")
            with self._transaction():
                for name, value in (("key", key), ("document", 0), ("passage", 0), ("forgotten", 0)):
                    put(database, name, value)
            database.execute(f"pragma user_version = {FORMAT}")
            database.execute(f"pragma application_id = {_APPLICATION}")
            return
        if (application, layout) != (_APPLICATION, FORMAT):
            raise DamagedStoreError("what is kept of the documents is of another version")
        if get(database, "key") != key:
            raise DamagedStoreError("what is kept is of other documents or settings")
        if self._path is not None and self._path.stat().st_size <= _CHECKED_WHOLE:
            [found] = database.execute("pragma quick_check(1)").fetchone()
            if found != "ok":
                raise DamagedStoreError(f"what is kept of the documents is damaged: {found}")
        database.execute("pragma journal_mode = wal")

    @property
    def generation(self) -> str:
        """A token that is another after each change."""
        with self._connection() as database:
            return str(get(database, "generation"))

    def continues(self, generation: str) -> bool:
        """Whether what is kept came of what was kept at a generation, and was not put in its place."""
        with self._connection() as database:
            found = database.execute("select 1 from generations where token = ?", (generation,)).fetchone()
        return found is not None

    def documents(self, identifiers: Collection[str] | None = None) -> Sequence[KeptDocument]:
        """Return the documents, or those of some identifiers, in the order of their identifiers."""
        with self._connection() as database:
            if identifiers is None:
                rows = database.execute(f"{_KNOWN} order by id").fetchall()
            else:
                rows = _in_pieces(database, f"{_KNOWN} where id in", sorted(identifiers))
        return [kept_document(row) for row in rows]

    def whole(self, document: str) -> Document | None:
        """Return a document with its text and its blocks, None where there is none.

        Raises:
            DamagedStoreError: It is not the text that was kept.
        """
        query = f"select {', '.join(DOCUMENT_COLUMNS)} from documents where id = ?"  # noqa: S608 - our own names
        with self._connection() as database:
            row = database.execute(query, (document,)).fetchone()
        if row is None:
            return None
        found = packing.whole_document(kept_document(row), *row[-2:])
        if found.hash != row[5]:
            raise DamagedStoreError(f"what is kept of the document '{document}' is damaged")
        return found

    def records(self, numbers: Sequence[int]) -> Records:
        """Return the records of passages, with those of all other passages of their blocks."""
        with self._reading() as database:
            rows = {row[0]: row for row in _in_pieces(database, _RECORDS, numbers)}
            siblings = {
                number
                for row in rows.values()
                if row[4] or row[5]
                for number in range(row[0] - row[4], row[0] + row[5] + 1)
            }
            more = _in_pieces(database, _RECORDS, sorted(siblings - rows.keys()))
            identifier = {row[1]: self._document(database, row[1]).id for row in (*rows.values(), *more)}
        found = sorted((*rows.values(), *more), key=lambda row: (identifier[row[1]], row[3]))
        order = {document: place for place, document in enumerate(dict.fromkeys(row[1] for row in found))}
        blocks = {
            block: place for place, block in enumerate(dict.fromkeys((row[1], row[2]) for row in found))
        }
        terms, term_starts = joined(TERM, [row[6] for row in found])
        words, word_starts = joined(WORD, [row[7] for row in found])
        sentences, sentence_starts = joined(SENTENCE, [row[8] for row in found])
        context, context_starts = joined("<i8", [row[9] for row in found])
        return Records(
            numbers=np.array([row[0] for row in found], dtype=np.int64),
            documents=np.array([order[row[1]] for row in found], dtype=np.int64),
            blocks=np.array([blocks[row[1], row[2]] for row in found], dtype=np.int64),
            terms=terms,
            term_starts=term_starts,
            words=words,
            word_starts=word_starts,
            sentences=sentences,
            sentence_starts=sentence_starts,
            context=context,
            context_starts=context_starts,
        )

    def passages(self, numbers: Sequence[int]) -> Sequence[Passage]:
        """Return passages as they are shown, in the order given.

        Raises:
            DamagedStoreError: A text is not the one that was kept.
        """
        with self._reading() as database:
            rows = {row[0]: row for row in _in_pieces(database, _SHOWN, numbers)}
            return [self._passage(database, rows[number]) for number in numbers if number in rows]

    def _passage(self, database: sqlite3.Connection, row: tuple[Any, ...]) -> Passage:
        number, text, same, sentences, speakers, times = row
        if digest_of(text) != same:
            raise DamagedStoreError("what is kept of the documents is damaged: a passage is another")
        places = database.execute(_PLACES, (same, text, _MOST_REPEATS + 1)).fetchall()
        # The passage itself comes first: a search may have been restricted to its document.
        places.sort(key=lambda place: place[0] != number)
        citations = [
            packing.citation(self._document(database, document), place, own_speakers, own_times)
            for _, document, place, own_speakers, own_times in places
        ]
        return packing.passage(
            number=number,
            text=text,
            sentences=sentences,
            speakers=speakers,
            times=times,
            citations=citations,
        )

    def _document(self, database: sqlite3.Connection, number: int) -> KeptDocument:
        """Return a document by its number, which is never another's."""
        known = self._documents.get(number)
        if known is None:
            row = database.execute(f"{_KNOWN} where number = ?", (number,)).fetchone()
            if row is None:
                raise DamagedStoreError("what is kept of the documents is damaged: a document is missing")
            known = self._documents[number] = kept_document(row)
        return known

    def words(self) -> Mapping[str, int]:
        """Return the case-folded words of all passages, each with how often it stands there."""
        with self._connection() as database:
            return dict(database.execute("select word, count from words order by word").fetchall())

    def rows_present(self) -> NDArray[np.bool_]:
        """Return which rows of the table of word vectors terms of passages have, or had, (rows,)."""
        with self._connection() as database:
            return changing.rows_present(database)

    def touch(self, signatures: Mapping[str, Signature]) -> None:
        """Note what files look like now whose documents say the same."""
        rows = [(packing.packed_signature(one), identifier) for identifier, one in signatures.items()]
        with self._transaction() as database:
            database.executemany("update documents set signature = ? where id = ?", rows)

    def apply(self, written: Iterable[PackedDocument], removed: Collection[str] = ()) -> None:
        """Take documents in, in place of those of the same identifiers, and others out, all or nothing.

        Of passages that are indexed alike the first is indexed, by its document's identifier and its place.
        Documents that come into an empty store must come in the order of their identifiers.
        """
        with self._transaction() as database:
            changing.apply(database, written, removed)

    def changes(self, *, after: int) -> Changes | None:
        """Return what has become of the passages that are indexed since a change, None where it is forgotten.

        Args:
            after: The number of the last change that is known; 0 for the passages of a store that was filled.
        """
        with self._reading() as database:
            if after < get(database, "forgotten"):
                return None
            rows = database.execute(
                "select sequence, number, added from changes where sequence > ? order by sequence", (after,)
            ).fetchall()
            last: dict[int, int] = {number: added for _, number, added in rows}
            first: dict[int, int] = {number: added for _, number, added in reversed(rows)}
            added = sorted(number for number, is_there in last.items() if is_there and first[number])
            # Removed and indexed again: the engine has it, unless it was never there before.
            removed = tuple(number for number, is_there in last.items() if not is_there and not first[number])
            batch = _batch(_in_pieces(database, _INDEXED_OF, added))
        return Changes(added=batch, removed=removed, sequence=rows[-1][0] if rows else after)

    def last_change(self) -> int:
        """Return the number of the last change of what is indexed; 0 where there was none."""
        with self._connection() as database:
            [last] = database.execute("select max(sequence) from changes").fetchone()
            return int(last or get(database, "forgotten"))

    def count_indexed(self) -> int:
        """Return how many passages are indexed."""
        with self._connection() as database:
            [count] = database.execute("select count(*) from passages where indexed").fetchone()
        return int(count)

    def forget_changes(self, *, until: int) -> None:
        """Forget the changes up to one: whoever does not know them has to load the passages again."""
        with self._transaction() as database:
            database.execute("delete from changes where sequence <= ?", (until,))
            put(database, "forgotten", until)

    def indexed(self) -> Iterator[Batch]:
        """Yield the passages that are indexed, in the order of their numbers, some thousands at a time."""
        last = 0
        while True:
            with self._connection() as database:
                rows = database.execute(_INDEXED_FROM, (last, _BATCH)).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield _batch(rows)

    def keep_arrays(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Keep arrays under a name, in place of what was kept there."""
        with self._transaction() as database:
            database.execute("delete from arrays where name = ?", (name,))
            for array, values in arrays.items():
                content = np.ascontiguousarray(values).reshape(-1).view(np.uint8)
                shape = ",".join(map(str, values.shape))
                for part, start in enumerate(range(0, max(1, len(content)), _PART)):
                    piece = content[start : start + _PART].data
                    database.execute(
                        "insert into arrays values (?, ?, ?, ?, ?, ?, ?)",
                        (name, array, part, values.dtype.str, shape, zlib.crc32(piece), piece),
                    )

    def load_arrays(self, name: str) -> Mapping[str, NDArray[Any]] | None:
        """Return the arrays kept under a name, or None where there are none or they are damaged."""
        found: dict[str, NDArray[Any]] = {}
        at: dict[str, int] = {}
        with self._reading() as database:
            rows = database.execute(
                "select array, kind, shape, checksum, content from arrays where name = ? order by array, part",
                (name,),
            )
            for array, kind, shape, checksum, content in rows:
                if zlib.crc32(content) != checksum:
                    return None
                if array not in found:
                    sizes = [int(size) for size in shape.split(",")]
                    found[array] = np.empty(sizes, dtype=np.dtype(kind))
                    at[array] = 0
                whole = found[array].reshape(-1).view(np.uint8)
                whole[at[array] : at[array] + len(content)] = np.frombuffer(content, dtype=np.uint8)
                at[array] += len(content)
        return found or None


_RECORDS = """
select number, document, block, start, before, after, terms, words, sentences, context
from passages where number in"""
_SHOWN = """
select number, text, same, sentences, speakers, times from passages where number in"""
_PLACES = """
select p.number, p.document, p.place, p.speakers, p.times
from passages p join documents d on d.number = p.document
where p.same = ? and p.text = ? order by d.id, p.start limit ?"""
_INDEXED = """
select p.number, d.id, d.date, p.terms, p.context, p.speaker_numbers
from passages p join documents d on d.number = p.document """
_INDEXED_FROM = f"{_INDEXED} where p.indexed and p.number > ? order by p.number limit ?"
_INDEXED_OF = f"{_INDEXED} where p.number in"


def _connected(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False, cached_statements=64
    )
    # What is kept can be made again: it need not outlive a loss of power, only be seen to be damaged.
    connection.execute("pragma synchronous = off")
    connection.execute("pragma trusted_schema = off")
    return connection


def _own_inode(path: Path) -> int:
    """Return the inode of a file of this user's own, which is made where there is none.

    Raises:
        DamagedStoreError: It is no plain file, or not this user's own.
    """
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        found = os.lstat(path)
    if not stat.S_ISREG(found.st_mode):
        raise DamagedStoreError(f"{path.name} in the cache directory is not a file")
    if hasattr(os, "geteuid") and found.st_uid != os.geteuid():
        raise DamagedStoreError(f"{path.name} in the cache directory is another user's")
    return found.st_ino


def _in_pieces(database: sqlite3.Connection, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a query for values, of which SQLite takes so many at once."""
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(values), _AT_ONCE):
        piece = values[start : start + _AT_ONCE]
        marks = ",".join("?" * len(piece))
        rows += database.execute(f"{query} ({marks})", tuple(piece)).fetchall()
    return rows


def _batch(rows: Sequence[tuple[Any, ...]]) -> Batch:
    """Return passages to be indexed, of rows as `_INDEXED` has them."""
    identifiers = {
        identifier: place for place, identifier in enumerate(dict.fromkeys(row[1] for row in rows))
    }
    own, own_starts = joined(TERM, [row[3] for row in rows])
    context, context_starts = joined("<i8", [row[4] for row in rows])
    lengths, context_lengths = np.diff(own_starts), np.diff(context_starts)
    starts = own_starts + context_starts
    terms = np.empty(int(starts[-1]), dtype=np.int64)
    terms[np.arange(len(own)) + np.repeat(context_starts[:-1], lengths)] = own["number"]
    terms[np.arange(len(context)) + np.repeat(own_starts[1:], context_lengths)] = context ^ IN_CONTEXT
    speakers, speaker_starts = joined("<i8", [row[5] for row in rows])
    return Batch(
        numbers=np.array([row[0] for row in rows], dtype=np.int64),
        terms=terms,
        starts=starts,
        identifiers=tuple(identifiers),
        documents=np.array([identifiers[row[1]] for row in rows], dtype=np.int32),
        dates=np.array([row[2] for row in rows], dtype=np.int32),
        speakers=speakers.astype(np.int64),
        speaker_starts=speaker_starts,
    )
