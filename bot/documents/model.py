"""What the documents are made of: documents, paragraphs, passages and citations.

All offsets are in characters (Unicode code points) and half-open: ``text[start:end]``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of characters in some text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the part of `text` that the span covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """Return the same range in a text that begins `by` characters earlier."""
        return Span(start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a document; in a transcript, a turn with its speaker and time."""

    span: Span
    speaker: str | None = None
    time: str | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file of the corpus, as read.

    Attributes:
        id: The file's path in the folder without its ending, in ``A-Za-z0-9_.-``.
        text: What follows the front matter, as it is written.
        paragraphs: Where the paragraphs lie in `text`, in order and apart.
        url: Where a reader finds the original, if anywhere.
        language: A BCP 47 tag such as ``en``.
        format: The ending of the file, in lower case, which chose its reader.
    """

    id: str
    text: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    date: dt.date | None = None
    url: str | None = None
    language: str | None = None
    format: str = ".txt"

    @cached_property
    def hash(self) -> str:
        """The first 8 hex digits of the SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:8]

    @cached_property
    def fingerprint(self) -> bytes:
        """A hash over everything that the document says, itself and about itself."""
        # What reader read it matters too: a .txt may become an .md.
        facts = (self.id, self.hash, self.title, self.date, self.url, self.format)
        return hashlib.sha256(repr(tuple(map(str, facts))).encode()).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a quote stands.

    Attributes:
        document: The document's identifier.
        hash: The hash of the document's text when it was cited.
        span: The quote's range in the document's text.
        paragraphs: The first and last paragraph that the quote touches, counted from 1.
        sentences: The first and last sentence, counted from 1 within the first paragraph.
        speaker: In a transcript, who says the quote.
        time: In a transcript, when.
    """

    document: str
    hash: str
    span: Span
    title: str
    date: dt.date | None
    url: str | None
    paragraphs: tuple[int, int]
    sentences: tuple[int, int]
    speaker: str | None = None
    time: str | None = None

    @property
    def id(self) -> str:
        """The identifier that lasts: ``DOCUMENT@HASH:START-END``."""
        return f"{self.document}@{self.hash}:{self.span.start}-{self.span.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A verbatim slice of a document, short enough to be quoted whole.

    Attributes:
        text: ``document.text[citation.span.start:citation.span.end]``.
        sentences: The sentences, as ranges of `text`, in order.
        citation: The first place where the passage stands.
        repeats: The other places where the same text stands, in order.
    """

    text: str
    sentences: tuple[Span, ...]
    citation: Citation
    repeats: tuple[Citation, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All places where it stands."""
        return (self.citation, *self.repeats)
