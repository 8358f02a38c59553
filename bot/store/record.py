"""One record a passage: what ranking, citing and showing need of it, written once when it is read.

A record's arrays are kept as bytes of the types below (little-endian, packed), so that those of several
passages are put together by joining bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bot.documents.meeting import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bot.documents.model import Citation

TERM = np.dtype([("number", "<i8"), ("form", "<u4"), ("start", "<i4"), ("length", "<u2"), ("row", "<i2")])
"""A term of a passage: the term's number, the number of the word as it is written, where that begins in the
passage's text and how long it is, in characters, and the term's row in the table of word vectors, or -1."""

WORD = np.dtype("<u4")
"""A word of a passage, stop words too: the number of the case-folded word as it is written."""

SENTENCE = np.dtype(
    [
        ("start", "<i4"),
        ("end", "<i4"),
        ("first_term", "<i4"),
        ("block", "<i4"),
        ("meaning", "<f4"),
        ("speaker", "<u4"),
        ("asks", "?"),
        ("evidence", "u1", (len(KINDS),)),
    ]
)
"""A sentence of a passage: its range in the passage's text, the position of its first term among the
passage's, the block that it is of, the length of the sum of its terms' vectors, the number of who says it in a
transcript, or 0, whether it asks something, and how far it is evidence of each of `bot.documents.meeting.KINDS`, from 0
to 255."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A passage as it is kept.

    Attributes:
        text: The passage, verbatim.
        citation: Where it stands.
        speakers: Who speaks in it, each once, in order.
        block: The number, counted from 0 in its document, of the run of passages that stand in one block:
            they are each other's surroundings.
        digest: A hash of all that is indexed of it: passages with the same are indexed once.
        terms: Its terms in order, of `TERM`.
        words: Its words in order, of `WORD`.
        sentences: Its sentences in order, of `SENTENCE`.
        times: For each sentence the speaker's place in `speakers` and the seconds, -1 for none, of ``<i4``.
        context: The numbers of the terms of what stands above it, of ``<i8``.
    """

    text: str
    citation: Citation
    speakers: tuple[str, ...]
    block: int
    digest: int
    terms: bytes
    words: bytes
    sentences: bytes
    times: bytes
    context: bytes


class PackedDocument(NamedTuple):
    """A document with its passages as rows of plain values, quick to hand to another process.

    Attributes:
        document: The values of the document, in the order of `DOCUMENT_COLUMNS`.
        passages: Those of its passages, in the order of `PASSAGE_COLUMNS`.
        words: How often each case-folded word stands in its passages.
        rows: The rows of the table of word vectors that its terms have, each once, of ``<i2``.
    """

    document: tuple[Any, ...]
    passages: tuple[tuple[Any, ...], ...]
    words: Mapping[str, int]
    rows: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The arrays of some passages, one passage after the other, in the order of the documents.

    Attributes:
        numbers: The passages' numbers, (passages,).
        documents: The place of each one's document in the order of identifiers, (passages,).
        blocks: A number that passages of one block share, ascending, (passages,).
        terms: Their terms, of `TERM`; `term_starts` is where those of each begin, and one more for the end.
        words: Their words, of `WORD`; `word_starts` likewise.
        sentences: Their sentences, of `SENTENCE`; `sentence_starts` likewise.
        context: Their context's terms, of ``<i8``; `context_starts` likewise.
    """

    numbers: NDArray[np.int64]
    documents: NDArray[np.int64]
    blocks: NDArray[np.int64]
    terms: NDArray[Any]
    term_starts: NDArray[np.int64]
    words: NDArray[np.uint32]
    word_starts: NDArray[np.int64]
    sentences: NDArray[Any]
    sentence_starts: NDArray[np.int64]
    context: NDArray[np.int64]
    context_starts: NDArray[np.int64]


MOST_ROWS = 1 << 15
"""Rows that a table of word vectors may have."""


def joined(kind: np.dtype[Any] | str, pieces: Sequence[bytes]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the arrays of several passages as one, and where each begins; one more for the end."""
    values = np.frombuffer(b"".join(pieces), dtype=kind)
    starts = np.zeros(len(pieces) + 1, dtype=np.int64)
    np.cumsum([len(piece) for piece in pieces], out=starts[1:])
    starts //= values.dtype.itemsize
    return values, starts
