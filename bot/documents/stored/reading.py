"""Documents and passages as a store has them, made when they are asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.documents.model import Citation, Document, Passage, Span
from bot.documents.readers import READERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.documents.model import Paragraph
    from bot.documents.stored.store import Store


class StoredDocument(Document):
    """A document whose text stays in its store until it is asked for."""

    def __init__(self, store: Store, row: int) -> None:
        entry = store.entries[row]
        # What is frozen is set at once, as `Document` would.
        vars(self).update(
            id=entry.id,
            title=entry.title,
            date=entry.date,
            url=entry.url,
            language=entry.language,
            format=entry.format,
            hash=entry.hash,
            _store=store,
            _row=row,
        )

    @cached_property
    def text(self) -> str:
        """What follows the front matter, as it is written."""
        store: Store = vars(self)["_store"]
        return store.text_of(vars(self)["_row"])

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Where the paragraphs lie in `text`."""
        return READERS[self.format](self.text).paragraphs


def passage_at(store: Store, place: int, citations: Sequence[Citation]) -> Passage:
    """Return the passage that stands at a place, with the citations of all places of its text."""
    bounds = slice(*store.sentence_starts[place : place + 2].tolist())
    begins, ends = store.sentence_begins[bounds].tolist(), store.sentence_ends[bounds].tolist()
    return Passage(
        text=store.text_at(place),
        sentences=tuple(Span(start=begin, end=end) for begin, end in zip(begins, ends, strict=True)),
        citation=citations[0],
        repeats=tuple(citations[1:]),
    )


def citation_at(store: Store, document: Document, place: int) -> Citation:
    """Return the citation of a place, which is in a document."""
    paragraph, sentence = int(store.paragraphs[place]), int(store.sentences[place])
    sentences = int(store.sentence_starts[place + 1] - store.sentence_starts[place])
    has_speakers = store.entries[store.document_of(place)].has_speakers
    spoken = document.paragraphs[paragraph - 1] if has_speakers else None
    return Citation(
        document=document.id,
        hash=document.hash,
        span=Span(start=int(store.begins[place]), end=int(store.ends[place])),
        title=document.title,
        date=document.date,
        url=document.url,
        paragraphs=(paragraph, paragraph),
        sentences=(sentence, sentence + sentences - 1),
        speaker=spoken.speaker if spoken else None,
        time=spoken.time if spoken else None,
    )
