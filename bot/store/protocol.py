"""What a store is, whichever database serves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from bot.documents.model import Document, Facts, Passage
    from bot.search.engines.protocol import Batch
    from bot.store.record import PackedDocument, Record, Records

Signature = tuple[int, int, int, int]
"""A file's size, its times of modification and of change in nanoseconds, and its inode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDocument:
    """What is known of a document without its text.

    Attributes:
        id, name, format, title, facts: As in `bot.documents.model.Document`.
        hash: The SHA-256 of its text, in hex.
        content: The SHA-256 of its file's bytes, in hex.
        signature: What its file looked like when it was read; all 0 if it may have changed since unseen.
        characters: How long its text is.
        passages: How many passages it has, repeated ones included.
        blocks: How many blocks have passages.
        terms: How many terms its passages have.
        turns: How many of its blocks are turns of a transcript.
        speakers: Who speaks in it, each once, in order of first appearance.
        is_meeting: Whether it is about a meeting.
    """

    id: str
    name: str
    format: str
    title: str
    facts: Facts
    hash: str
    content: str
    signature: Signature
    characters: int
    passages: int
    blocks: int
    terms: int
    turns: int
    speakers: tuple[str, ...] = ()
    is_meeting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A document as it was read, with a record for each of its passages.

    Attributes:
        document: The document.
        content: The SHA-256 of its file's bytes, in hex.
        signature: What its file looked like.
        records: Its passages, in order.
        words: How often each case-folded word of three letters or more stands in its passages.
        is_meeting: Whether it is about a meeting.
    """

    document: Document
    content: str
    signature: Signature
    records: tuple[Record, ...]
    words: Mapping[str, int]
    is_meeting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has become of the passages that are indexed.

    Attributes:
        added: Those that are indexed now and were not.
        removed: The numbers of those that were and are no more.
        sequence: The number of the last change; later ones have greater numbers.
    """

    added: Batch
    removed: tuple[int, ...]
    sequence: int


class Store(Protocol):
    """Documents and the records of their passages. Any number of threads may ask one.

    Every method may raise `DamagedStoreError`: what is kept is not as it was written.
    """

    @property
    def generation(self) -> str:
        """A token that is another after each change, whoever makes it."""
        ...

    def continues(self, generation: str) -> bool:
        """Whether what is kept came of what was kept at a generation, and was not put in its place."""
        ...

    def documents(self, identifiers: Collection[str] | None = None) -> Sequence[KeptDocument]:
        """Return the documents, or those of some identifiers, in the order of their identifiers."""
        ...

    def whole(self, document: str) -> Document | None:
        """Return a document with its text and its blocks, None where there is no such document any more."""
        ...

    def records(self, numbers: Sequence[int]) -> Records:
        """Return the records of passages, with those of all other passages of their blocks.

        Numbers that are there no more are left out.
        """
        ...

    def passages(self, numbers: Sequence[int]) -> Sequence[Passage]:
        """Return passages as they are shown, with the places where they stand, in the order given.

        Numbers that are there no more are left out.
        """
        ...

    def words(self) -> Mapping[str, int]:
        """Return the case-folded words of all passages, each with how often it stands there."""
        ...

    def rows_present(self) -> NDArray[np.bool_]:
        """Return which rows of the table of word vectors terms of passages have, or had, (rows,)."""
        ...

    def apply(self, written: Iterable[PackedDocument], removed: Collection[str] = ()) -> None:
        """Take documents in, in place of those of the same identifiers, and others out, all or nothing."""
        ...

    def touch(self, signatures: Mapping[str, Signature]) -> None:
        """Note what files look like now whose documents say the same, by the documents' identifiers."""
        ...

    def changes(self, *, after: int) -> Changes | None:
        """Return what has become of the passages that are indexed since a change, None where it is forgotten.

        Args:
            after: The number of the last change that is known.
        """
        ...

    def last_change(self) -> int:
        """Return the number of the last change of what is indexed; 0 where there was none."""
        ...

    def count_indexed(self) -> int:
        """Return how many passages are indexed."""
        ...

    def forget_changes(self, *, until: int) -> None:
        """Forget the changes up to one: whoever does not know them has to load the passages again."""
        ...

    def indexed(self) -> Iterator[Batch]:
        """Yield the passages that are indexed, in the order of their numbers, some thousands at a time."""
        ...

    def keep_arrays(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Keep arrays under a name, in place of what was kept there; for engines to keep their segments."""
        ...

    def load_arrays(self, name: str) -> Mapping[str, NDArray[Any]] | None:
        """Return the arrays kept under a name, or None where there are none or they are damaged."""
        ...
