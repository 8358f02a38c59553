"""Making a citation of any range of a document, and reading the identifiers of citations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.documents.model import Citation, Span
from bot.documents.sentences import sentences
from bot.errors import CitationError, CitationFault

if TYPE_CHECKING:
    from bot.documents.model import Document

_IDENTIFIER = re.compile(
    r"(?P<document>[A-Za-z0-9_.-]+)@(?P<hash>[0-9a-f]{8}):(?P<start>[0-9]{1,12})-(?P<end>[0-9]{1,12})"
)
_LONGEST_ECHO = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a citation's identifier says, not yet held against any document."""

    document: str
    hash: str
    span: Span


def parse(identifier: str) -> Reference:
    """Read an identifier of the form ``DOCUMENT@HASH:START-END``.

    White space and backticks around it are passed over: people paste it out of a chat.

    Raises:
        CitationError: It does not have that form, or ends before it starts.
    """
    match = _IDENTIFIER.fullmatch(identifier.strip().strip("`").strip())
    if match is None:
        echo = " ".join(identifier.split())[:_LONGEST_ECHO]
        raise CitationError(
            f"'{echo}' is not a citation: one looks like minutes@1a2b3c4d:120-345",
            fault=CitationFault.MALFORMED,
            identifier=echo,
        )
    span = Span(start=int(match["start"]), end=int(match["end"]))
    if span.start >= span.end:
        raise CitationError(
            f"'{match[0]}' is not a citation: it ends before it starts",
            fault=CitationFault.BACKWARDS,
            identifier=match[0],
        )
    return Reference(document=match["document"], hash=match["hash"], span=span)


def cite(document: Document, span: Span) -> Citation:
    """Return the citation of any range of a document's text that is not empty."""
    paragraphs = document.paragraphs
    touched = [
        number
        for number, paragraph in enumerate(paragraphs, start=1)
        if paragraph.span.start < span.end and span.start < paragraph.span.end
    ] or [1]
    first = paragraphs[touched[0] - 1] if paragraphs else None
    return Citation(
        document=document.id,
        hash=document.hash,
        span=span,
        title=document.title,
        date=document.date,
        url=document.url,
        paragraphs=(touched[0], touched[-1]),
        sentences=_sentences(document.text, first.span, span) if first else (1, 1),
        speaker=first.speaker if first else None,
        time=first.time if first else None,
    )


def _sentences(text: str, paragraph: Span, span: Span) -> tuple[int, int]:
    """Return the first and last sentence of a paragraph that a range of the whole text touches."""
    touched = [
        number
        for number, sentence in enumerate(sentences(paragraph.of(text)), start=1)
        if sentence.start + paragraph.start < span.end and span.start < sentence.end + paragraph.start
    ] or [1]
    return touched[0], touched[-1]
