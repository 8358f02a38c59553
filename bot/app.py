"""The composition root: settings in, a service out."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ConfigurationError, LibraryError, QuestionSetError, SynonymError, VectorsError
from bot.progress import untracked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answers.assistant import Assistant
    from bot.config import Settings
    from bot.library.library import Library, Refreshed
    from bot.library.snapshot import Snapshot
    from bot.progress import Track
    from bot.search.vectors.word_vectors import WordVectors
    from bot.store.cited import CitedTexts

_PACKAGE = Path(__file__).parent

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

    def refresh(self) -> Refreshed:
        """Look at the documents, and answer from them as they are from now on; any thread may."""
        return self._adopted(self._library.refresh())

    def recover(self, damage: DamagedStoreError) -> Refreshed:
        """Read all documents again, since what was kept of them turned out to be damaged."""
        return self._adopted(self._library.recover(damage))

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
