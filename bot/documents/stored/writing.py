"""Writing documents and their passages into a store, one document after the other."""

from __future__ import annotations

import hashlib
from array import array
from typing import TYPE_CHECKING

import numpy as np

from bot.documents.files import UNSEEN, is_settled
from bot.documents.stored.store import Entry, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.documents.file_reading import ReadFile
    from bot.documents.model import Document, Passage

_DIGEST_BYTES = 8
"""Of a million passages, two that differ have the same hash of so many bytes once in forty million times."""


def digest(text: str) -> int:
    """Return the hash by which passages of the same text are known."""
    content = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest(), "little")


class StoreWriter:
    """Puts documents into a store; every place has a row of its own, wherever its text stands too.

    Args:
        now: The time, in nanoseconds since the epoch.
    """

    def __init__(self, *, now: int) -> None:
        self._now = now
        self._entries: list[Entry] = []
        self._text = bytearray()
        self._text_starts, self._place_starts = array("q", [0]), array("q", [0])
        self._spans = array("i")
        self._numbers = array("i")
        self._sentence_starts = array("q", [0])
        self._sentences = array("i")
        self._digests = array("Q")

    def added(self, found: ReadFile, passages: Iterable[Passage]) -> Iterator[Passage]:
        """Add a document with its passages, in order; yield each when it is added."""
        document = found.document
        self._entries.append(_entry(found, self._now))
        at = byte = 0
        for passage in passages:
            span = passage.citation.span
            byte += _bytes_of(document.text[at : span.start])
            length = _bytes_of(passage.text)
            self._spans.extend((span.start, span.end, byte, byte + length))
            at, byte = span.end, byte + length
            self._numbers.extend((passage.citation.paragraphs[0], passage.citation.sentences[0]))
            for sentence in passage.sentences:
                self._sentences.extend((sentence.start, sentence.end))
            self._sentence_starts.append(len(self._sentences) // 2)
            self._digests.append(digest(passage.text))
            yield passage
        self._text += document.text.encode()
        self._text_starts.append(len(self._text))
        self._place_starts.append(len(self._digests))

    def store(self) -> Store:
        """Return all that was added."""
        spans = np.array(self._spans, dtype=np.int32).reshape(-1, 4)
        numbers = np.array(self._numbers, dtype=np.int32).reshape(-1, 2)
        sentences = np.array(self._sentences, dtype=np.int32).reshape(-1, 2)
        digests = np.array(self._digests, dtype=np.uint64)
        return Store(
            entries=tuple(self._entries),
            text=np.frombuffer(bytes(self._text), dtype=np.uint8),
            text_starts=np.array(self._text_starts, dtype=np.int64),
            place_starts=np.array(self._place_starts, dtype=np.int64),
            begins=spans[:, 0].copy(),
            ends=spans[:, 1].copy(),
            byte_begins=spans[:, 2].copy(),
            byte_ends=spans[:, 3].copy(),
            paragraphs=numbers[:, 0].copy(),
            sentences=numbers[:, 1].copy(),
            sentence_starts=np.array(self._sentence_starts, dtype=np.int64),
            sentence_begins=sentences[:, 0].copy(),
            sentence_ends=sentences[:, 1].copy(),
            digests=digests,
            by_digest=np.argsort(digests, kind="stable"),
            rows=np.arange(len(digests), dtype=np.int32),
            firsts=np.arange(len(digests), dtype=np.int64),
        )


def _entry(found: ReadFile, now: int) -> Entry:
    document = found.document
    return Entry(
        name=found.file.name,
        content=found.content,
        signature=found.signature if is_settled(found.signature, now) else UNSEEN,
        id=document.id,
        format=document.format,
        hash=document.hash,
        title=document.title,
        date=document.date,
        url=document.url,
        language=document.language,
        characters=len(document.text),
        has_speakers=_has_speakers(document),
    )


def _has_speakers(document: Document) -> bool:
    return any(paragraph.speaker or paragraph.time for paragraph in document.paragraphs)


def _bytes_of(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())
