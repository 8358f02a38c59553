"""Documents with records, made of a few words, for the tests of stores."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from bot.documents.meeting import KINDS
from bot.documents.model import Block, BlockKind, Citation, Document, Facts, Span
from bot.store.numbers import number_of_term, number_of_word
from bot.store.packing import digest_of, packed
from bot.store.protocol import ReadDocument
from bot.store.record import SENTENCE, TERM, WORD, Record

if TYPE_CHECKING:
    from bot.store.record import PackedDocument


NO_EVIDENCE = (0,) * len(KINDS)


def read_document(identifier: str, *paragraphs: str, facts: Facts | None = None) -> ReadDocument:
    """Return a document of paragraphs of one sentence, each a passage."""
    text = "\n\n".join(paragraphs)
    starts = [sum(len(one) + 2 for one in paragraphs[:place]) for place in range(len(paragraphs))]
    spans = [Span(start=at, end=at + len(one)) for at, one in zip(starts, paragraphs, strict=True)]
    document = Document(
        id=identifier,
        name=f"{identifier}.txt",
        format="plain",
        title=identifier.title(),
        text=text,
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, span=span) for span in spans),
        facts=facts or Facts(),
    )
    return ReadDocument(
        document=document,
        content=document.hash,
        signature=(len(text), 1, 1, 1),
        records=tuple(_record(document, number, span) for number, span in enumerate(spans)),
        words=Counter(text.casefold().split()),
    )


def packed_document(identifier: str, *paragraphs: str, facts: Facts | None = None) -> PackedDocument:
    """Return the same as rows."""
    return packed(read_document(identifier, *paragraphs, facts=facts))


def _record(document: Document, number: int, span: Span) -> Record:
    text = span.of(document.text)
    words = text.casefold().split()
    starts = [sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
    terms = [
        (number_of_term(word), number_of_word(word), start, len(word), -1)
        for word, start in zip(words, starts, strict=True)
    ]
    citation = Citation(
        document=document.id,
        hash=document.hash[:16],
        span=span,
        title=document.title,
        date=document.facts.date,
        url=None,
        paragraphs=(number + 1, number + 1),
        sentences=(1, 1),
    )
    return Record(
        text=text,
        citation=citation,
        speakers=(),
        block=number,
        digest=digest_of(text),
        terms=np.array(terms, dtype=TERM).tobytes(),
        words=np.array([number_of_word(word) for word in words], dtype=WORD).tobytes(),
        sentences=np.array([(0, len(text), 0, number, 0.0, 0, False, NO_EVIDENCE)], dtype=SENTENCE).tobytes(),
        times=np.array([-1, -1], dtype="<i4").tobytes(),
        context=b"",
    )
