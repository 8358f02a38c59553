"""Resolving a citation's identifier: does the quote still stand where it stood?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.documents.citing import cite, parse
from bot.documents.model import Span
from bot.errors import CitationError, CitationFault, UnknownDocumentError

if TYPE_CHECKING:
    from bot.documents.citing import Reference
    from bot.documents.history import History
    from bot.documents.library import Library
    from bot.documents.model import Citation, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbatim:
    """The document is unchanged: the quote stands where the identifier says."""

    citation: Citation
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The document has changed since, and the quote stands elsewhere in it, word for word."""

    citation: Citation
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The document has changed since, and the quote is not found in it.

    Attributes:
        quote: What was quoted, where the earlier text is still known.
    """

    document: str
    quote: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """There is no such document any more; `nearest` are the names most like it."""

    document: str
    nearest: tuple[str, ...]


Verification = Verbatim | Moved | Changed | Gone


def verify(identifier: str, *, library: Library, history: History) -> Verification:
    """Hold a citation against the documents as they are now.

    Raises:
        CitationError: The identifier is malformed, or its offsets lie outside the text it names.
    """
    reference = parse(identifier)
    try:
        document = library.document(reference.document)
    except UnknownDocumentError as error:
        return Gone(document=error.identifier, nearest=error.nearest)
    if reference.hash == document.hash:
        quote = _slice(document.text, reference)
        return Verbatim(citation=cite(document, reference.span), quote=quote)
    earlier = history.text(reference.hash)
    if earlier is None:
        return Changed(document=document.id, quote=None)
    return _found_again(document, _slice(earlier, reference), near=reference.span.start)


def _slice(text: str, reference: Reference) -> str:
    if reference.span.end > len(text):
        raise CitationError(
            f"characters {reference.span.start}-{reference.span.end} lie outside '{reference.document}', "
            f"which has {len(text)}",
            fault=CitationFault.OUTSIDE,
            identifier=f"{reference.document}@{reference.hash}:{reference.span.start}-{reference.span.end}",
        )
    return reference.span.of(text)


def _found_again(document: Document, quote: str, *, near: int) -> Moved | Changed:
    """Look for a quote in what a document says now: of several places, the nearest to where it stood."""
    places = [match.start() for match in re.finditer(re.escape(quote), document.text)]
    if not places:
        return Changed(document=document.id, quote=quote)
    start = min(places, key=lambda place: abs(place - near))
    span = Span(start=start, end=start + len(quote))
    return Moved(citation=cite(document, span), quote=quote)
