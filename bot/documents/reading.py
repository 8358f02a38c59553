"""One file of a folder of documents, read."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.documents import archives, readers
from bot.documents.decoding import one_line
from bot.documents.folder import in_archive, opened, signature_of, with_speakers
from bot.documents.model import Document
from bot.documents.readers.turns import named
from bot.errors import DocumentError

if TYPE_CHECKING:
    from typing import BinaryIO

    from bot.documents.folder import DocumentFile, Signature
    from bot.documents.model import Block, Extracted, Facts

MEGABYTES_AT_MOST = 64
"""How large a file may be where no setting says."""

_SPEAKERS_AT_MOST = 1 << 20
_MOST_NOTES = 5
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
    speakers, beside = _speakers(file)
    try:
        extracted = readers.read(content, name=file.name)
    except RecursionError as error:
        raise DocumentError(f"{file.name}: cannot be read: it is nested too deeply") from error
    digest = hashlib.sha256(content)
    if beside is not None:
        digest.update(b"\0" + speakers)
        extracted = _with_speakers(extracted, speakers, file.name)
    return ReadFile(
        document=_document(file, extracted),
        content=digest.hexdigest(),
        signature=with_speakers(signature, beside),
    )


def _content(file: DocumentFile, bytes_at_most: int) -> tuple[bytes, Signature]:
    for _ in range(_TRIES):
        try:
            with opened(file.path) as source:
                before = signature_of(os.fstat(source.fileno()))
                content = _read(source, file, before[0], bytes_at_most)
                after = signature_of(os.fstat(source.fileno()))
        except OSError as error:
            raise DocumentError(f"{file.name}: cannot be read: {error.strerror}") from error
        if file.archive is not None:
            before, after = (in_archive(signature, len(content)) for signature in (before, after))
        if before == after and len(content) == before[0]:
            return content, before
    raise DocumentError(f"{file.name}: cannot be read: it is being written; try again when it is whole")


def _read(source: BinaryIO, file: DocumentFile, size: int, bytes_at_most: int) -> bytes:
    if file.archive is not None:
        path = file.place.removeprefix(f"{file.archive}/")
        return archives.content(source, file.name, path, bytes_at_most=bytes_at_most)
    if size > bytes_at_most:
        raise DocumentError(
            f"{file.name}: has {-(-size >> 20)} MB, more than the {bytes_at_most >> 20} "
            "that [documents] megabytes_at_most allows"
        )
    return source.read(size + 1)


def _speakers(file: DocumentFile) -> tuple[bytes, Signature | None]:
    """Return what names a file's speakers, and what that looks like; None where nothing does."""
    for path in file.speakers_paths:
        try:
            with opened(path) as source:
                seen = signature_of(os.fstat(source.fileno()))
                return source.read(_SPEAKERS_AT_MOST), seen
        except OSError:
            continue
    return b"", None


def _with_speakers(extracted: Extracted, speakers: bytes, name: str) -> Extracted:
    """Return what was read with the names that an owner gave speakers; what is no such name is a note."""
    try:
        table = tomllib.loads(speakers.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        note = f"the names of its speakers cannot be read: {one_line(str(error))}"
        return replace(extracted, facts=replace(extracted.facts, notes=(*extracted.facts.notes, note)))
    names = {
        label: one_line(given) for label, given in table.items() if isinstance(given, str) and given.strip()
    }
    said = {block.speaker.casefold() for block in extracted.blocks if block.speaker is not None}
    notes = [
        f"{one_line(label)!r} names no speaker of {posixpath.basename(name)}"
        if label in names
        else f'{one_line(label)!r} is given no name; write it as "{one_line(label)}" = "Ann Lee"'
        for label in table
        if label not in names or label.casefold() not in said
    ]
    facts = replace(extracted.facts, notes=(*extracted.facts.notes, *notes[:_MOST_NOTES]))
    return named(replace(extracted, facts=facts), names)


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
