"""The composition root: settings in, a service out."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import (
    ConfigurationError,
    DamagedStoreError,
    LibraryError,
    QuestionSetError,
    SynonymError,
    VectorsError,
)
from bot.progress import untracked
from bot.search.filters import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answers.assistant import Assistant
    from bot.answers.model import Answer
    from bot.config import Settings
    from bot.library.library import Library, Refreshed
    from bot.library.snapshot import Snapshot
    from bot.progress import Track
    from bot.search.filters import Filter
    from bot.search.vectors.word_vectors import WordVectors
    from bot.store.cache import CacheFolder
    from bot.store.cited import CitedTexts, StateStore

_PACKAGE = Path(__file__).parent

KEPT_FROM = 1 << 16
"""Bytes of files from which documents are kept on disk; fewer are read as fast as they are opened."""

ANALYSIS = 1
"""A number to be raised when the same document would be divided or read otherwise: what was kept is read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is known of words.

    Attributes:
        vectors: What words mean; None to go by the words themselves alone.
        table: The file of these vectors; None without them.
        notices: What an owner should know of them, a line each.
    """

    vectors: WordVectors | None
    table: Path | None
    notices: tuple[str, ...] = ()


class Service:
    """Answers questions from a folder of documents, and follows what becomes of them.

    Args:
        settings: How to search and to answer.
        library: The documents.
        words: What is known of words.
    """

    def __init__(self, settings: Settings, library: Library, words: Words) -> None:
        self._settings = settings
        self._library = library
        self._words = words
        self._current = _assistant(settings, library.current, words)

    @property
    def current(self) -> Assistant:
        """What answers now; whoever answers somebody takes it once and keeps to it until they are done."""
        return self._current

    @property
    def engine(self) -> str:
        """The name of the engine that finds passages."""
        return self._library.engine_name

    def refresh(self) -> Refreshed:
        """Look at the documents, and answer from them as they are from now on; any thread may."""
        return self._adopted(self._library.refresh())

    def recover(self, damage: DamagedStoreError) -> Refreshed:
        """Read all documents again, since what was kept of them turned out to be damaged."""
        return self._adopted(self._library.recover(damage))

    def ask(
        self,
        question: str,
        *,
        assistant: Assistant | None = None,
        passages: int | None = None,
        within: Filter = EVERYTHING,
        after: str | None = None,
    ) -> Answer:
        """Answer a question; where what was kept of the documents is damaged, from reading them again.

        Args:
            question: As a person wrote it.
            assistant: What answers; None for what answers now.
            passages: How many quotes at most; None for the setting.
            within: Which passages to look in.
            after: What the same person asked before.

        Raises:
            UnknownDocumentError: There is no such document.
        """
        answering = assistant or self._current
        try:
            return answering.ask(question, passages=passages, within=within, after=after)
        except DamagedStoreError as damage:
            self.recover(damage)
            return self._current.ask(question, passages=passages, within=within, after=after)

    def _adopted(self, refreshed: Refreshed) -> Refreshed:
        snapshot = self._library.current
        if snapshot is not self._current.library:
            self._current = _assistant(self._settings, snapshot, self._words)
        return refreshed


def open_service(
    settings: Settings, *, track: Track = untracked, table: Path | None = None, rebuild: bool = False
) -> Service:
    """Load the documents that the settings name, or those that are shipped, and index them.

    Args:
        settings: Where the documents lie, and how to search and to answer.
        track: Shows how far the work is.
        table: The table of word vectors; None for the one that is shipped.
        rebuild: Whether to read the documents again even if they were kept.

    Raises:
        ConfigurationError: A name of the synonyms cannot be used.
        LibraryError: The folder is missing, or holds no text.
        IndexingError: Indexing would take more memory than there is.
        InstallationError: A file that the program brings with it, other than the table, is damaged.
    """
    words = _words(settings, table)
    with _naming_synonyms(settings):
        return Service(settings, _library(settings, words, track=track, rebuild=rebuild), words)


def _assistant(settings: Settings, snapshot: Snapshot, words: Words) -> Assistant:
    """Return what answers from a snapshot of the documents."""
    from bot.answers.assistant import Assistant
    from bot.answers.coverage import CoverageModel, read_weights
    from bot.answers.suggestions import Suggestions
    from bot.search.searcher import Searcher
    from bot.search.text.terms import Analyzer

    searcher = Searcher(
        analyzer=Analyzer(
            synonyms={synonym.name: synonym.others for synonym in settings.synonyms},
            dates=[one.facts.date for one in snapshot.documents if one.facts.date],
        ),
        engine=snapshot.engine,
        store=snapshot.store,
        documents=snapshot.documents,
        vectors=words.vectors,
        k1=settings.search.k1,
        b=settings.search.b,
    )
    coverage = CoverageModel(
        weights=read_weights(with_vectors=words.vectors is not None),
        least=settings.answers.least_coverage,
        sure=settings.answers.sure_coverage,
    )
    return Assistant(
        library=snapshot,
        searcher=searcher,
        passages=settings.answers.passages,
        coverage=coverage,
        suggestions=Suggestions(
            questions=lambda: _known_questions(snapshot.folder), searcher=searcher, coverage=coverage
        ),
        fingerprint=_fingerprint(settings, snapshot, words),
        notices=(*words.notices, *snapshot.notices),
    )


def _fingerprint(settings: Settings, snapshot: Snapshot, words: Words) -> str:
    """Return what tells answers of these documents under these settings from others."""
    from bot import __version__

    facts = (
        __version__,
        snapshot.fingerprint,
        # Which engine searches changes no answer.
        (settings.search.k1, settings.search.b, settings.search.vectors),
        settings.answers.least_coverage,
        settings.answers.sure_coverage,
        settings.synonyms,
        words.vectors is not None,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _library(settings: Settings, words: Words, *, track: Track, rebuild: bool) -> Library:
    from bot.library.file_reader import FileReader
    from bot.library.library import Library, LibrarySettings

    search, documents = settings.search, settings.documents
    synonyms = tuple((synonym.name, synonym.others) for synonym in settings.synonyms)
    folder = corpus_folder(settings)
    return Library(
        LibrarySettings(
            folder=folder,
            key=_key(folder, synonyms, words),
            cache=_cache(settings),
            kept_from=KEPT_FROM,
            engine=search.engine,
            k1=search.k1,
            b=search.b,
            megabytes_at_most=search.memory_megabytes,
            read_again_hours=documents.read_again_hours,
        ),
        FileReader(synonyms=synonyms, table=words.table, megabytes_at_most=documents.megabytes_at_most),
        track=track,
        rebuild=rebuild,
    )


def _key(folder: Path, synonyms: tuple[tuple[str, tuple[str, ...]], ...], words: Words) -> str:
    """Return the key by which the documents of a folder are kept, as they are read under these settings."""
    from bot import __version__

    table = None if words.vectors is None else words.vectors.fingerprint()
    facts = (__version__, ANALYSIS, str(folder.resolve()), synonyms, table)
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _cache(settings: Settings) -> CacheFolder | None:
    """Return where documents are kept, or None where the user has no home."""
    import platformdirs

    from bot.store.cache import CacheFolder

    try:
        folder = platformdirs.user_cache_path("meeting-bot")
    except RuntimeError:
        return None
    return CacheFolder(folder=folder, bytes_at_most=settings.search.cache_megabytes << 20)


def corpus_folder(settings: Settings) -> Path:
    """Return the folder of documents that the settings name, or of those that are shipped.

    Raises:
        LibraryError: It begins with the home of a user who does not exist.
    """
    folder = settings.documents.folder
    if not folder:
        return shipped_corpus()
    try:
        return Path(folder).expanduser()
    except RuntimeError as error:
        raise LibraryError(f"{folder}: there is no such user's folder of documents") from error


def shipped_corpus() -> Path:
    """Return the folder of the shipped documents: in the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "corpus"
    return installed if installed.is_dir() else _PACKAGE.parent / "corpus"


