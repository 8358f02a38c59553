"""The documents of a folder, and the passages they were divided into."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.documents import files
from bot.documents.file_reading import read_file
from bot.documents.passages import passages
from bot.documents.readers import READERS
from bot.errors import DocumentError, LibraryError, UnknownDocumentError
from bot.progress import untracked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from bot.documents.files import Folder
    from bot.documents.model import Document, Passage
    from bot.progress import Track

_LONGEST_ECHO = 100
_WORD = re.compile(r"[^\W\d_][\w'’-]{2,}")


@dataclass(frozen=True, kw_only=True)
class Library:
    """All documents, in the order of their identifiers, and the passages they were divided into.

    Attributes:
        folder: Where the documents lie.
        documents: The documents.
        passages: The passages of all, each text once, in the order of first appearance.
        skipped: Names of the files that no reader reads, in order.
    """

    folder: Path
    documents: Sequence[Document]
    passages: Collection[Passage]
    skipped: tuple[str, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """A hash over everything that the documents say, themselves and about themselves."""
        together = b"".join(document.fingerprint for document in self.documents)
        return hashlib.sha256(together).hexdigest()

    def document(self, identifier: str) -> Document:
        """Return one document.

        Raises:
            UnknownDocumentError: There is none of that identifier; the message names the nearest.
        """
        place = self._places.get(identifier)
        if place is None:
            raise self._unknown(identifier)
        return self.documents[place]

    def passage(self, number: int) -> Passage:
        """Return the passage of a number: its place in the order of passages, where nothing else is said."""
        return self._numbered[number]

    def numbers(self, document: str) -> Sequence[int]:
        """Return the numbers of the passages of a document, those it shares with others included."""
        return self._numbers.get(document, ())

    def counts(self) -> Mapping[str, int]:
        """Return how many passages each document has, those it shares with others included."""
        return Counter(citation.document for passage in self.passages for citation in passage.citations)

    def words(self) -> Iterable[str]:
        """Return the words that the documents hold, each once, of three letters at least."""
        return {word for passage in self.passages for word in _WORD.findall(passage.text)}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {document.id: place for place, document in enumerate(self.documents)}

    @cached_property
    def _numbered(self) -> Sequence[Passage]:
        return tuple(self.passages)

    @cached_property
    def _numbers(self) -> Mapping[str, Sequence[int]]:
        numbers: dict[str, list[int]] = {}
        for number, passage in enumerate(self.passages):
            for document in {citation.document for citation in passage.citations}:
                numbers.setdefault(document, []).append(number)
        return numbers

    def _unknown(self, identifier: str) -> UnknownDocumentError:
        import difflib

        echo = " ".join(identifier.split())[:_LONGEST_ECHO]
        nearest = difflib.get_close_matches(echo, self._places, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(nearest)}?" if nearest else "'meeting-bot documents' lists them"
        message = f"no document is called '{echo}'; {hint}"
        return UnknownDocumentError(message, identifier=echo, nearest=tuple(nearest))


def load(folder: Path, found: Folder | None = None, *, track: Track = untracked) -> Library:
    """Read all documents of a folder and its subfolders into memory.

    Args:
        folder: The folder.
        found: What lies there, where that is known already.
        track: Is told how far the work is.

    Raises:
        LibraryError: The folder is missing or holds no text, or documents are wrong: all are named.
    """
    found = found or files.look(folder)
    documents: list[Document] = []
    problems = list(found.problems)
    for file in track(found.files, doing="reading documents", total=len(found.files)):
        try:
            documents.append(read_file(file).document)
        except DocumentError as error:
            problems.append(error)
    files.refuse(folder, problems)
    divided = passages(track(documents, doing="dividing documents", total=len(documents)))
    if not divided:
        raise without_text(folder)
    return Library(folder=folder, documents=tuple(documents), passages=divided, skipped=found.skipped)


def without_text(folder: Path) -> LibraryError:
    """Return the error that a folder holds no text."""
    return LibraryError(f"{folder}: holds no text to answer from; put {' or '.join(READERS)} files there")
