"""What answers now, and what becomes of it when the documents change while a process runs."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.errors import MeetingBotError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.assistant import Assistant
    from bot.documents.library import Library

_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Documents, and what answers from them. It never changes: other documents make another state.

    Whoever answers somebody takes one state and keeps to it until they are done.
    """

    library: Library
    assistant: Assistant


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The documents say what they said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """There are other documents now.

    Attributes:
        state: What answers from them.
        added: The identifiers of documents that were not there before, in order.
        changed: Those of documents that say something else than before, of themselves or about themselves.
        removed: Those of documents that are gone.
    """

    state: State
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return what is other now, on one line: how many documents, and what the first are called."""
        kinds = {"changed": self.changed, "added": self.added, "removed": self.removed}
        return ", ".join(f"{len(names)} {kind} ({_listed(names)})" for kind, names in kinds.items() if names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The documents cannot be used as they are now; what answered before still does.

    Attributes:
        message: Why not, on one line.
    """

    message: str


Refreshed = Unchanged | Changed | Failed


class Follow(Protocol):
    """Holds a state against the documents as they are now."""

    def __call__(self, state: State, /) -> Unchanged | Changed:
        """Return what has become of the documents of a state.

        Raises:
            MeetingBotError: They cannot be used as they are now.
        """
        ...


class Live:
    """Holds the state that answers now; any number of threads may ask for it.

    Args:
        first: The state to begin with.
        follow: Says what has become of the documents of a state.
    """

    def __init__(self, first: State, *, follow: Follow) -> None:
        self._current = first
        self._follow = follow
        self._refreshing = threading.Lock()

    @property
    def current(self) -> State:
        """The state that answers now."""
        return self._current

    def refresh(self) -> Refreshed:
        """Look at the documents, and answer from them as they are from now on.

        It takes as long as it takes, in whatever thread calls it; questions go on meanwhile. Where the
        documents cannot be used as they are, the state stays, and the next call tries again.
        """
        with self._refreshing:
            try:
                found = self._follow(self._current)
            except MeetingBotError as error:
                return Failed(message=str(error))
            if isinstance(found, Changed):
                self._current = found.state
            return found


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED_AT_MOST
    return ", ".join([*names[:_NAMED_AT_MOST], *([f"{more} more"] if more > 0 else [])])
