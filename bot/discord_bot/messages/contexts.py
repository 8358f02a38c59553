"""The text around a quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.messages.quoting import Marked
from bot.documents.model import Span
from bot.errors import UnknownDocumentError

if TYPE_CHECKING:
    from bot.documents.library import Library
    from bot.documents.model import Citation, Document


def surroundings(citation: Citation, quote: str, library: Library) -> Marked:
    """Return the paragraphs that a quote touches, with the quote set off.

    A quote that is all of its paragraphs comes with the paragraph before it and the one after it. Where
    the document is not there as it was cited, the quote stands alone.
    """
    try:
        document = library.document(citation.document)
    except UnknownDocumentError:
        return _alone(quote)
    if document.hash != citation.hash or not document.paragraphs:
        return _alone(quote)
    around = _paragraphs(document, citation.paragraphs)
    if around.of(document.text).strip() == quote.strip():
        first, last = citation.paragraphs
        around = _paragraphs(document, (first - 1, last + 1))
    span = citation.span
    if span.start < around.start or around.end < span.end:
        return _alone(quote)
    return Marked(text=around.of(document.text), strong=span.shifted(-around.start))


def _paragraphs(document: Document, numbers: tuple[int, int]) -> Span:
    """Return the range from one paragraph to another, as far as there are such paragraphs."""
    first, last = (min(max(number, 1), len(document.paragraphs)) for number in numbers)
    return Span(start=document.paragraphs[first - 1].span.start, end=document.paragraphs[last - 1].span.end)


def _alone(quote: str) -> Marked:
    return Marked(text=quote)
