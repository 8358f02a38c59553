"""Changing the tables of an SQLite store: documents in and out, and which of their passages are indexed.

Of passages that are indexed alike (their digests are the same) only the first is indexed: the one whose
document comes first by its identifier, and in there the one that comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bot.store import packing
from bot.store.packing import DOCUMENT_COLUMNS, PASSAGE_COLUMNS
from bot.store.record import MOST_ROWS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.store.record import PackedDocument

SCHEMA = f"""
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
"""The tables, and what they are searched by."""

_ALIKE = """
select p.number, p.indexed from passages p join documents d on d.number = p.document
where p.digest = ? order by d.id, p.start"""


def apply(database: sqlite3.Connection, written: Iterable[PackedDocument], removed: Collection[str]) -> None:
    """Take documents in, in place of those of the same identifiers, and others out, within a transaction."""
    if database.execute("select 1 from documents limit 1").fetchone() is None:
        _fill(database, written)
        return
    touched: set[int] = set()
    rows = rows_present(database)
    for identifier in removed:
        touched |= _removed(database, identifier)
    for document in written:
        touched |= _removed(database, document.document[0])
        touched |= {row[4] for row in document.passages}
        _add(database, document, indexed=[False] * len(document.passages))
        _count_words(database, document.words, 1)
        rows[np.frombuffer(document.rows, dtype="<i2")] = True
    for digest in sorted(touched):
        _index_first(database, digest)
    put(database, "rows", np.packbits(rows).tobytes())


def rows_present(database: sqlite3.Connection) -> NDArray[np.bool_]:
    """Return which rows of the table of word vectors terms of passages have, or had."""
    kept = get(database, "rows") or bytes(MOST_ROWS // 8)
    return np.unpackbits(np.frombuffer(kept, dtype=np.uint8)).astype(np.bool_)


def get(database: sqlite3.Connection, name: str) -> Any:  # noqa: ANN401 - a value of SQLite
    """Return a fact about the store, None where it is not known."""
    row = database.execute("select value from facts where name = ?", (name,)).fetchone()
    return None if row is None else row[0]


def put(database: sqlite3.Connection, name: str, value: object) -> None:
    """Set a fact about the store."""
    database.execute("insert or replace into facts values (?, ?)", (name, value))


def _fill(database: sqlite3.Connection, written: Iterable[PackedDocument]) -> None:
    """Take documents into an empty store, the passages numbered from 1."""
    known: set[int] = set()
    words: dict[str, int] = {}
    rows = rows_present(database)
    for document in written:
        fresh = []
        for row in document.passages:
            fresh.append(row[4] not in known)
            known.add(row[4])
        _add(database, document, indexed=fresh)
        for word, count in document.words.items():
            words[word] = words.get(word, 0) + count
        rows[np.frombuffer(document.rows, dtype="<i2")] = True
    _count_words(database, words, 1)
    put(database, "rows", np.packbits(rows).tobytes())


def _add(database: sqlite3.Connection, document: PackedDocument, *, indexed: Sequence[bool]) -> None:
    number = get(database, "document") + 1
    first = get(database, "passage") + 1
    put(database, "document", number)
    put(database, "passage", first + len(document.passages) - 1)
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
    database.executemany(f"insert into {table} values ({','.join('?' * columns)})", rows)  # noqa: S608 - our own names


def _count_words(database: sqlite3.Connection, words: Mapping[str, int], sign: int) -> None:
    database.executemany(
        "insert into words values (?1, ?2) on conflict (word) do update set count = count + ?2",
        ((word, sign * count) for word, count in words.items()),
    )
    if sign < 0:
        database.executemany("delete from words where word = ? and count <= 0", ((word,) for word in words))


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
        database.executemany(
            "update passages set indexed = ? where number = ?", [(added, n) for n in numbers]
        )
        _note(database, numbers, added=added)


def _note(database: sqlite3.Connection, numbers: Sequence[int], *, added: bool) -> None:
    """Note that passages are indexed now, or no more."""
    database.executemany("insert into changes (number, added) values (?, ?)", [(n, added) for n in numbers])
