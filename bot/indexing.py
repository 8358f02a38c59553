"""The documents of a folder and their index: read into memory, or opened where they were kept, by size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.documents import files, library as documents
from bot.progress import untracked
from bot.search.engines import LARGE_FROM, LARGE_FROM_BYTES, engine_for
from bot.search.ranking.passage_terms import PassageText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.collection.following import Follower
    from bot.collection.library import CollectionLibrary
    from bot.collection.opening import Opened, Opener
    from bot.config import Settings
    from bot.documents.library import Library
    from bot.progress import Track
    from bot.search.text.terms import Analyzer
    from bot.search.engines import Engine
    from bot.search.index import Index
    from bot.search.ranking.passage_terms import PassageTerms
    from bot.search.vectors.word_vectors import WordVectors

_MAY_BE_LARGE = 1 << 16
"""Bytes of files from which on it is worth to look whether an index was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """What a search needs of a library.

    Attributes:
        analyzer: What makes terms, of questions as of passages.
        passages: What stands in the passages.
        index: Proposes passages.
        notices: What an owner should know of it, a line each.
    """

    analyzer: Analyzer
    passages: PassageTerms
    index: Index
    notices: tuple[str, ...] = ()


def open_library(
    settings: Settings,
    folder: Path,
    vectors: Callable[[], WordVectors | None],
    *,
    table: Path | None,
    track: Track,
    rebuild: bool,
) -> Library:
    """Return the documents of a folder; a large library is opened where it was kept, with its index.

    Args:
        settings: How to search.
        folder: The folder.
        vectors: Returns what words mean, where that counts; asked for a library that may be large only.
        table: Their table; None for the one that is shipped.
        track: Shows how far the work is.
        rebuild: Whether to read and index a large library again even if it was kept.

    Raises:
        LibraryError: The folder is missing or holds no text, or documents are wrong: all are named.
        SynonymError: A name of the synonyms cannot be used.
        IndexingError: Indexing would take more memory than it may.
    """
    wanted = settings.search.engine
    found = files.look(folder)
    size = found.size
    if wanted != "small" and (wanted == "large" or size >= _MAY_BE_LARGE):
        opener = opener_of(settings, folder, vectors(), table=table, track=track)
        opened = None if rebuild else opener.opened(found)
        if opened is None and (wanted == "large" or size >= LARGE_FROM_BYTES):
            opened = opener.built(found)
        if opened is not None and _is_large(settings, opened, size):
            return opener.library(opened, found)
    loaded = documents.load(folder, found, track=track)
    if engine_for(len(loaded.passages), wanted=wanted) == "small":
        return loaded
    opener = opener_of(settings, folder, vectors(), table=table, track=track)
    return opener.library(opener.built(found), found)


def opener_of(
    settings: Settings, folder: Path, vectors: WordVectors | None, *, table: Path | None, track: Track
) -> Opener:
    """Return what opens the collection of a folder, and keeps it.

    Raises:
        SynonymError: A name of the synonyms cannot be used.
    """
    from bot.collection.analyzers import Lexicons, MakeAnalyzer
    from bot.collection.keys import key_of
    from bot.collection.opening import Opener
    from bot.search.vectors.table import TABLE
    from bot.storage.cache import SnapshotCache

    make = MakeAnalyzer(tuple((synonym.name, synonym.others) for synonym in settings.synonyms))
    lexicons = Lexicons(make)
    # What a name of the synonyms lacks is said before any work is done.
    lexicons(frozenset())
    search = settings.search
    return Opener(
        folder=folder,
        lexicons=lexicons,
        vectors=vectors,
        table=table or TABLE,
        cache=SnapshotCache(folder=cache_folder(), bytes_at_most=search.cache_megabytes << 20),
        key=key_of(folder, make, vectors),
        k1=search.k1,
        b=search.b,
        megabytes_at_most=search.memory_megabytes,
        track=track,
    )


