"""Building a collection from its files, on all processors, with little of it in memory at a time."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.collection import part as parts
from bot.collection.analyzers import MOST_KNOWN_WORDS
from bot.collection.blocks import Run, Source
from bot.collection.joining import Joined
from bot.collection.processes import processors, worked_on
from bot.collection.segment import first_content
from bot.documents.files import refuse
from bot.documents.library import without_text
from bot.errors import IndexingError
from bot.search.ranking.lexicon import Lexicon
from bot.search.vectors.word_vectors import open_vectors
from bot.search.vocabulary import Vocabulary
from bot.storage import snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.collection.analyzers import MakeAnalyzer
    from bot.collection.part import Part
    from bot.documents.files import DocumentFile, Folder
    from bot.errors import DocumentError
    from bot.progress import Track
    from bot.search.vectors.word_vectors import WordVectors
    from bot.storage.snapshot import Streamed

    Array = NDArray[Any]

_LEAST_AT_ONCE, _MOST_AT_ONCE = 1 << 20, 8 << 20
"""Bytes of text that a process reads at once: a few thousand passages."""

_CHUNKS_A_PROCESS = 4
"""So that all are done at about the same time."""

_WORTH_PROCESSES = 8 << 20
"""Bytes of text from which on starting processes takes less than it saves."""

_MEGABYTES_A_PROCESS = 200
_BYTES_A_TERM = 24
"""Memory that inverting takes for each term of each passage, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Some files to be read by one process.

    Attributes:
        analyzer: Makes what reads them.
        table: The table of the vectors that know what their sentences mean; None to do without.
        scratch: Where to write what they hold; None to return it.
    """

    files: tuple[DocumentFile, ...]
    analyzer: MakeAnalyzer
    table: Path | None
    scratch: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadChunk:
    """What a chunk holds: as arrays, or the file that they were written to."""

    files: int
    found: Mapping[str, Array] | Path
    problems: tuple[DocumentError, ...]
    dates_read: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The first segment of a collection, as arrays that are made while they are written.

    Attributes:
        content: The arrays by name.
        dates_read: The dates in digits that were read, as if no document had a date.
    """

    content: Mapping[str, Array | Streamed]
    dates_read: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """Builds the first segment of a collection.

    Attributes:
        analyzer: Makes what reads the documents; it must be able to be pickled.
        table: The table of the vectors that know what their sentences mean; None to do without.
        k1, b: The parameters of BM25.
        megabytes_at_most: How much memory the work may take, about.
        track: Is told how far the work is.
    """

    analyzer: MakeAnalyzer
    table: Path | None
    k1: float
    b: float
    megabytes_at_most: int
    track: Track

    def build(self, folder: Path, found: Folder, scratch: Path | None) -> Built:
        """Return what the files of a folder hold.

        What is returned is made of files in `scratch`, and to be used up before these are removed.

        Args:
            folder: The folder of documents, for messages.
            found: What lies there.
            scratch: A folder for what does not fit into memory; None where there is none.

        Raises:
            LibraryError: Documents are wrong: all are named. Or they hold no text.
            IndexingError: It would take more memory than it may.
        """
        read = list(self._read(found, scratch))
        refuse(folder, [*found.problems, *(problem for one in read for problem in one.problems)])
        found_parts = [_part(one.found) for one in read]
        if not any(len(part.store.digests) for part in found_parts):
            raise without_text(folder)
        self._refuse_too_many(found_parts)
        return Built(
            content=first_content(joined_parts(found_parts), k1=self.k1, b=self.b),
            dates_read=frozenset().union(*(one.dates_read for one in read)),
        )

    def _read(self, found: Folder, scratch: Path | None) -> Iterator[ReadChunk]:
        sizes = [file.seen[0] for file in found.files]
        many = max(1, min(processors(), self.megabytes_at_most // _MEGABYTES_A_PROCESS))
        processes = many if sum(sizes) >= _WORTH_PROCESSES else 1
        at_once = sum(sizes) // (processes * _CHUNKS_A_PROCESS)
        chunks = (
            Chunk(files=files, analyzer=self.analyzer, table=self.table, scratch=scratch)
            for files in _together(found.files, sizes, at_once=at_once)
        )
        with contextlib.closing(worked_on(chunks, read_chunk, processes=processes)) as results:
            yield from self._tracked(results, len(found.files))

    def _tracked(self, results: Iterator[ReadChunk], total: int) -> Iterator[ReadChunk]:
        read: list[ReadChunk] = []

        def files() -> Iterator[None]:
            for result in results:
                read.append(result)
                yield from [None] * result.files

        for _ in self.track(files(), doing="indexing documents", total=total):
            yield from read
            read.clear()
        yield from read

    def _refuse_too_many(self, found: Iterable[Part]) -> None:
        terms = sum(len(part.tables.terms) for part in found)
        needed = (terms * _BYTES_A_TERM) >> 20
        if needed > self.megabytes_at_most:
            raise IndexingError(
                f"indexing these documents takes about {needed} MB of memory: "
                f"[search] memory_megabytes allows {self.megabytes_at_most}"
            )


def read_chunk(chunk: Chunk) -> ReadChunk:
    """Read the files of a chunk."""
    lexicon = _lexicon(chunk.analyzer)
    vectors = None if chunk.table is None else _vectors(chunk.table)
    read = parts.read_part(chunk.files, lexicon, vectors)
    if len(lexicon) > MOST_KNOWN_WORDS:
        _lexicon.cache_clear()
    return ReadChunk(
        files=len(chunk.files),
        found=_written(parts.to_arrays(read.part), chunk.scratch),
        problems=read.problems,
        dates_read=lexicon.analyzer.dates_read,
    )


@lru_cache(maxsize=1)
def _lexicon(make: MakeAnalyzer) -> Lexicon:
    """Return what a process knows of words from chunk to chunk."""
    return Lexicon(make())


@lru_cache(maxsize=1)
def _vectors(table: Path) -> WordVectors:
    return open_vectors(table)


def _written(arrays: Mapping[str, Array], scratch: Path | None) -> Mapping[str, Array] | Path:
    if scratch is None:
        return arrays
    try:
        with tempfile.NamedTemporaryFile(dir=scratch, suffix=".part", delete=False) as file:
            path = Path(file.name)
        snapshot.write(path, arrays, key="")
    except OSError:
        return arrays  # no space, say: what is in memory serves as well
    return path


def _part(found: Mapping[str, Array] | Path) -> Part:
    if not isinstance(found, Path):
        return parts.from_arrays(found)
    try:
        return parts.from_arrays(snapshot.read(found, key=""))
    except (OSError, snapshot.DamagedSnapshotError) as error:
        wrong = (
            f"what was written to the cache directory while indexing is gone or damaged; try again: {error}"
        )
        raise IndexingError(wrong) from error


def joined_parts(found: Sequence[Part]) -> Joined:
    """Return parts as one, by the numbers of vocabularies that they share."""
    names: dict[str, int] = {}
    spellings: dict[str, int] = {}

    def numbers(own: Vocabulary, common: dict[str, int]) -> NDArray[np.int32]:
        return np.array([common.setdefault(name, len(common)) for name in own.names], dtype=np.int32)

    sources = [
        Source(
            part=part,
            names=numbers(part.tables.names, names),
            spellings=numbers(part.tables.spellings, spellings),
        )
        for part in found
    ]
    runs = [Run(source=source, first=0, end=len(source.part.store.entries)) for source in sources]
    return Joined(runs, names=Vocabulary(names), spellings=Vocabulary(spellings))


def _together(
    files: Sequence[DocumentFile], sizes: Sequence[int], *, at_once: int
) -> Iterator[tuple[DocumentFile, ...]]:
    """Yield the files in order, about so many bytes of them at once."""
    enough = min(max(at_once, _LEAST_AT_ONCE), _MOST_AT_ONCE)
    together: list[DocumentFile] = []
    bytes_of_all = 0
    for file, size in zip(files, sizes, strict=True):
        together.append(file)
        bytes_of_all += size
        if bytes_of_all >= enough:
            yield tuple(together)
            together, bytes_of_all = [], 0
    if together:
        yield tuple(together)
