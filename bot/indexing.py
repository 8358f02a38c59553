"""Indexing a library, or opening the index that was kept of it."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.search.analysis import Analyzer
from bot.search.engines import engine_for
from bot.search.ranking.passage_terms import PassageText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from bot.config import Settings
    from bot.documents.library import Library
    from bot.progress import Track
    from bot.search.engines import Engine
    from bot.search.index import Index
    from bot.search.postings.cache import Opened
    from bot.search.postings.contents import Contents
    from bot.search.ranking.tables import Tables
    from bot.search.vectors.word_vectors import WordVectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """An index of a library.

    Attributes:
        analyzer: What makes terms, of questions as of passages.
        tables: What stands in the passages.
        index: Proposes passages.
        sentence_lengths: What `bot.search.ranking.meanings` says of the passages, where it was kept.
        notices: What an owner should know of it, a line each.
    """

    analyzer: Analyzer
    tables: Tables
    index: Index
    sentence_lengths: NDArray[np.float64] | None = None
    notices: tuple[str, ...] = ()


def index_library(
    settings: Settings, documents: Library, vectors: WordVectors | None, *, track: Track, rebuild: bool
) -> Indexed:
    """Index a library; a large one is opened where its index was kept.

    Args:
        settings: How to search.
        documents: The library.
        vectors: What words mean, where that counts.
        track: Shows how far the work is.
        rebuild: Whether to index a large library again even if its index was kept.

    Raises:
        SynonymError: A name of the synonyms cannot be used.
    """
    make_analyzer = functools.partial(
        Analyzer,
        synonyms={synonym.name: synonym.others for synonym in settings.synonyms},
        dates=[document.date for document in documents.documents if document.date],
    )
    if engine(settings, documents) == "small":
        return _small(settings, documents, make_analyzer(), track)
    k1, b = settings.search.k1, settings.search.b

    def build() -> Contents:
        from bot.search.postings.contents import contents_of
        from bot.search.ranking.parallel_reading import read_on_all_processors

        found = _texts(documents, track)
        tables = read_on_all_processors(found, size=len(documents.passages), analyzer=make_analyzer)
        return contents_of(tables, vectors=vectors, k1=k1, b=b)

    from bot.search.postings.index import PostingsIndex

    # What a name of the synonyms lacks is said before any work is done.
    analyzer = make_analyzer()
    opened = _opened(settings, _key(settings, documents, vectors), build, rebuild=rebuild)
    return Indexed(
        analyzer=analyzer,
        tables=opened.contents.tables,
        index=PostingsIndex(opened.contents.postings),
        sentence_lengths=opened.contents.sentence_lengths,
        notices=opened.notices,
    )


def _small(settings: Settings, documents: Library, analyzer: Analyzer, track: Track) -> Indexed:
    from bot.search.bm25 import Bm25Index
    from bot.search.ranking.passage_terms import PassageTerms
    from bot.search.ranking.reading import read

    tables = read(_texts(documents, track), analyzer)
    index = Bm25Index(PassageTerms(tables).in_order(), k1=settings.search.k1, b=settings.search.b)
    return Indexed(analyzer=analyzer, tables=tables, index=index)


def engine(settings: Settings, documents: Library) -> Engine:
    """Return the name of the engine that serves a library."""
    return engine_for(len(documents.passages), wanted=settings.search.engine)


def cache_folder() -> Path | None:
    """Return where the indexes of large libraries are kept, or None where the user has no home."""
    import platformdirs

    try:
        return platformdirs.user_cache_path("meeting-bot")
    except RuntimeError:
        return None


def _opened(settings: Settings, key: str, build: Callable[[], Contents], *, rebuild: bool) -> Opened:
    from bot.search.postings.cache import Opened, SnapshotCache

    folder = cache_folder()
    if folder is None:
        homeless = "there is no home folder to keep the index in: set XDG_CACHE_HOME; it stays in memory"
        return Opened(contents=build(), notices=(homeless,))
    cache = SnapshotCache(folder=folder, bytes_at_most=settings.search.cache_megabytes << 20)
    return cache.open(key, build, rebuild=rebuild)


def _key(settings: Settings, documents: Library, vectors: WordVectors | None) -> str:
    """Return what tells the index of a library from that of any other, and from what other code makes."""
    from bot import __version__
    from bot.search.engines import code_fingerprint

    digest = hashlib.sha256(documents.fingerprint.encode())
    for document in documents.documents:
        # The fingerprint has the beginning of a hash of each text, which two may share.
        digest.update(hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).digest())
    synonyms = [(synonym.name, synonym.others) for synonym in settings.synonyms]
    table = None if vectors is None else vectors.fingerprint()
    facts = (__version__, code_fingerprint(), table, settings.search.k1, settings.search.b, synonyms)
    digest.update(repr(facts).encode())
    return digest.hexdigest()[:32]


def _texts(documents: Library, track: Track) -> Iterator[PassageText]:
    """Yield the texts of passages for the search; those of one paragraph share a number."""
    paragraphs: dict[tuple[str, int], int] = {}
    found = documents.passages
    for passage in track(found, doing="indexing passages", total=len(found)):
        paragraph = (passage.citation.document, passage.citation.paragraphs[0])
        yield PassageText(
            text=passage.text,
            sentences=[(sentence.start, sentence.end) for sentence in passage.sentences],
            paragraph=paragraphs.setdefault(paragraph, len(paragraphs)),
        )