def follower_of(settings: Settings, library: Library, vectors: WordVectors | None) -> Follower | None:
    """Return what brings a library up to date, None for one that is in memory.

    Raises:
        SynonymError: A name of the synonyms cannot be used.
    """
    from bot.collection.following import Follower

    kept = _kept(library)
    if kept is None:
        return None
    opener = opener_of(settings, library.folder, vectors, table=None, track=untracked)
    return Follower(opener, kept)


def index_library(settings: Settings, library: Library, vectors: WordVectors | None) -> Indexed:
    """Return the index of a library, which is made where it was not opened with it.

    Raises:
        SynonymError: A name of the synonyms cannot be used.
    """
    from bot.collection.analyzers import MakeAnalyzer

    make = MakeAnalyzer(tuple((synonym.name, synonym.others) for synonym in settings.synonyms))
    k1, b = settings.search.k1, settings.search.b
    kept = _kept(library)
    if kept is not None:
        from bot.collection.searching import index_of, terms_of

        collection = kept.collection
        return Indexed(
            analyzer=make(collection.dates),
            passages=terms_of(collection),
            index=index_of(collection, k1=k1, b=b),
            notices=kept.notices,
        )
    analyzer = make(frozenset(document.date for document in library.documents if document.date))
    if engine(settings, library) == "small":
        return _small(settings, library, analyzer)
    from bot.collection.opening import collection_in_memory
    from bot.collection.searching import index_of, terms_of

    collection = collection_in_memory(library.documents, analyzer, vectors, k1=k1, b=b)
    return Indexed(analyzer=analyzer, passages=terms_of(collection), index=index_of(collection, k1=k1, b=b))


def share_words(library: Library, before: Library) -> bool:
    """Whether words have the numbers in a library that they had in another, which it came of."""
    own, other = _kept(library), _kept(before)
    return (
        own is not None
        and other is not None
        and own.collection.names is other.collection.names
        and own.collection.spellings is other.collection.spellings
    )


def engine(settings: Settings, library: Library) -> Engine:
    """Return the name of the engine that serves a library."""
    if _kept(library) is not None:
        return "large"
    return engine_for(len(library.passages), wanted=settings.search.engine)


def cache_folder() -> Path | None:
    """Return where the indexes of large libraries are kept, or None where the user has no home."""
    import platformdirs

    try:
        return platformdirs.user_cache_path("meeting-bot")
    except RuntimeError:
        return None


def _kept(library: Library) -> CollectionLibrary | None:
    """Return a library that was opened with its index, None for one in memory."""
    if type(library) is documents.Library:
        return None  # and nothing of collections need be imported
    from bot.collection.library import CollectionLibrary

    return library if isinstance(library, CollectionLibrary) else None


def _is_large(settings: Settings, opened: Opened, size: int) -> bool:
    passages = opened.collection.statistics.passages
    return settings.search.engine == "large" or size >= LARGE_FROM_BYTES or passages >= LARGE_FROM


def _small(settings: Settings, library: Library, analyzer: Analyzer) -> Indexed:
    from bot.search.bm25 import Bm25Index
    from bot.search.ranking.reading import read
    from bot.search.ranking.segment_terms import SegmentTerms

    passages = SegmentTerms(read(_texts(library), analyzer))
    index = Bm25Index(passages.in_order(), k1=settings.search.k1, b=settings.search.b)
    return Indexed(analyzer=analyzer, passages=passages, index=index)


def _texts(library: Library) -> Iterator[PassageText]:
    """Yield the texts of passages for the search; those of one paragraph share a number."""
    paragraphs: dict[tuple[str, int], int] = {}
    for passage in library.passages:
        paragraph = (passage.citation.document, passage.citation.paragraphs[0])
        yield PassageText(
            text=passage.text,
            sentences=[(sentence.start, sentence.end) for sentence in passage.sentences],
            paragraph=paragraphs.setdefault(paragraph, len(paragraphs)),
        )
