"""Following a folder of documents: a new state whenever files in it have changed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot import app
from bot.documents.files import is_settled, look
from bot.errors import LibraryError
from bot.live import Changed, Live, State, Unchanged
from bot.progress import untracked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.collection.following import Follower
    from bot.config import Settings
    from bot.documents.files import Signature
    from bot.documents.library import Library
    from bot.documents.model import Document
    from bot.progress import Track

    Seen = Mapping[str, Signature | None]


class Following:
    """Makes a new state whenever files have changed since the last one was read.

    Of a large library only the documents that have changed are read again; a small one is read as a whole.

    Args:
        settings: Where the documents are, and how to search and to answer.

    Raises:
        LibraryError: The settings name the folder of a user who does not exist.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = app.corpus_folder(settings)
        self._seen: Seen = {}
        self._refused: tuple[Seen, LibraryError] | None = None
        self._follower: Follower | None = None

    def first(self, *, track: Track = untracked) -> State:
        """Return the state to begin with.

        Args:
            track: Shows how far the work is.

        Raises:
            MeetingBotError: The documents or the settings are wrong.
        """
        self._seen = self._look()
        return self._state(app.load_library(self._settings, track=track))

    def __call__(self, state: State, /) -> Unchanged | Changed:
        """Return what has become of the documents of a state.

        Raises:
            MeetingBotError: Documents are wrong, or are being written at this moment.
        """
        library = self._reloaded(state.library) if self._follower is None else self._follower.look()
        if library is state.library:
            return Unchanged()
        # There may be very many, and most are the same objects as before.
        before = _by_identifier(_apart(state.library, library))
        now = _by_identifier(_apart(library, state.library))
        added = tuple(name for name in now if name not in before)
        removed = tuple(name for name in before if name not in now)
        changed = tuple(
            name for name in now if name in before and now[name].fingerprint != before[name].fingerprint
        )
        if not (added or removed or changed):
            return Unchanged()
        return Changed(state=self._state(library, state), added=added, changed=changed, removed=removed)

    def _state(self, library: Library, before: State | None = None) -> State:
        if self._follower is None:
            self._follower = app.follower(self._settings, library)
        answering = None if before is None else before.assistant
        return State(
            library=library, assistant=app.build_assistant(self._settings, library, before=answering)
        )

    def _reloaded(self, before: Library) -> Library:
        """Return a small library, read again if any file looks otherwise than before, or may yet."""
        seen = self._look()
        if None not in seen.values():
            if seen == self._seen:
                return before
            if self._refused is not None and self._refused[0] == seen:
                raise self._refused[1].with_traceback(None)
        self._refused = None
        try:
            library = app.load_library(self._settings)
        except LibraryError as error:
            if not _may_pass(error):
                self._refused = (seen, error)
            raise
        self._seen = seen
        return library

    def _look(self) -> Seen:
        """Return what the files look like; None for one that may yet change without looking otherwise."""
        try:
            found = look(self._folder)
        except LibraryError:
            return {}  # as reading them will say
        now = time.time_ns()
        return {file.name: file.seen if is_settled(file.seen, now) else None for file in found.files}


def follow_folder(settings: Settings, *, track: Track = untracked) -> Live:
    """Load the documents that the settings name, index them, and follow what becomes of them.

    Raises:
        MeetingBotError: The documents or the settings are wrong.
    """
    following = Following(settings)
    return Live(following.first(track=track), follow=following)


def _apart(library: Library, other: Library) -> Iterator[Document]:
    """Yield the documents of a library that are no objects of another's."""
    shared = set(map(id, other.documents))
    return (document for document in library.documents if id(document) not in shared)


def _by_identifier(documents: Iterable[Document]) -> Mapping[str, Document]:
    return {document.id: document for document in documents}


def _may_pass(error: LibraryError) -> bool:
    """Whether an error may pass without any file looking different: one of reading, not of what was read."""
    return any(isinstance(problem.__cause__, OSError) for problem in (error, *error.problems))
