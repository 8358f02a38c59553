"""What documents are made of: blocks, sentences, passages and citations.

All offsets are in characters (Unicode code points) and half-open: ``text[start:end]``.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - msgspec reads the types of the fields
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

SHOWN_HASH = 16
"""Hex digits of a text's hash that a citation's identifier has."""


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

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges have a character in common."""
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    LABEL = "label"
    HEADER = "header"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    TURN = "turn"

    @property
    def is_context(self) -> bool:
        """Whether such a block is only the context of what stands beneath it, never an answer."""
        return self in _CONTEXT


_CONTEXT = frozenset({BlockKind.HEADING, BlockKind.LABEL, BlockKind.HEADER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a label ("Venue:"), a table's header, a paragraph, a list item, a table row or a turn.

    Attributes:
        kind: What it is.
        span: Its range in the document's text, without white space at its ends.
        above: The blocks that are its context (headings, labels, a table's header, the item that a nested
            item stands under), as positions among the document's blocks, outermost first.
        speaker: In a transcript, who speaks.
        time: In a transcript, seconds from its start.
        page: The page it begins on, from 1, where the format has pages.
    """

    kind: BlockKind
    span: Span
    above: tuple[int, ...] = ()
    speaker: str | None = None
    time: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a document says about itself, or its format says; everything is optional.

    Attributes:
        language: A BCP 47 tag such as ``en``.
        notes: What an owner should know of how the document was read, a line each.
    """

    title: str | None = None
    date: dt.date | None = None
    url: str | None = None
    language: str | None = None
    attendees: tuple[str, ...] = ()
    chair: str | None = None
    location: str | None = None
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a reader makes of a file's bytes.

    Attributes:
        text: All that can be quoted, exactly as ``documents show`` prints it.
        blocks: Where its blocks lie, in order and apart; every character but white space lies in one.
        facts: What the document says about itself.
        format: The reader that read it; see `bot.documents.readers`.
    """

    text: str
    blocks: tuple[Block, ...]
    facts: Facts = field(default_factory=Facts)
    format: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file of the corpus, as read.

    Attributes:
        id: The document's identifier; see `bot.documents.folder`.
        name: The file's path in the folder, with ``/``.
        format: The reader that read it, such as ``markdown``.
        title: The title it gives itself, or else the file's name without its ending.
    """

    id: str
    name: str
    format: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    facts: Facts = field(default_factory=Facts)

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the text in UTF-8, in hex."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a passage: its range in the passage's text, and the block that it is of.

    Attributes:
        block: The block's position among the document's blocks.
        speaker: In a transcript, who says it.
        time: In a transcript, when its turn begins, in seconds.
    """

    span: Span
    block: int
    speaker: str | None = None
    time: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a quote stands.

    Attributes:
        document: The document's identifier.
        hash: The first 16 hex digits of the SHA-256 of the document's text when it was cited.
        span: The quote's range in the document's text.
        headings: The headings and labels above the quote, outermost first.
        paragraphs: The first and last paragraph that the quote touches, counted from 1 over the blocks that
            are no context; in a transcript, turns.
        sentences: The first and last sentence, counted from 1 within the first paragraph.
        page: The first and last page, where the format has pages.
        speaker: In a transcript, who says the best sentence of the quote.
        time: In a transcript, when, in seconds.
    """

    document: str
    hash: str
    span: Span
    title: str
    date: dt.date | None
    url: str | None
    paragraphs: tuple[int, int]
    sentences: tuple[int, int]
    headings: tuple[str, ...] = ()
    page: tuple[int, int] | None = None
    speaker: str | None = None
    time: int | None = None

    @property
    def id(self) -> str:
        """The identifier that lasts: ``DOCUMENT@HASH:START-END``."""
        return f"{self.document}@{self.hash}:{self.span.start}-{self.span.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A verbatim slice of a document, short enough to be quoted whole.

    Attributes:
        text: ``document.text[citation.span.start:citation.span.end]``.
        sentences: The sentences, in order; together all of `text` but white space.
        citation: The first place where the passage stands; speaker and time are those of its first sentence.
        repeats: The other places where the same text stands, in order.
        number: Its number in the store, from 1; 0 for one that is in none.
    """

    text: str
    sentences: tuple[Sentence, ...]
    citation: Citation
    repeats: tuple[Citation, ...] = ()
    number: int = 0

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All places where it stands."""
        return (self.citation, *self.repeats)
