"""Documents and passages as rows of plain values, for a database and for other processes; and back."""

from __future__ import annotations

from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from bot.documents.model import (
    SHOWN_HASH,
    Block,
    BlockKind,  # noqa: TC001 - msgspec reads the types of the fields
    Citation,
    Document,
    Facts,
    Passage,
    Sentence,
    Span,
)
from bot.errors import DamagedStoreError
from bot.search.engines.protocol import NO_DATE
from bot.store.numbers import number_of_speaker
from bot.store.protocol import KeptDocument
from bot.store.record import MOST_ROWS, SENTENCE, TERM, PackedDocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.store.protocol import ReadDocument
    from bot.store.record import Record

DOCUMENT_COLUMNS = (
    *("id", "name", "format", "title", "facts", "hash", "content", "signature"),
    *(
        "characters",
        "passages",
        "blocks",
        "terms",
        "turns",
        "speakers",
        "is_meeting",
        "date",
        "words",
        "tree",
        "text",
    ),
)
PASSAGE_COLUMNS = (
    *("before", "after", "block", "start", "digest", "same"),
    *("text", "place", "speakers", "times", "speaker_numbers", "terms", "words", "sentences", "context"),
)

_NOBODY, _NO_TIME = -1, -1

_encode = msgspec.msgpack.encode


class _Place(msgspec.Struct, array_like=True, frozen=True):
    """Where a passage stands in its document: the fields of `Citation` that are its own."""

    start: int
    end: int
    paragraphs: tuple[int, int]
    sentences: tuple[int, int]
    headings: tuple[str, ...]
    page: tuple[int, int] | None


class _Block(msgspec.Struct, array_like=True, frozen=True):
    """A block: the fields of `bot.documents.model.Block`, its span as two numbers."""

    kind: BlockKind
    start: int
    end: int
    above: tuple[int, ...]
    speaker: str | None
    time: int | None
    page: int | None


def packed(read: ReadDocument) -> PackedDocument:
    """Return a document as rows."""
    document, records = read.document, read.records
    speakers = dict.fromkeys(speaker for record in records for speaker in record.speakers)
    values = (
        document.id,
        document.name,
        document.format,
        document.title,
        _encode(document.facts),
        document.hash,
        read.content,
        _encode(read.signature),
        len(document.text),
        len(records),
        len({record.block for record in records}),
        sum(len(record.terms) for record in records) // TERM.itemsize,
        sum(block.speaker is not None for block in document.blocks),
        _encode(tuple(speakers)),
        read.is_meeting,
        document.facts.date.toordinal() if document.facts.date else NO_DATE,
        _encode(read.words),
        _encode(tuple(map(_block, document.blocks))),
        document.text,
    )
    there = np.zeros(MOST_ROWS, dtype=np.bool_)
    for record in records:
        there[np.frombuffer(record.terms, dtype=TERM)["row"]] = True
    # The last stands for -1: terms that are not in the table.
    rows = np.flatnonzero(there[:-1]).astype("<i2").tobytes()
    return PackedDocument(
        document=values, passages=tuple(_passage_rows(records)), words=read.words, rows=rows
    )


def _passage_rows(records: Sequence[Record]) -> Iterator[tuple[Any, ...]]:
    for _, run in groupby(records, key=attrgetter("block")):
        siblings = list(run)
        for before, record in enumerate(siblings):
            after = len(siblings) - 1 - before
            yield before, after, *_values(record)


def _values(record: Record) -> tuple[Any, ...]:
    cited = record.citation
    place = _Place(
        cited.span.start, cited.span.end, cited.paragraphs, cited.sentences, cited.headings, cited.page
    )
    return (
        record.block,
        cited.span.start,
        record.digest,
        digest_of(record.text),
        record.text,
        _encode(place),
        _encode(record.speakers),
        record.times,
        b"".join(number_of_speaker(name).to_bytes(8, "little", signed=True) for name in record.speakers),
        record.terms,
        record.words,
        record.sentences,
        record.context,
    )


