"""Readers: bytes into text and blocks, one module a format; to add one, write its module and name it here.

A module has ``read``, which takes a text or, for a format that is none, bytes; and, for a format that a text
is told to be by what it says, ``looks_like``.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, cast

from bot.documents import front_matter
from bot.documents.decoding import decoded
from bot.documents.readers.first_lines import first_date
from bot.documents.readers.turns import named
from bot.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.documents.front_matter import FrontMatter
    from bot.documents.model import Extracted, Facts

ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        ".md": "markdown",
        ".markdown": "markdown",
        ".txt": "plain",
        ".text": "plain",
        ".vtt": "captions",
        ".srt": "captions",
        ".json": "recordings",
        ".log": "plain",
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".docx": "docx",
        ".pdf": "pdf",
    }
)
"""The format of each file ending, in lower case: the name of its module."""

_BY_CONTENT: tuple[str, ...] = ("html", "captions", "chats", "transcripts")
"""Formats that a file named as a text may have, in the order in which they are tried."""

_TEXTS = frozenset({"markdown", "plain"})
"""Formats whose ending says no more than that a file is a text."""

_BYTES = frozenset({"docx", "pdf"})
"""Formats that are no text: their modules read bytes."""

_BEGINNINGS: Mapping[bytes, str] = MappingProxyType(
    {b"%PDF-": "pdf", b"PK\x03\x04": "docx", b"\xd0\xcf\x11\xe0": "docx"}
)
"""How files of those formats begin, whatever they are called."""

_EXTRAS: Mapping[str, str] = MappingProxyType({"pdf": "pdf"})
"""The extra that has the library of a format, where it is not always installed."""

_FIRST_BLOCKS = 6
_LONGEST_FIRST_LINE = 120
_OF_OTHERS = re.compile(r"\b(?:next|last|previous|prior|due|approved|updated|printed)\b", re.IGNORECASE)
"""Words that tell that a date is not that of the meeting."""


def read(content: bytes, *, name: str) -> Extracted:
    """Read a file: by its name, and a text by what it says.

    Args:
        content: The file's bytes.
        name: The file's name, for its ending and for messages.

    Raises:
        DocumentError: It is no text, or is damaged, or no reader reads such files, or the reader's library is
            not installed.
    """
    format_ = ENDINGS.get(posixpath.splitext(name)[1].lower())
    if format_ is None:
        raise DocumentError(f"{name}: cannot be read: only {', '.join(ENDINGS)} files are")
    format_ = _told(content) or format_
    if format_ in _BYTES:
        extracted = _read_as(format_, content, name)
        date = first_date(_opening(extracted, name)) or extracted.facts.date
        return replace(extracted, facts=replace(extracted.facts, date=date))
    text, notes = decoded(content, name)
    front = front_matter.split(text)
    if format_ in _TEXTS:
        format_ = next((one for one in _BY_CONTENT if _reader(one).looks_like(front.text)), format_)
    extracted = named(_read_as(format_, front.text, name), front.speakers)
    return replace(extracted, facts=_facts(extracted, front, notes, name))


def _told(content: bytes) -> str | None:
    """Return the format that bytes are told to be by how they begin, whatever the file is called."""
    return next((format_ for begins, format_ in _BEGINNINGS.items() if content.startswith(begins)), None)


class _Reader(Protocol):
    """The module of a format."""

    def looks_like(self, text: str) -> bool:
        """Whether a text is of the format."""
        ...

    def read(self, content: Any, *, name: str) -> Extracted:  # noqa: ANN401 - text, or bytes if it is none
        """Read a file's content."""
        ...


def _reader(format_: str) -> _Reader:
    """Return the module of a format, imported when it is needed."""
    return cast("_Reader", import_module(f"bot.documents.readers.{format_}"))


def _read_as(format_: str, content: str | bytes, name: str) -> Extracted:
    try:
        return replace(_reader(format_).read(content, name=name), format=format_)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(format_)
        if extra is None:
            raise
        raise DocumentError(f"{name}: needs more to be read: pip install 'meeting-bot[{extra}]'") from error


def _facts(extracted: Extracted, front: FrontMatter, notes: tuple[str, ...], name: str) -> Facts:
    """Put together what a document says above its text and what its format says; the former comes first."""
    found, stated = extracted.facts, front.facts
    return replace(
        stated,
        title=stated.title or found.title,
        date=stated.date or found.date or first_date(_opening(extracted, name)),
        url=stated.url or found.url,
        language=stated.language or found.language,
        attendees=stated.attendees or found.attendees,
        chair=stated.chair or found.chair,
        location=stated.location or found.location,
        tags=stated.tags or found.tags,
        notes=(*notes, *stated.notes, *found.notes),
    )


def _opening(extracted: Extracted, name: str) -> Iterator[str]:
    """Yield what may tell a document's date: the file's name, its title, and short lines at its beginning."""
    yield posixpath.basename(name)
    yield extracted.facts.title or ""
    for block in extracted.blocks[:_FIRST_BLOCKS]:
        words = block.span.of(extracted.text)
        if len(words) <= _LONGEST_FIRST_LINE and not _OF_OTHERS.search(words):
            yield words
