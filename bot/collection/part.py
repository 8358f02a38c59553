"""A part of a collection: some documents, divided and read, each passage with a row of its own."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.documents.file_reading import read_file
from bot.documents.passages import divide
from bot.documents.stored import store as document_store
from bot.documents.stored.writing import StoreWriter
from bot.errors import DocumentError
from bot.search.ranking import tables as ranking_tables
from bot.search.ranking.meanings import with_meaning_lengths
from bot.search.ranking.passage_terms import PassageText
from bot.search.ranking.reading import read_with
from bot.search.ranking.tables import Tables
from bot.search.vocabulary_arrays import arrays_of, vocabulary_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.documents.file_reading import ReadFile
    from bot.documents.files import DocumentFile
    from bot.documents.model import Passage
    from bot.documents.stored.store import Store
    from bot.search.ranking.lexicon import Lexicon
    from bot.search.vectors.word_vectors import WordVectors
    from bot.search.vocabulary import Vocabulary

_NAMES, _SPELLINGS = "names", "spellings"
_STORE, _TABLES, _ENTRIES = "store.", "tables.", "entries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some documents and what stands in their passages.

    Attributes:
        store: The documents.
        tables: What stands in the rows of the store.
    """

    store: Store
    tables: Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPart:
    """A part as it was read, or what is wrong with its files."""

    part: Part
    problems: tuple[DocumentError, ...]


def read_part(found: Iterable[DocumentFile], lexicon: Lexicon, vectors: WordVectors | None) -> ReadPart:
    """Return what files hold, in their order, without those that are wrong."""
    documents: list[ReadFile] = []
    problems: list[DocumentError] = []
    for file in found:
        try:
            documents.append(read_file(file))
        except DocumentError as error:
            problems.append(error)
    return ReadPart(part=part_of(documents, lexicon, vectors), problems=tuple(problems))


def part_of(documents: Sequence[ReadFile], lexicon: Lexicon, vectors: WordVectors | None) -> Part:
    """Return documents, divided and read.

    Args:
        documents: The documents, in the order of their identifiers.
        lexicon: What is known of words from reading before; what is new is added.
        vectors: Know what their sentences mean; None to do without.
    """
    writer = StoreWriter(now=time.time_ns())

    def texts() -> Iterator[PassageText]:
        paragraphs = 0
        for document in documents:
            for passage in writer.added(document, divide(document.document)):
                yield _text(passage, paragraphs + passage.citation.paragraphs[0])
            paragraphs += len(document.document.paragraphs)

    tables = read_with(lexicon, texts())
    return Part(
        store=writer.store(), tables=tables if vectors is None else with_meaning_lengths(tables, vectors)
    )


def to_arrays(part: Part) -> dict[str, NDArray[Any]]:
    """Return a part as arrays by name."""
    return {
        _ENTRIES: document_store.encoded(part.store.entries),
        **{f"{_STORE}{name}": getattr(part.store, name) for name in document_store.ARRAYS},
        **arrays_of(_NAMES, part.tables.names),
        **arrays_of(_SPELLINGS, part.tables.spellings),
        **{
            f"{_TABLES}{name}": array
            for name in (*ranking_tables.ARRAYS, *ranking_tables.OPTIONAL)
            if (array := getattr(part.tables, name)) is not None
        },
    }


def from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Part:
    """Return what was made into arrays, with the arrays as they are."""
    names, spellings = vocabulary_from(_NAMES, arrays), vocabulary_from(_SPELLINGS, arrays)
    return part_from(arrays, names=names, spellings=spellings)


def part_from(arrays: Mapping[str, NDArray[Any]], *, names: Vocabulary, spellings: Vocabulary) -> Part:
    """Return what was made into arrays, by the numbers of some vocabularies."""
    own = {name.removeprefix(_STORE): array for name, array in arrays.items() if name.startswith(_STORE)}
    tables = {name: arrays[f"{_TABLES}{name}"] for name in ranking_tables.ARRAYS}
    tables.update(
        (name, arrays[f"{_TABLES}{name}"]) for name in ranking_tables.OPTIONAL if f"{_TABLES}{name}" in arrays
    )
    return Part(
        store=document_store.store_from({_ENTRIES: arrays[_ENTRIES], **own}),
        tables=Tables(names=names, spellings=spellings, **tables),
    )


def _text(passage: Passage, paragraph: int) -> PassageText:
    return PassageText(
        text=passage.text,
        sentences=[(sentence.start, sentence.end) for sentence in passage.sentences],
        paragraph=paragraph,
    )
