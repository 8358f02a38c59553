"""The documents at one moment: what answers take while the folder goes on changing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.errors import UnknownDocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.documents.folder import Ignored
    from bot.documents.model import Document, Passage
    from bot.errors import DocumentError
    from bot.search.engines.protocol import Engine
    from bot.store.protocol import KeptDocument, Store

_LONGEST_ECHO = 100
_NEAREST = 3
_NEAR = 0.4
_COMPARED_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """The documents of a folder at one moment, and what finds their passages.

    Attributes:
        folder: Where the documents lie.
        documents: What is known of each, in the order of their identifiers.
        store: Keeps their texts and passages.
        engine: Finds their passages.
        problems: What keeps files from being read: these are left out.
        skipped: Names of the files that no reader reads, in order.
        ignored: Files and folders that are passed over whatever their endings, with why.
        notices: What an owner should know of how the documents were come by, a line each.
    """

    folder: Path
    documents: Sequence[KeptDocument]
    store: Store
    engine: Engine
    problems: tuple[DocumentError, ...] = ()
    skipped: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    notices: tuple[str, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """A hash over everything that the documents say, themselves and about themselves."""
        digest = hashlib.sha256()
        for one in self.documents:
            facts = (one.id, one.hash, one.title, one.facts, one.format)
            digest.update(hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).digest())
        return digest.hexdigest()

    @cached_property
    def _by_identifier(self) -> Mapping[str, KeptDocument]:
        return {document.id: document for document in self.documents}

    def __contains__(self, identifier: str) -> bool:
        """Whether a document has an identifier."""
        return identifier in self._by_identifier

    def document(self, identifier: str) -> KeptDocument:
        """Return one document.

        Raises:
            UnknownDocumentError: There is none of that identifier; the message names the nearest.
        """
        found = self._by_identifier.get(identifier)
        if found is None:
            raise self._unknown(identifier)
        return found

    def whole(self, identifier: str) -> Document:
        """Return one document with its text and its blocks.

        Raises:
            UnknownDocumentError: There is none of that identifier; the message names the nearest.
        """
        found = self.store.whole(self.document(identifier).id)
        if found is None:
            raise self._unknown(identifier)
        return found

    def text(self, identifier: str) -> str:
        """Return the text of a document.

        Raises:
            UnknownDocumentError: There is none of that identifier; the message names the nearest.
        """
        return self.whole(identifier).text

    def passages(self, numbers: Sequence[int]) -> Sequence[Passage]:
        """Return passages as they are shown, in the order given; those that are gone are left out."""
        return self.store.passages(numbers)

    def _unknown(self, identifier: str) -> UnknownDocumentError:
        echo = " ".join(identifier.split())[:_LONGEST_ECHO]
        nearest = _nearest(echo, list(self._by_identifier))
        hint = f"did you mean {' or '.join(nearest)}?" if nearest else "'meeting-bot documents' lists them"
        message = f"no document is called '{echo}'; {hint}"
        return UnknownDocumentError(message, identifier=echo, nearest=nearest)


def _nearest(name: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names most like one, best first.

    Some hundred are compared at a time: the comparison holds the interpreter's lock, and other threads have
    work to do.
    """
    from rapidfuzz import process

    near: list[tuple[str, float, int]] = []
    for start in range(0, len(names), _COMPARED_AT_ONCE):
        some = names[start : start + _COMPARED_AT_ONCE]
        near += process.extract(name, some, limit=_NEAREST, score_cutoff=100 * _NEAR)
    best = sorted(near, key=lambda found: -found[1])[:_NEAREST]
    return tuple(found for found, _, _ in best)
