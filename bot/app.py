"""The composition root: settings in, an assistant out."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from bot.documents import library
from bot.documents.history import History
from bot.errors import ConfigurationError, LibraryError, SynonymError
from bot.progress import untracked

if TYPE_CHECKING:
    from bot.answers.assistant import Assistant
    from bot.config import Settings
    from bot.documents.library import Library
    from bot.progress import Track

_PACKAGE = Path(__file__).parent


def load_library(settings: Settings, *, track: Track = untracked) -> Library:
    """Load the documents that the settings name, or those that are shipped.

    Raises:
        LibraryError: The folder is missing or empty, or documents in it are wrong.
    """
    folder = settings.documents.folder
    return library.load(_expanded(folder) if folder else shipped_corpus(), track=track)


def shipped_corpus() -> Path:
    """Return the folder of the shipped documents: in the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "corpus"
    return installed if installed.is_dir() else _PACKAGE.parent / "corpus"


def _expanded(folder: str) -> Path:
    try:
        return Path(folder).expanduser()
    except RuntimeError as error:
        raise LibraryError(f"{folder}: there is no such user's folder of documents") from error


def build_assistant(settings: Settings, documents: Library, *, track: Track = untracked) -> Assistant:
    """Index a library and return what answers from it.

    Raises:
        ConfigurationError: A name of the synonyms cannot be used.
    """
    from bot.answers.assistant import Assistant
    from bot.search.analysis import Analyzer
    from bot.search.bm25 import Bm25Index

    try:
        analyzer = Analyzer(
            synonyms={synonym.name: synonym.others for synonym in settings.synonyms},
            dates=[document.date for document in documents.documents if document.date],
        )
    except SynonymError as error:
        wrong = next(synonym for synonym in settings.synonyms if synonym.name == error.key)
        raise ConfigurationError(f"{wrong.key}: {error}") from error
    passages = track(documents.passages, doing="indexing passages", total=len(documents.passages))
    return Assistant(
        library=documents,
        index=Bm25Index(
            (analyzer.terms(passage.text) for passage in passages),
            k1=settings.search.k1,
            b=settings.search.b,
        ),
        analyzer=analyzer,
        passages=settings.answers.passages,
        least_coverage=settings.answers.least_coverage,
        fingerprint=_fingerprint(settings, documents),
    )


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


def _fingerprint(settings: Settings, documents: Library) -> str:
    """Return what tells answers of these documents under these settings from others."""
    from bot import __version__

    facts = (
        __version__,
        documents.fingerprint,
        settings.search,
        settings.answers.least_coverage,
        settings.synonyms,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]
