"""One file of a folder of documents, read."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.documents import readers
from bot.documents.decoding import one_line
from bot.documents.folder import opened, signature_of
from bot.documents.model import Document
from bot.errors import DocumentError

if TYPE_CHECKING:
    from bot.documents.folder import DocumentFile, Signature
    from bot.documents.model import Block, Extracted, Facts

MEGABYTES_AT_MOST = 64
"""How large a file may be where no setting says."""

_TRIES = 3
_LONGEST_LINK = 2000
_LONGEST_SPEAKER = 200
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file as it was read.

    Attributes:
        document: What it holds.
        content: The SHA-256 of all its bytes, in hex.
        signature: What it looked like before and after it was read.
    """

    document: Document
    content: str
    signature: Signature


def read_file(file: DocumentFile, *, megabytes_at_most: int = MEGABYTES_AT_MOST) -> ReadFile:
    """Read a file; one that changes meanwhile is read again.

    Raises:
        DocumentError: It cannot be read, or is too large, or goes on changing; an `OSError` as its cause says
            that another time it might be read as it is.
    """
    content, signature = _content(file, megabytes_at_most << 20)
    try:
        extracted = readers.read(content, name=file.name)
    except RecursionError as error:
        raise DocumentError(f"{file.name}: cannot be read: it is nested too deeply") from error
    digest = hashlib.sha256(content).hexdigest()
    return ReadFile(document=_document(file, extracted), content=digest, signature=signature)


def _content(file: DocumentFile, bytes_at_most: int) -> tuple[bytes, Signature]:
    for _ in range(_TRIES):
        try:
            with opened(file.path) as source:
                before = signature_of(os.fstat(source.fileno()))
                size = before[0]
                if size > bytes_at_most:
                    raise DocumentError(
                        f"{file.name}: has {-(-size >> 20)} MB, more than the {bytes_at_most >> 20} "
                        "that [documents] megabytes_at_most allows"
                    )
                content = source.read(size + 1)
                after = signature_of(os.fstat(source.fileno()))
        except OSError as error:
            raise DocumentError(f"{file.name}: cannot be read: {error.strerror}") from error
        if before == after and len(content) == size:
            return content, before
    raise DocumentError(f"{file.name}: cannot be read: it is being written; try again when it is whole")


def _document(file: DocumentFile, extracted: Extracted) -> Document:
    stem = posixpath.splitext(posixpath.basename(file.name))[0]
    facts = _shown_facts(extracted.facts)
    return Document(
        id=file.id,
        name=file.name,
        format=extracted.format,
        title=facts.title or one_line(stem) or file.id,
        text=_LONE_SURROGATE.sub("\ufffd", extracted.text),
        blocks=tuple(map(_shown_block, extracted.blocks)),
        facts=facts,
    )


def _shown_facts(facts: Facts) -> Facts:
    """Return facts that can be shown anywhere, whatever a reader found in a file."""

    def shown(value: str | None) -> str | None:
        return one_line(value or "") or None

    return replace(
        facts,
        title=shown(facts.title),
        url=one_line(facts.url or "", at_most=_LONGEST_LINK) or None,
        language=shown(facts.language),
        attendees=tuple(filter(None, map(one_line, facts.attendees))),
        chair=shown(facts.chair),
        location=shown(facts.location),
        tags=tuple(filter(None, map(one_line, facts.tags))),
        notes=tuple(map(one_line, facts.notes)),
    )


def _shown_block(block: Block) -> Block:
    if block.speaker is None or (block.speaker.isprintable() and len(block.speaker) <= _LONGEST_SPEAKER):
        return block
    return replace(block, speaker=one_line(block.speaker) or None)
