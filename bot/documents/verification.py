"""Resolving a citation's identifier: does the quote still stand where it stood?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.documents.citations import cite, parse
from bot.documents.model import Span
from bot.errors import CitationError, CitationFault, UnknownDocumentError

if TYPE_CHECKING:
    from bot.documents.citations import Reference
    from bot.documents.model import Citation, Document
    from bot.library.snapshot import Snapshot
    from bot.store.cited import CitedTexts


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
        quote: The quote, where this range of the earlier text was ever quoted and is still kept.
    """

    document: str
    quote: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """There is no such document any more; `nearest` are the names most like it."""

    document: str
    nearest: tuple[str, ...]


Verification = Verbatim | Moved | Changed | Gone


def verify(citation: str, *, library: Snapshot, cited: CitedTexts) -> Verification:
    """Hold a citation against the documents as they are now.

    Args:
        citation: Its identifier, with whatever was pasted around it.
        library: The documents.
        cited: What was quoted from documents as they were; nothing else of them is shown.

    Raises:
        CitationError: There is no identifier in it, its offsets lie outside the text that it names, or its
            hash is one of several texts'.
    """
    reference = parse(citation)
    try:
        document = library.whole(reference.document)
    except UnknownDocumentError as error:
        return Gone(document=error.identifier, nearest=error.nearest)
    quotes = cited.find(document.id, reference.hash, reference.span)
    if document.hash.startswith(reference.hash):
        quote = _slice(document.text, reference)
        quotes = (*(other for other in quotes if other != quote), quote)
        if len(quotes) == 1:
            return Verbatim(citation=cite(document, reference.span), quote=quote)
    if len(quotes) > 1:
        raise _ambiguous(reference)
    if not quotes:
        return Changed(document=document.id, quote=None)
    return _found_again(document, quotes[0], near=reference.span.start)


def _slice(text: str, reference: Reference) -> str:
    if reference.span.end > len(text):
        raise CitationError(
            f"characters {reference.span.start}-{reference.span.end} lie outside '{reference.document}', "
            f"which has {len(text)}",
            fault=CitationFault.OUTSIDE,
            identifier=reference.id,
        )
    return reference.span.of(text)


def _ambiguous(reference: Reference) -> CitationError:
    return CitationError(
        f"'{reference.id}' may be of several texts of '{reference.document}', whose hashes begin alike",
        fault=CitationFault.AMBIGUOUS,
        identifier=reference.id,
    )


def _found_again(document: Document, quote: str, *, near: int) -> Moved | Changed:
    """Look for a quote in what a document says now: of several places, the nearest to where it stood."""
    start = nearest_place(document.text, quote, near)
    if start is None:
        return Changed(document=document.id, quote=quote)
    span = Span(start=start, end=start + len(quote))
    return Moved(citation=cite(document, span), quote=quote)


def nearest_place(text: str, quote: str, near: int) -> int | None:
    """Return where a quote stands nearest to a place of a text, in a time that grows with the text alone."""
    after = text.find(quote, near)
    # Searching backwards takes the product of both lengths, searching a text that is turned round does not.
    turned = text[: near + len(quote) - 1][::-1].find(quote[::-1])
    before = min(len(text), near + len(quote) - 1) - turned - len(quote) if turned >= 0 else -1
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - near), default=None)
