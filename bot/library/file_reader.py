"""Files into documents with their records: the work that processes share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.documents.folder import DocumentFile
    from bot.errors import DocumentError
    from bot.store.protocol import Signature
    from bot.store.record import PackedDocument

    Asked = tuple[DocumentFile, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file says something else than before; `document` is what."""

    document: PackedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """A file says what it said; `signature` is what it looks like now."""

    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A file cannot be read; `error` says why."""

    error: DocumentError


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A file is no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What came of reading a file."""

    file: DocumentFile
    outcome: Written | Same | Unreadable | Gone
