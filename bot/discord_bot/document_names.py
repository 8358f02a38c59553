"""Documents by their names: what completes them, what finds them, and which one a button means."""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter
from typing import TYPE_CHECKING

from bot.discord_bot.custom_ids import ALL_DOCUMENTS, digest
from bot.discord_bot.views.markdown import CHOICES, LONGEST_CHOICE, choice_label, code_units
from bot.errors import UnknownDocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.library.snapshot import Snapshot
    from bot.store.protocol import KeptDocument


class ScopedDocumentGoneError(UnknownDocumentError):
    """The only document that was asked about is gone; its `identifier` is a digest, no name."""


class DocumentNames:
    """The names of documents.

    To build and to complete them takes some microseconds a document: neither belongs on the event loop.
    """

    def __init__(self, documents: Sequence[KeptDocument]) -> None:
        labels = [_label(document) for document in documents]
        counts = Counter(labels)
        self._labels: dict[str, str] = {}
        self._searched: list[tuple[str, str]] = []
        self._by_name: dict[str, str | None] = {}
        self._by_digest: dict[str, str] = {}
        for document, label in zip(documents, labels, strict=True):
            own = label if counts[label] == 1 else choice_label(f"{document.id} · {label}")
            self._labels[document.id] = own
            self._searched.append((f"{own} {document.title} {document.id}".casefold(), document.id))
            self._by_digest[digest(document.id)] = document.id
            for name in {_key(own), _key(document.title)}:
                # A name of several documents finds none of them.
                self._by_name[name] = None if name in self._by_name else document.id
        self._by_name |= {_key(document.id): document.id for document in documents}

    def choices(self, typed: str) -> list[tuple[str, str]]:
        """Return labels and identifiers of the documents whose names hold all words typed, the best first."""
        key = _key(typed)
        words = key.split()
        found = (
            (not searched.startswith(key), not identifier.casefold().startswith(key), identifier)
            for searched, identifier in self._searched
            # An identifier that had to be cut would name another document.
            if code_units(identifier) <= LONGEST_CHOICE and all(word in searched for word in words)
        )
        best = heapq.nsmallest(CHOICES, found)
        return [(self._labels[identifier], identifier) for _, _, identifier in best]

    def find(self, name: str) -> str | None:
        """Return the identifier of the document of a name: its identifier, its title, or its label."""
        stripped = name.strip().strip("`").strip()
        return stripped if stripped in self._labels else self._by_name.get(_key(stripped))

    def in_scope(self, scope: str) -> str | None:
        """Return the identifier of the only document that a button means, or None for all.

        Raises:
            ScopedDocumentGoneError: It is not in the library any more.
        """
        if scope == ALL_DOCUMENTS:
            return None
        found = self._by_digest.get(scope)
        if found is None:
            gone = "the document that was asked about is not there any more"
            raise ScopedDocumentGoneError(gone, identifier=scope)
        return found


class LatestNames:
    """The names of the documents of the library that was asked about last."""

    def __init__(self) -> None:
        self._latest: tuple[Snapshot, DocumentNames] | None = None

    async def of(self, library: Snapshot) -> DocumentNames:
        """Return the names of a library's documents, made in a thread where the library is new."""
        if self._latest is None or self._latest[0] is not library:
            self._latest = (library, await asyncio.to_thread(DocumentNames, library.documents))
        return self._latest[1]

    async def find(self, name: str, library: Snapshot) -> str:
        """Return the identifier of the document of a name.

        Raises:
            UnknownDocumentError: There is none of that name; the nearest are named.
        """
        found = (await self.of(library)).find(name)
        # Many names take a while to be compared with.
        return found or (await asyncio.to_thread(library.document, name)).id


def _label(document: KeptDocument) -> str:
    date = document.facts.date
    return choice_label(f"{document.title} ({date})" if date else document.title)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