def digest_of(text: str) -> int:
    """Return a hash of a passage's text, in 64 bits with a sign."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)


def _block(block: Block) -> _Block:
    span = block.span
    return _Block(block.kind, span.start, span.end, block.above, block.speaker, block.time, block.page)


def whole_document(known: KeptDocument, blocks: bytes, text: str) -> Document:
    """Return a document with its text and its blocks."""
    return Document(
        id=known.id,
        name=known.name,
        format=known.format,
        title=known.title,
        text=text,
        blocks=tuple(
            Block(
                kind=one.kind,
                span=Span(start=one.start, end=one.end),
                above=one.above,
                speaker=one.speaker,
                time=one.time,
                page=one.page,
            )
            for one in msgspec.msgpack.decode(blocks, type=tuple[_Block, ...])
        ),
        facts=known.facts,
    )


def kept_document(row: Sequence[Any]) -> KeptDocument:
    """Return what is known of a document, of its row without the last four columns."""
    return KeptDocument(
        id=row[0],
        name=row[1],
        format=row[2],
        title=row[3],
        facts=msgspec.msgpack.decode(row[4], type=Facts),
        hash=row[5],
        content=row[6],
        signature=msgspec.msgpack.decode(row[7], type=tuple[int, int, int, int]),
        characters=row[8],
        passages=row[9],
        blocks=row[10],
        terms=row[11],
        turns=row[12],
        speakers=msgspec.msgpack.decode(row[13], type=tuple[str, ...]),
        is_meeting=bool(row[14]),
    )


def unpacked_words(words: bytes) -> dict[str, int]:
    """Return how often each word stands in a document, of its row."""
    return msgspec.msgpack.decode(words, type=dict[str, int])


def packed_signature(signature: tuple[int, int, int, int]) -> bytes:
    """Return a signature as it stands in a row."""
    return _encode(signature)


def citation(document: KeptDocument, place: bytes, speakers: bytes, times: bytes) -> Citation:
    """Return the citation of a passage; speaker and time are those of its first sentence."""
    found = msgspec.msgpack.decode(place, type=_Place)
    speaker, time = next(iter(_spoken(speakers, times)), (None, None))
    return Citation(
        document=document.id,
        hash=document.hash[:SHOWN_HASH],
        span=Span(start=found.start, end=found.end),
        title=document.title,
        date=document.facts.date,
        url=document.facts.url,
        headings=found.headings,
        paragraphs=found.paragraphs,
        sentences=found.sentences,
        page=found.page,
        speaker=speaker,
        time=time,
    )


def passage(
    *, number: int, text: str, sentences: bytes, speakers: bytes, times: bytes, citations: Sequence[Citation]
) -> Passage:
    """Return a passage with the citations of all places where it stands, its own first."""
    bounds = np.frombuffer(sentences, dtype=SENTENCE)
    return Passage(
        text=text,
        sentences=tuple(
            Sentence(span=Span(start=start, end=end), block=block, speaker=speaker, time=time)
            for start, end, block, (speaker, time) in zip(
                bounds["start"].tolist(),
                bounds["end"].tolist(),
                bounds["block"].tolist(),
                _spoken(speakers, times),
                strict=True,
            )
        ),
        citation=citations[0],
        repeats=tuple(citations[1:]),
        number=number,
    )


def _spoken(speakers: bytes, times: bytes) -> Iterator[tuple[str | None, int | None]]:
    """Yield who says each sentence of a passage, and when."""
    names = msgspec.msgpack.decode(speakers, type=tuple[str, ...])
    for speaker, time in np.frombuffer(times, dtype="<i4").reshape(-1, 2).tolist():
        if speaker >= len(names):
            raise DamagedStoreError("what is kept of the documents is damaged: a speaker is missing")
        yield None if speaker == _NOBODY else names[speaker], None if time == _NO_TIME else time
