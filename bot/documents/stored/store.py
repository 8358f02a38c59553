"""What a store is: the texts of documents, what is known of them, and where their passages stand."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - msgspec reads the types of the fields
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Numbers = NDArray[np.int32]
    Places = NDArray[np.int64]
    Digests = NDArray[np.uint64]


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a document without its text.

    Attributes:
        name: The file's path in the folder of documents.
        content: The SHA-256 of all bytes of the file, in hex.
        signature: What the file looked like when it was read; see `bot.documents.files.Signature`.
        hash: See `bot.documents.model.Document`, as for all that follow.
        characters: How long its text is.
        has_speakers: Whether any paragraph is of a speaker, or of a time.
    """

    name: str
    content: str
    signature: tuple[int, int, int, int]
    id: str
    format: str
    hash: str
    title: str
    date: dt.date | None
    url: str | None
    language: str | None
    characters: int
    has_speakers: bool


@dataclass(frozen=True, kw_only=True)
class Store:
    """Some documents, one after the other.

    A place is where a passage stands: a document, and a range of its text. Of the places that hold the same
    text only the first has the passage, and a row of all that is indexed of it.

    Attributes:
        entries: What is known of the documents, in the order of their identifiers.
        text: Their texts, in UTF-8.
        text_starts: Where in `text` each document's begins, in bytes; one more for the end.
        place_starts: The first place of each document; one more for the end.
        begins: Where each place begins in its document's text, in characters.
        ends: Where it ends.
        byte_begins: The same in bytes.
        byte_ends: The same in bytes.
        paragraphs: The number of the paragraph that each place is in, from 1.
        sentences: The number of its first sentence in the paragraph, from 1.
        sentence_starts: The first sentence of each place; one more for the end.
        sentence_begins: Where each sentence begins in its passage, in characters.
        sentence_ends: Where it ends.
        digests: A hash of the text of each place.
        by_digest: The places in the order of these; those of one in their own.
        rows: The row of each place's passage here, or -1 where another store has it.
        firsts: For each row the place that has it, ascending.
    """

    entries: tuple[Entry, ...]
    text: Bytes
    text_starts: Places
    place_starts: Places
    begins: Numbers
    ends: Numbers
    byte_begins: Numbers
    byte_ends: Numbers
    paragraphs: Numbers
    sentences: Numbers
    sentence_starts: Places
    sentence_begins: Numbers
    sentence_ends: Numbers
    digests: Digests
    by_digest: Places
    rows: Numbers
    firsts: Places

    @cached_property
    def documents(self) -> Numbers:
        """The document of each place."""
        return np.repeat(np.arange(len(self.entries), dtype=np.int32), np.diff(self.place_starts))

    def places_of(self, digest: int) -> Places:
        """Return the places whose text has a hash, in order."""
        wanted = np.uint64(digest)
        first = np.searchsorted(self.digests, wanted, side="left", sorter=self.by_digest)
        end = np.searchsorted(self.digests, wanted, side="right", sorter=self.by_digest)
        return self.by_digest[first:end]

    def counts_of(self, digests: Digests) -> Places:
        """Return how many places have each of some hashes."""
        first = np.searchsorted(self.digests, digests, side="left", sorter=self.by_digest)
        return np.searchsorted(self.digests, digests, side="right", sorter=self.by_digest) - first

    def text_of(self, document: int) -> str:
        """Return the text of a document."""
        start, end = self.text_starts[document : document + 2].tolist()
        return self.text[start:end].tobytes().decode()

    def text_at(self, place: int) -> str:
        """Return the text of a place."""
        start = int(self.text_starts[self.document_of(place)])
        return self.text[start + self.byte_begins[place] : start + self.byte_ends[place]].tobytes().decode()

    def document_of(self, place: int) -> int:
        """Return the document that a place is in."""
        return int(np.searchsorted(self.place_starts, place, side="right")) - 1


ARRAYS = (
    "text",
    "text_starts",
    "place_starts",
    "begins",
    "ends",
    "byte_begins",
    "byte_ends",
    "paragraphs",
    "sentences",
    "sentence_starts",
    "sentence_begins",
    "sentence_ends",
    "digests",
    "by_digest",
    "rows",
    "firsts",
)


_RAW = "\0"
"""What a name begins with that is no UTF-8, each of its bytes as one character; no file's name has it."""


def encoded(entries: tuple[Entry, ...]) -> Bytes:
    """Return entries as an array."""
    try:
        content = msgspec.json.encode(entries)
    except UnicodeEncodeError:
        content = msgspec.json.encode([_renamed(entry, _as_raw) for entry in entries])
    return np.frombuffer(content, dtype=np.uint8)


def store_from(arrays: Mapping[str, NDArray[Any]]) -> Store:
    """Return a store of arrays by name, with its entries as `encoded` made them."""
    content = arrays["entries"].tobytes()
    entries = msgspec.json.decode(content, type=tuple[Entry, ...])
    if msgspec.json.encode(_RAW)[1:-1] in content:
        entries = tuple(_renamed(entry, _from_raw) for entry in entries)
    return Store(entries=entries, **{name: arrays[name] for name in ARRAYS})


def _renamed(entry: Entry, named: Callable[[str], str]) -> Entry:
    """Return an entry with another name of its file; its title may be that of the file."""
    return msgspec.structs.replace(entry, name=named(entry.name), title=named(entry.title))


def _as_raw(name: str) -> str:
    raw = name.encode("utf-8", "surrogateescape")
    return name if raw == name.encode("utf-8", "replace") else f"{_RAW}{raw.decode('latin-1')}"


def _from_raw(name: str) -> str:
    if not name.startswith(_RAW):
        return name
    return name.removeprefix(_RAW).encode("latin-1").decode("utf-8", "surrogateescape")
