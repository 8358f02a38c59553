"""Files into documents with their records: the work that processes share."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.documents.folder import UNSEEN, is_settled
from bot.documents.reading import read_file
from bot.errors import DocumentError
from bot.store.packing import packed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.documents.folder import DocumentFile
    from bot.documents.model import Document
    from bot.library.records import RecordMaker
    from bot.store.protocol import Signature
    from bot.store.record import PackedDocument

    Asked = tuple[DocumentFile, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file says something else than before; `document` is what."""

    document: PackedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """A file says what it said; `signature` is what it looks like now."""

    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A file cannot be read; `error` says why."""

    error: DocumentError


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A file is no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What came of reading a file."""

    file: DocumentFile
    outcome: Written | Same | Unreadable | Gone


class _New(NamedTuple):
    """A file that says something else than before, whose records are yet to be made."""

    document: Document
    content: str
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReader:
    """Reads files; can be sent to another process.

    Attributes:
        synonyms: Names, each with other names of the same thing.
        table: The file of the word vectors; None to do without.
        megabytes_at_most: How large a file may be.
    """

    synonyms: tuple[tuple[str, tuple[str, ...]], ...]
    table: Path | None
    megabytes_at_most: int

    def read(self, asked: Sequence[Asked]) -> list[FileRead]:
        """Return what came of each file, in order.

        Args:
            asked: The files, each with the SHA-256 of what it said, in hex, or an empty text.
        """
        found = [(file, self._looked_at(file, known)) for file, known in asked]
        sources = [one for _, one in found if isinstance(one, _New)]
        # What takes time only where a file has changed is not even loaded for others.
        records = _record_maker(self.synonyms, self.table).read_many(sources) if sources else iter(())
        return [
            FileRead(
                file=file,
                outcome=Written(document=packed(next(records))) if isinstance(one, _New) else one,
            )
            for file, one in found
        ]

    def _looked_at(self, file: DocumentFile, known: str) -> _New | Same | Unreadable | Gone:
        try:
            read = read_file(file, megabytes_at_most=self.megabytes_at_most)
        except DocumentError as error:
            return Gone() if isinstance(error.__cause__, FileNotFoundError) else Unreadable(error=error)
        signature = read.signature if is_settled(read.signature, time.time_ns()) else UNSEEN
        if read.content == known:
            return Same(signature=signature)
        return _New(read.document, read.content, signature)


@lru_cache(maxsize=1)
def _record_maker(synonyms: tuple[tuple[str, tuple[str, ...]], ...], table: Path | None) -> RecordMaker:
    """Return what makes records in this process, which remembers the words that it has read."""
    from bot.library.records import RecordMaker
    from bot.search.text.bulk import BulkAnalyzer
    from bot.search.text.terms import Analyzer
    from bot.search.vectors.word_vectors import open_vectors

    vectors = None if table is None else open_vectors(table)
    analyzer = Analyzer(synonyms=dict(synonyms))
    return RecordMaker(analyzer, BulkAnalyzer(analyzer, None if vectors is None else vectors.rows), vectors)