def _words(settings: Settings, table: Path | None) -> Words:
    """Return what is known of words, or else what to say of the word vectors being gone."""
    if not settings.search.vectors:
        return Words(vectors=None, table=None)
    from bot.search.vectors.table import TABLE
    from bot.search.vectors.word_vectors import open_vectors

    path = table or TABLE
    try:
        return Words(vectors=open_vectors(path), table=path)
    except VectorsError as error:
        notice = f"questions in other words than the documents' are answered less well: {error}"
        return Words(vectors=None, table=None, notices=(notice,))


@contextlib.contextmanager
def _naming_synonyms(settings: Settings) -> Iterator[None]:
    """Name the setting where a name of the synonyms cannot be used."""
    try:
        yield
    except SynonymError as error:
        wrong = next(synonym for synonym in settings.synonyms if synonym.name == error.key)
        raise ConfigurationError(f"{wrong.key}: {error}") from error


def _known_questions(folder: Path) -> list[str]:
    """Return the questions of the sets beside the documents that these answer."""
    from bot.evaluation import question_set

    known: list[str] = []
    for path in sorted(folder.rglob("*.questions.jsonl")):
        try:
            known += [question.text for question in question_set.read(path) if question.covered]
        except QuestionSetError:
            continue  # `eval` says what is wrong with it; answers do without
    return known


def state_folder() -> Path:
    """Return where the user's state lies: the history of questions, and what was cited.

    Raises:
        ConfigurationError: The user has no home folder, and the environment names none for state.
    """
    import platformdirs

    try:
        return platformdirs.user_state_path("meeting-bot")
    except RuntimeError as error:
        raise ConfigurationError("there is no home folder to keep state in: set XDG_STATE_HOME") from error


def cited_texts() -> CitedTexts:
    """Return what was quoted on this machine; without a home, nothing is kept."""
    from bot.store.cited import CitedTexts

    return CitedTexts(state_store())


def state_store() -> StateStore:
    """Return what is kept between runs; without a home, nothing is."""
    from bot.store.cited import StateStore

    try:
        return StateStore(state_folder())
    except ConfigurationError:
        return StateStore(None)
