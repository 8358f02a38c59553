"""Citations of any range of a document, and identifiers of citations as people paste them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.documents.decoding import one_line
from bot.documents.identifiers import stands_in_identifiers
from bot.documents.model import SHOWN_HASH, BlockKind, Citation, Span
from bot.documents.sentences import sentences
from bot.errors import CitationError, CitationFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.documents.model import Document

_AFTER_DOCUMENT = re.compile(
    r"@([0-9A-Fa-f]{8,16}):([0-9]{1,12})[-\u2010\u2011\u2012\u2013\u2014\u2212]([0-9]{1,12})(?![0-9A-Za-z]|-[0-9])"
)
_LONGEST_IDENTIFIER = 4096
"""As many bytes as Linux takes in a path, which identifiers are made of."""

_SHOWN_ABOVE = frozenset({BlockKind.HEADING, BlockKind.LABEL})
_LONGEST_ECHO = 80
_LONGEST_HEADING = 1000
_MARKS_OF_HEADING = re.compile(r"^#{1,6} | #+$")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_EMPHASIS = re.compile(r"\*+(?=\S)|(?<=\S)\*+|`+|(?<!\w)_+|_+(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The identifier of a citation, not yet held against any document.

    Attributes:
        hash: 8 to 16 hex digits, in lower case.
    """

    document: str
    hash: str
    span: Span

    @property
    def id(self) -> str:
        """The identifier."""
        return f"{self.document}@{self.hash}:{self.span.start}-{self.span.end}"


def parse(pasted: str) -> Reference:
    """Find the first identifier of the form ``DOCUMENT@HASH:START-END`` in what somebody pasted.

    Raises:
        CitationError: There is none, or it ends before it starts.
    """
    backwards = None
    at = 0
    for match in _AFTER_DOCUMENT.finditer(pasted):
        document = _document_before(pasted, match.start(), at)
        at = match.end()
        if not document:
            continue
        start, end = int(match[2]), int(match[3])
        if start < end:
            return Reference(document=document, hash=match[1].lower(), span=Span(start=start, end=end))
        backwards = backwards or f"{document}{match[0]}"
    if backwards is not None:
        echo = one_line(backwards, at_most=_LONGEST_ECHO)
        raise CitationError(
            f"'{echo}' is not a citation: it ends before it starts",
            fault=CitationFault.BACKWARDS,
            identifier=echo,
        )
    echo = one_line(pasted, at_most=_LONGEST_ECHO)
    raise CitationError(
        f"'{echo}' is not a citation: one looks like minutes@1a2b3c4d5e6f7a8b:120-345",
        fault=CitationFault.MALFORMED,
        identifier=echo,
    )


def clock(seconds: int) -> str:
    """Return a time in a transcript as ``H:MM:SS``."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def cite(document: Document, span: Span) -> Citation:
    """Return the citation of one range of a document's text; `Citing` is for many."""
    return Citing(document).cite(span)


class Citing:
    """Makes citations of ranges of one document, each in a time that does not grow with the document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paragraphs = list(accumulate(int(not block.kind.is_context) for block in document.blocks))
        self._sentences: dict[int, tuple[Span, ...]] = {}
        self._headings: dict[int, str] = {}

    def cite(self, span: Span) -> Citation:
        """Return the citation of a range of the document's text that is not empty."""
        document = self._document
        touched = self._touched(span)
        blocks = [document.blocks[position] for position in touched]
        turn = next((block for block in blocks if block.speaker is not None or block.time is not None), None)
        pages = [block.page for block in blocks if block.page is not None]
        return Citation(
            document=document.id,
            hash=document.hash[:SHOWN_HASH],
            span=span,
            title=document.title,
            date=document.facts.date,
            url=document.facts.url,
            paragraphs=self._numbers(touched),
            sentences=self._sentence_numbers(touched[0], span) if touched else (1, 1),
            headings=self.headings(touched[0]) if touched else (),
            page=(pages[0], pages[-1]) if pages else None,
            speaker=turn.speaker if turn else None,
            time=turn.time if turn else None,
        )

    def sentences(self, block: int) -> tuple[Span, ...]:
        """Return the sentences of a block, by its position, as ranges of the document's text."""
        found = self._sentences.get(block)
        if found is None:
            kind, span = self._document.blocks[block].kind, self._document.blocks[block].span
            found = tuple(one.shifted(span.start) for one in sentences(span.of(self._document.text), kind))
            self._sentences[block] = found
        return found

    def headings(self, block: int) -> tuple[str, ...]:
        """Return the headings and labels above a block as they are shown, outermost first."""
        blocks = self._document.blocks
        above = (one for one in blocks[block].above if blocks[one].kind in _SHOWN_ABOVE)
        return tuple(filter(None, map(self._heading, above)))

    def _touched(self, span: Span) -> Sequence[int]:
        """Return the positions of the blocks that a range touches, without context where there is more.

        White space belongs to the block before it.
        """
        blocks = self._document.blocks
        first = bisect_right(blocks, span.start, key=lambda block: block.span.end)
        after = bisect_left(blocks, span.end, lo=first, key=lambda block: block.span.start)
        touched = range(first, after) or range(max(0, first - 1), min(max(1, first), len(blocks)))
        return [position for position in touched if not blocks[position].kind.is_context] or touched[:1]

    def _numbers(self, touched: Sequence[int]) -> tuple[int, int]:
        """Return the numbers of the first and the last paragraph; context has that of what stands beneath."""
        if not touched:
            return 1, 1
        if self._document.blocks[touched[0]].kind.is_context:
            beneath = max(1, min(self._paragraphs[touched[0]] + 1, self._paragraphs[-1]))
            return beneath, beneath
        return self._paragraphs[touched[0]], self._paragraphs[touched[-1]]

    def _sentence_numbers(self, block: int, span: Span) -> tuple[int, int]:
        """Return the numbers of the first and the last sentence of a block that a range touches."""
        found = self.sentences(block)
        first = bisect_right(found, span.start, key=lambda sentence: sentence.end)
        after = bisect_left(found, span.end, lo=first, key=lambda sentence: sentence.start)
        return (first + 1, after) if first < after else (1, 1)

    def _heading(self, block: int) -> str:
        if block not in self._headings:
            text = self._document.blocks[block].span.of(self._document.text)
            self._headings[block] = _shown_heading(text, is_markdown=self._document.format == "markdown")
        return self._headings[block]


def _shown_heading(text: str, *, is_markdown: bool) -> str:
    """Return a heading or a label without what marks it as one."""
    lines = text[:_LONGEST_HEADING].splitlines()
    if len(lines) > 1 and set(lines[-1].strip()) <= {"=", "-"}:
        lines.pop()
    heading = one_line(" ".join(lines))
    if is_markdown:
        heading = _EMPHASIS.sub("", _LINK.sub(r"\1", _MARKS_OF_HEADING.sub("", heading)))
    return heading.strip(" :\uff1a")


def _document_before(pasted: str, end: int, begin: int) -> str:
    """Return the identifier of a document that ends at a place and begins at another one or after it."""
    start = end
    least = max(begin, end - _LONGEST_IDENTIFIER)
    while start > least and stands_in_identifiers(pasted[start - 1]):
        start -= 1
    return unicodedata.normalize("NFC", pasted[start:end])
