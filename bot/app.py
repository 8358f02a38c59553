"""The composition root: settings in, an assistant out."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from bot.documents.history import History
from bot.errors import ConfigurationError, LibraryError, QuestionSetError, SynonymError, VectorsError
from bot.progress import untracked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answers.assistant import Assistant
    from bot.collection.following import Follower
    from bot.config import Settings
    from bot.documents.library import Library
    from bot.progress import Track
    from bot.search.searcher import Searcher
    from bot.search.vectors.word_vectors import WordVectors

_PACKAGE = Path(__file__).parent


def load_library(
    settings: Settings, *, track: Track = untracked, table: Path | None = None, rebuild: bool = False
) -> Library:
    """Load the documents that the settings name, or those that are shipped.

    A large library is opened where it was kept, with its index.

    Args:
        settings: Where the documents lie, and how they are searched.
        track: Shows how far the work is.
        table: The table of word vectors; None for the one that is shipped.
        rebuild: Whether to read and index a large library again even if it was kept.

    Raises:
        ConfigurationError: A name of the synonyms cannot be used.
        LibraryError: The folder is missing or empty, or documents in it are wrong.
        IndexingError: Indexing would take more memory than the settings allow.
    """
    from bot.indexing import open_library

    def vectors() -> WordVectors | None:
        return _vectors(table)[0] if settings.search.vectors else None

    folder = corpus_folder(settings)
    with _naming_synonyms(settings):
        return open_library(settings, folder, vectors, table=table, track=track, rebuild=rebuild)


def follower(settings: Settings, documents: Library) -> Follower | None:
    """Return what brings a large library up to date, None for a small one, which is better loaded again.

    Raises:
        ConfigurationError: A name of the synonyms cannot be used.
    """
    from bot.indexing import follower_of

    vectors, _ = _vectors(None) if settings.search.vectors else (None, ())
    with _naming_synonyms(settings):
        return follower_of(settings, documents, vectors)


def corpus_folder(settings: Settings) -> Path:
    """Return the folder of documents that the settings name, or of those that are shipped.

    Raises:
        LibraryError: It begins with the home of a user who does not exist.
    """
    folder = settings.documents.folder
    return _expanded(folder) if folder else shipped_corpus()


def shipped_corpus() -> Path:
    """Return the folder of the shipped documents: in the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "corpus"
    return installed if installed.is_dir() else _PACKAGE.parent / "corpus"


def _expanded(folder: str) -> Path:
    try:
        return Path(folder).expanduser()
    except RuntimeError as error:
        raise LibraryError(f"{folder}: there is no such user's folder of documents") from error


def build_assistant(
    settings: Settings, documents: Library, *, table: Path | None = None, before: Assistant | None = None
) -> Assistant:
    """Index a library and return what answers from it.

    Without the word vectors it answers by the words themselves, and says so in its notices.

    Args:
        settings: How to search and to answer.
        documents: What to answer from.
        table: The table of word vectors; None for the one that is shipped.
        before: What answered from these documents before they changed, under the same settings: what it knows
            of words is shared.

    Raises:
        ConfigurationError: A name of the synonyms cannot be used.
        InstallationError: A file that the program brings with it, other than the table, is damaged.
    """
    from bot.answers.assistant import Assistant
    from bot.answers.coverage import CoverageModel
    from bot.answers.coverage_weights import read_weights
    from bot.answers.suggestions import Suggestions

    vectors, notices = _vectors(table) if settings.search.vectors else (None, ())
    searcher, more = build_searcher(settings, documents, vectors, before=before)
    coverage = CoverageModel(
        weights=read_weights(with_vectors=vectors is not None),
        least=settings.answers.least_coverage,
        sure=settings.answers.sure_coverage,
    )
    return Assistant(
        library=documents,
        searcher=searcher,
        passages=settings.answers.passages,
        coverage=coverage,
        suggestions=Suggestions(
            questions=lambda: _known_questions(settings), searcher=searcher, coverage=coverage
        ),
        fingerprint=_fingerprint(settings, documents, with_vectors=vectors is not None),
        notices=(*notices, *more),
    )


def build_searcher(
    settings: Settings, documents: Library, vectors: WordVectors | None, *, before: Assistant | None = None
) -> tuple[Searcher, tuple[str, ...]]:
    """Return what searches a library, with or without word vectors, and what an owner should know of it.

    Args:
        settings: How to search.
        documents: What is searched.
        vectors: What words mean; None to go by the words themselves alone.
        before: See `build_assistant`.

    Raises:
        ConfigurationError: A name of the synonyms cannot be used.
    """
    from bot.indexing import index_library, share_words
    from bot.search.searcher import Searcher

    with _naming_synonyms(settings):
        indexed = index_library(settings, documents, vectors)
    searcher = Searcher(
        analyzer=indexed.analyzer,
        index=indexed.index,
        passages=indexed.passages,
        vectors=vectors,
        k1=settings.search.k1,
        b=settings.search.b,
        before=before.searcher if before is not None and share_words(documents, before.library) else None,
    )
    return searcher, indexed.notices


@contextlib.contextmanager
def _naming_synonyms(settings: Settings) -> Iterator[None]:
    """Name the setting where a name of the synonyms cannot be used."""
    try:
        yield
    except SynonymError as error:
        wrong = next(synonym for synonym in settings.synonyms if synonym.name == error.key)
        raise ConfigurationError(f"{wrong.key}: {error}") from error


def _known_questions(settings: Settings) -> list[str]:
    """Return the questions of the sets beside the documents that these answer."""
    from bot.evaluation import question_set

    known: list[str] = []
    for path in sorted(corpus_folder(settings).rglob("*.questions.jsonl")):
        try:
            known += [question.text for question in question_set.read(path) if question.covered]
        except QuestionSetError:
            continue  # `eval` says what is wrong with it; answers do without
    return known


def _vectors(table: Path | None) -> tuple[WordVectors | None, tuple[str, ...]]:
    """Return the word vectors, or else what to say of their being gone."""
    from bot.search.vectors.word_vectors import open_vectors

    try:
        return (open_vectors() if table is None else open_vectors(table)), ()
    except VectorsError as error:
        return None, (f"questions in other words than the documents' are answered less well: {error}",)


def state_folder() -> Path:
    """Return where the user's state lies: the history of questions, the texts that were cited.

    Raises:
        ConfigurationError: The user has no home folder, and the environment names none for state.
    """
    import platformdirs

    try:
        return platformdirs.user_state_path("meeting-bot")
    except RuntimeError as error:
        raise ConfigurationError("there is no home folder to keep state in: set XDG_STATE_HOME") from error


def history() -> History:
    """Return the earlier texts of documents that were cited on this machine."""
    try:
        return History(folder=state_folder() / "cited")
    except ConfigurationError:
        return History(folder=None)


def _fingerprint(settings: Settings, documents: Library, *, with_vectors: bool) -> str:
    """Return what tells answers of these documents under these settings from others."""
    from bot import __version__

    facts = (
        __version__,
        documents.fingerprint,
        # Which engine searches changes no answer.
        (settings.search.k1, settings.search.b, settings.search.vectors),
        settings.answers.least_coverage,
        settings.answers.sure_coverage,
        settings.synonyms,
        with_vectors,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]
