"""The folder of documents: finding them, loading them, and naming what is wrong with them."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.documents import front_matter
from bot.documents.model import Document
from bot.documents.passages import passages
from bot.documents.readers import READERS
from bot.errors import DocumentError, LibraryError, UnknownDocumentError
from bot.progress import untracked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.documents.model import Passage
    from bot.progress import Track

_OUTSIDE_IDENTIFIERS = re.compile(r"[^A-Za-z0-9_.-]")
_QUESTION_SETS = ".jsonl"
_LONGEST_ECHO = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All documents, in the order of their identifiers, and the passages they were divided into.

    Attributes:
        folder: Where the documents lie.
        skipped: Names of the files that no reader reads, in order.
    """

    folder: Path
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    skipped: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """A hash over everything that the documents say, themselves and about themselves."""
        digest = hashlib.sha256()
        for document in self.documents:
            # How many paragraphs there are tells what reader read it: a .txt may become an .md.
            paragraphs = len(document.paragraphs)
            facts = (document.id, document.hash, document.title, document.date, document.url, paragraphs)
            digest.update(repr(tuple(map(str, facts))).encode())
        return digest.hexdigest()

    def document(self, identifier: str) -> Document:
        """Return one document.

        Raises:
            UnknownDocumentError: There is none of that identifier; the message names the nearest.
        """
        for document in self.documents:
            if document.id == identifier:
                return document
        raise self._unknown(identifier)

    def _unknown(self, identifier: str) -> UnknownDocumentError:
        import difflib

        names = [document.id for document in self.documents]
        echo = " ".join(identifier.split())[:_LONGEST_ECHO]
        nearest = difflib.get_close_matches(echo, names, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(nearest)}?" if nearest else "'meeting-bot documents' lists them"
        message = f"no document is called '{echo}'; {hint}"
        return UnknownDocumentError(message, identifier=echo, nearest=tuple(nearest))


def load(folder: Path, *, track: Track = untracked) -> Library:
    """Read all documents of a folder and its subfolders.

    Read are the files whose ending has a reader, but for a README, which is about the folder, and
    hidden files.

    Args:
        folder: The folder.
        track: Is told how far the work is.

    Raises:
        LibraryError: The folder is missing or holds no text, or documents are wrong: all are named.
    """
    try:
        is_folder = folder.is_dir()
    except OSError as error:
        raise LibraryError(f"{folder}: cannot be read: {error.strerror}") from error
    if not is_folder:
        raise LibraryError(f"{folder}: there is no such folder of documents")
    documents: dict[str, tuple[str, Document]] = {}
    problems: list[DocumentError] = []
    skipped: list[str] = []

    def refuse_folder(error: OSError) -> None:
        name = Path(error.filename).relative_to(folder).as_posix()
        problems.append(DocumentError(f"{name}: cannot be read: {error.strerror}"))

    files = list(_files(folder, refuse_folder))
    for path in track(files, doing="reading documents", total=len(files)):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() not in READERS:
            skipped.append(name)
            continue
        try:
            document = read_document(path, name=name)
            if document.id in documents:
                other = documents[document.id][0]
                raise DocumentError(f"{name}: has the identifier '{document.id}' of {other}; rename one")  # noqa: TRY301
        except DocumentError as error:
            problems.append(error)
        else:
            documents[document.id] = (name, document)
    _refuse_problems(folder, sorted(problems, key=str))
    found = tuple(documents[identifier][1] for identifier in sorted(documents))
    divided = passages(track(found, doing="dividing documents", total=len(found)))
    if not divided:
        endings = " or ".join(READERS)
        raise LibraryError(f"{folder}: holds no text to answer from; put {endings} files there")
    return Library(folder=folder, documents=found, passages=divided, skipped=tuple(skipped))


def read_document(path: Path, *, name: str) -> Document:
    """Read one file.

    Args:
        path: The file.
        name: Its path in the folder of documents, with ``/``: what it is called in messages.

    Raises:
        DocumentError: It cannot be read, is not UTF-8 text, or its front matter is broken.
    """
    facts, text = front_matter.split(_decoded(path, name), name=name)
    outline = READERS[path.suffix.lower()](text)
    stem = name.removesuffix(path.suffix)
    return Document(
        id=_OUTSIDE_IDENTIFIERS.sub("-", stem),
        text=text,
        title=facts.title or outline.title or Path(stem).name,
        paragraphs=outline.paragraphs,
        date=facts.date,
        url=facts.url,
        language=facts.language,
    )


def _files(folder: Path, refuse_folder: Callable[[OSError], None]) -> Iterator[Path]:
    """Yield the files that may be documents, in an order that does not depend on the file system."""
    for parent, folders, names in os.walk(folder, onerror=refuse_folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            about_the_folder = path.stem.lower() == "readme" or path.suffix == _QUESTION_SETS
            if not name.startswith(".") and not about_the_folder:
                yield path


def _decoded(path: Path, name: str) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            raise DocumentError(f"{name}: cannot be read: it is not a file")
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{name}: cannot be read: {error.strerror}") from error
    if b"\0" in content:
        raise DocumentError(f"{name}: is not a text but a binary file; remove it or save it as text")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        raise DocumentError(f"{name}: line {line}: is not UTF-8; save the file as UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_problems(folder: Path, problems: Sequence[DocumentError]) -> None:
    if problems:
        more = f" (and {len(problems) - 1} more: 'meeting-bot check' names them all)" if problems[1:] else ""
        raise LibraryError(f"{folder}: {problems[0]}{more}", problems=tuple(problems))
