"""The store in SQLite: one file in the user's cache directory, or a database in memory.

Rows of passages never change and their numbers are never used again, so a question that began before a
change reads what it found or finds it gone, never another text.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sqlite3
import stat
import threading
import zlib
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.errors import DamagedStoreError
from bot.search.engines.protocol import Batch
from bot.store import packing
from bot.store.packing import DOCUMENT_COLUMNS, PASSAGE_COLUMNS, digest_of, kept_document
from bot.search.text.numbers import IN_CONTEXT
from bot.store.protocol import Changes
from bot.store.record import SENTENCE, TERM, WORD, Records, joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.documents.model import Citation, Passage
    from bot.store.protocol import KeptDocument, Signature
    from bot.store.record import PackedDocument

FORMAT = 1
"""The number of the layout of the tables; another is a database that this program cannot use."""

_APPLICATION = 0x6D626F74
"""The application's identifier in the file's header (https://www.sqlite.org/pragma.html#pragma_application_id)."""

_SCHEMA = f"""
create table facts (name text primary key, value not null) without rowid;
create table documents (number integer primary key, {", ".join(DOCUMENT_COLUMNS)});
create unique index documents_id on documents (id);
create table passages (
    number integer primary key, document integer not null, indexed integer not null, {", ".join(PASSAGE_COLUMNS)}
);
create index passages_document on passages (document);
create index passages_digest on passages (digest);
create index passages_same on passages (same);
create table changes (sequence integer primary key autoincrement, number integer not null, added integer not null);
create table generations (number integer primary key, token text not null);
create table words (word text primary key, count integer not null) without rowid;
create table arrays (name text, array text, part integer, kind text, shape text, checksum integer, content blob);
"""
_KNOWN = ", ".join(DOCUMENT_COLUMNS[:-3])
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

    def _refuse_replaced(self) -> None:
        """Refuse a file that was put in the place of the one that was opened first."""
        try:
            replaced = self._path is not None and os.stat(self._path).st_ino != self._inode
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
                _put(database, "generation", generation)
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
            database.execute(f"pragma journal_mode = {'off' if self._building or not self._path else 'wal'}")
            database.executescript(f"begin immediate;{_SCHEMA}commit;")
            with self._transaction():
                for name, value in (("key", key), ("document", 0), ("passage", 0), ("forgotten", 0)):
                    _put(database, name, value)
            database.execute(f"pragma user_version = {FORMAT}")
            database.execute(f"pragma application_id = {_APPLICATION}")
            return
        if (application, layout) != (_APPLICATION, FORMAT):
            raise DamagedStoreError("what is kept of the documents is of another version")
        if _get(database, "key") != key:
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
            return str(_get(database, "generation"))

    def continues(self, generation: str) -> bool:
        """Whether what is kept came of what was kept at a generation, and was not put in its place."""
        with self._connection() as database:
            found = database.execute("select 1 from generations where token = ?", (generation,)).fetchone()
        return found is not None

    def documents(self, identifiers: Collection[str] | None = None) -> Sequence[KeptDocument]:
        """Return the documents, or those of some identifiers, in the order of their identifiers."""
        with self._connection() as database:
            if identifiers is None:
                rows = database.execute(f"select {_KNOWN} from documents order by id").fetchall()
            else:
                rows = _in_pieces(
                    database, f"select {_KNOWN} from documents where id in", sorted(identifiers)
                )
        return [kept_document(row) for row in rows]

    def text(self, document: str) -> str:
        """Return the text of a document, empty where there is none.

        Raises:
            DamagedStoreError: It is not the text that was kept.
        """
        with self._connection() as database:
            row = database.execute("select text, hash from documents where id = ?", (document,)).fetchone()
        if row is None:
            return ""
        if hashlib.sha256(row[0].encode()).hexdigest() != row[1]:
            raise DamagedStoreError(f"what is kept of the document '{document}' is damaged")
        return str(row[0])

    def records(self, numbers: Sequence[int]) -> Records:
        """Return the records of passages, with those of all other passages of their blocks."""
        with self._connection() as database:
            rows = _in_pieces(database, _RECORDS, numbers)
        # Passages of one block bring each other.
        found = sorted({row[0]: row for row in rows}.values(), key=lambda row: (row[1], row[4]))
        order = {identifier: place for place, identifier in enumerate(dict.fromkeys(row[1] for row in found))}
        blocks = list(dict.fromkeys((row[2], row[3]) for row in found))
        place_of = {block: place for place, block in enumerate(blocks)}
        terms, term_starts = joined(TERM, [row[5] for row in found])
        words, word_starts = joined(WORD, [row[6] for row in found])
        sentences, sentence_starts = joined(SENTENCE, [row[7] for row in found])
        context, context_starts = joined("<i8", [row[8] for row in found])
        return Records(
            numbers=np.array([row[0] for row in found], dtype=np.int64),
            documents=np.array([order[row[1]] for row in found], dtype=np.int64),
            blocks=np.array([place_of[row[2], row[3]] for row in found], dtype=np.int64),
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
        with self._connection() as database:
            rows = {row[0]: row for row in _in_pieces(database, _SHOWN, numbers)}
            found = []
            for number in numbers:
                if number not in rows:
                    continue
                _, document, text, place, speakers, times, sentences, same = rows[number]
                if digest_of(text) != same:
                    raise DamagedStoreError("what is kept of the documents is damaged: a passage is another")
                places = list(self._places(database, text, same))
                own = packing.citation(self._document(database, document), place, speakers, times)
                citations = [own, *(other for other in places if other != own)]
                found.append(packing.passage(text, sentences, speakers, times, citations))
        return found

    def _places(self, database: sqlite3.Connection, text: str, same: int) -> Iterator[Citation]:
        """Yield the citations of the places of a text, in the order in which readers come upon them."""
        rows = database.execute(_PLACES, (same, text, _MOST_REPEATS + 1)).fetchall()
        for document, place, speakers, times in rows:
            yield packing.citation(self._document(database, document), place, speakers, times)

    def _document(self, database: sqlite3.Connection, number: int) -> KeptDocument:
        row = database.execute(f"select {_KNOWN} from documents where number = ?", (number,)).fetchone()
        if row is None:
            raise DamagedStoreError("what is kept of the documents is damaged: a document is missing")
        return kept_document(row)

    def words(self) -> Mapping[str, int]:
        """Return the case-folded words of all passages, each with how often it stands there."""
        with self._connection() as database:
            return dict(database.execute("select word, count from words order by word").fetchall())

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
            if database.execute("select 1 from documents limit 1").fetchone() is None:
                _fill(database, written)
                return
            touched: set[int] = set()
            for identifier in removed:
                touched |= _removed(database, identifier)
            for document in written:
                touched |= _removed(database, document.document[0])
                touched |= {row[4] for row in document.passages}
                _add(database, document, indexed=[False] * len(document.passages))
                _count_words(database, document.words, 1)
            for digest in sorted(touched):
                _index_first(database, digest)

    def changes(self, *, after: int) -> Changes | None:
        """Return what has become of the passages that are indexed since a change, None where it is forgotten.

        Args:
            after: The number of the last change that is known; 0 for the passages of a store that was filled.
        """
        with self._connection() as database:
            if after < _get(database, "forgotten"):
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
            return int(last or _get(database, "forgotten"))

    def count_indexed(self) -> int:
        """Return how many passages are indexed."""
        with self._connection() as database:
            [count] = database.execute("select count(*) from passages where indexed").fetchone()
        return int(count)

    def forget_changes(self, *, until: int) -> None:
        """Forget the changes up to one: whoever does not know them has to load the passages again."""
        with self._transaction() as database:
            database.execute("delete from changes where sequence <= ?", (until,))
            _put(database, "forgotten", until)

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
        with self._connection() as database:
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
select s.number, d.id, s.document, s.block, s.start, s.terms, s.words, s.sentences, s.context
from passages p join passages s on s.number between p.number - p.before and p.number + p.after
join documents d on d.number = s.document where p.number in"""
_SHOWN = """
select number, document, text, place, speakers, times, sentences, same from passages where number in"""
_PLACES = """
select p.document, p.place, p.speakers, p.times from passages p join documents d on d.number = p.document
where p.same = ? and p.text = ? order by d.id, p.start limit ?"""
_INDEXED = """
select p.number, d.id, d.date, p.terms, p.context, p.speaker_numbers
from passages p join documents d on d.number = p.document """
_INDEXED_FROM = f"{_INDEXED} where p.indexed and p.number > ? order by p.number limit ?"
_INDEXED_OF = f"{_INDEXED} where p.number in"
_ALIKE = """
select p.number, p.indexed from passages p join documents d on d.number = p.document
where p.digest = ? order by d.id, p.start"""


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


def _get(database: sqlite3.Connection, name: str) -> Any:  # noqa: ANN401 - a value of SQLite
    row = database.execute("select value from facts where name = ?", (name,)).fetchone()
    return None if row is None else row[0]


def _put(database: sqlite3.Connection, name: str, value: object) -> None:
    database.execute("insert or replace into facts values (?, ?)", (name, value))


def _in_pieces(database: sqlite3.Connection, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a query for values, of which SQLite takes so many at once."""
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(values), _AT_ONCE):
        piece = values[start : start + _AT_ONCE]
        marks = ",".join("?" * len(piece))
        rows += database.execute(f"{query} ({marks})", tuple(piece)).fetchall()
    return rows


def _fill(database: sqlite3.Connection, written: Iterable[PackedDocument]) -> None:
    """Take documents into an empty store, the passages numbered from 1."""
    known: set[int] = set()
    words: dict[str, int] = {}
    for document in written:
        fresh = []
        for row in document.passages:
            fresh.append(row[4] not in known)
            known.add(row[4])
        _add(database, document, indexed=fresh)
        for word, count in document.words.items():
            words[word] = words.get(word, 0) + count
    _count_words(database, words, 1)


def _add(database: sqlite3.Connection, document: PackedDocument, *, indexed: Sequence[bool]) -> None:
    number = _get(database, "document") + 1
    first = _get(database, "passage") + 1
    _put(database, "document", number)
    _put(database, "passage", first + len(document.passages) - 1)
    _insert(database, "documents", [(number, *document.document)])
    _insert(
        database,
        "passages",
        (
            (first + place, number, is_indexed, *row)
            for place, (row, is_indexed) in enumerate(zip(document.passages, indexed, strict=True))
        ),
    )


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    columns = (3 + len(PASSAGE_COLUMNS)) if table == "passages" else (1 + len(DOCUMENT_COLUMNS))
    database.executemany(f"insert into {table} values ({','.join('?' * columns)})", rows)


def _count_words(database: sqlite3.Connection, words: Mapping[str, int], sign: int) -> None:
    database.executemany(
        "insert into words values (?1, ?2) on conflict (word) do update set count = count + ?2",
        ((word, sign * count) for word, count in words.items()),
    )
    if sign < 0:
        database.executemany(
            "delete from words where word = ? and count <= 0", ((word,) for word in words)
        )


def _removed(database: sqlite3.Connection, identifier: str) -> set[int]:
    """Take a document out, if it is there; return the digests of its passages."""
    row = database.execute("select number, words from documents where id = ?", (identifier,)).fetchone()
    if row is None:
        return set()
    number, words = row
    passages = database.execute(
        "select number, digest, indexed from passages where document = ?", (number,)
    ).fetchall()
    _note(database, [passage for passage, _, is_indexed in passages if is_indexed], added=False)
    database.execute("delete from passages where document = ?", (number,))
    database.execute("delete from documents where number = ?", (number,))
    _count_words(database, packing.unpacked_words(words), -1)
    return {digest for _, digest, _ in passages}


def _index_first(database: sqlite3.Connection, digest: int) -> None:
    """See to it that of the passages that are indexed alike the first is indexed, and no other."""
    rows = database.execute(_ALIKE, (digest,)).fetchall()
    fresh = [number for number, is_indexed in rows[:1] if not is_indexed]
    stale = [number for number, is_indexed in rows[1:] if is_indexed]
    for numbers, added in ((fresh, True), (stale, False)):
        database.executemany("update passages set indexed = ? where number = ?", [(added, n) for n in numbers])
        _note(database, numbers, added=added)


def _note(database: sqlite3.Connection, numbers: Sequence[int], *, added: bool) -> None:
    """Note that passages are indexed now, or no more."""
    database.executemany("insert into changes (number, added) values (?, ?)", [(n, added) for n in numbers])


def _batch(rows: Sequence[tuple[Any, ...]]) -> Batch:
    """Return passages to be indexed, of rows as `_INDEXED` has them."""
    identifiers = {identifier: place for place, identifier in enumerate(dict.fromkeys(row[1] for row in rows))}
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
