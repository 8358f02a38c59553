"""Reading one file of a folder of documents."""

from __future__ import annotations

import hashlib
import posixpath
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.documents import front_matter
from bot.documents.files import signature
from bot.documents.model import Document
from bot.documents.readers import READERS
from bot.errors import DocumentError

if TYPE_CHECKING:
    from bot.documents.files import DocumentFile, Signature

_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file as it was read.

    Attributes:
        file: The file.
        document: What it holds.
        content: The SHA-256 of all its bytes, in hex.
        signature: What it looked like before and after it was read.
    """

    file: DocumentFile
    document: Document
    content: str
    signature: Signature


def read_file(file: DocumentFile) -> ReadFile:
    """Read one file; one that changes meanwhile is read again.

    Raises:
        DocumentError: It cannot be read, is not UTF-8 text, its front matter is broken, or it goes on
            changing.
    """
    for _ in range(_TRIES):
        before = signature(file.path)
        content = _content(file)
        if signature(file.path) == before:
            return ReadFile(
                file=file,
                document=_document(file, content),
                content=hashlib.sha256(content).hexdigest(),
                signature=before,
            )
    raise DocumentError(f"{file.name}: cannot be read: it is being written; try again when it is whole")


def _document(file: DocumentFile, content: bytes) -> Document:
    facts, text = front_matter.split(_decoded(content, file.name), name=file.name)
    outline = READERS[file.format](text)
    return Document(
        id=file.id,
        text=text,
        title=facts.title or outline.title or posixpath.splitext(posixpath.basename(file.name))[0],
        paragraphs=outline.paragraphs,
        date=facts.date,
        url=facts.url,
        language=facts.language,
        format=file.format,
    )


def _content(file: DocumentFile) -> bytes:
    try:
        if not stat.S_ISREG(file.path.stat().st_mode):  # a pipe would be waited for
            raise DocumentError(f"{file.name}: cannot be read: it is not a file")
        return file.path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{file.name}: cannot be read: {error.strerror}") from error


def _decoded(content: bytes, name: str) -> str:
    if b"\0" in content:
        raise DocumentError(f"{name}: is not a text but a binary file; remove it or save it as text")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        raise DocumentError(f"{name}: line {line}: is not UTF-8; save the file as UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
