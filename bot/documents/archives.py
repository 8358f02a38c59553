"""Zip files in a folder of documents: each is read as if it were a folder, and never unpacked to a disk."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.documents.readers import ENDINGS, packages
from bot.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO
    from zipfile import ZipInfo

    from bot.documents.ignoring import Rules

ENDING = ".zip"

_MEMBERS_AT_MOST = 20_000
_GIGABYTES_AT_MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What lies in a zip file.

    Attributes:
        files: The paths in it of the files that are read, with their sizes and the readers of their endings.
        skipped: The paths of those that no reader reads.
        ignored: The paths of what is passed over, each with the reason.
        problem: Why nothing of it can be read, if that is so.
    """

    files: tuple[tuple[str, int, str], ...] = ()
    skipped: tuple[str, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()
    problem: DocumentError | None = None


def look_into(source: IO[bytes], name: str, place: str, rules: Rules) -> Archive:
    """Look what lies in a zip file.

    Args:
        source: Where it can be read.
        name: The file's name, for messages.
        place: Its path in the folder of documents.
        rules: What is passed over.
    """
    files, skipped, ignored = [], [], []
    try:
        for info in _members(source, name):
            path = info.filename
            reason = _reason(info, place, rules)
            reader = ENDINGS.get(posixpath.splitext(path)[1].lower())
            if reason is not None:
                ignored.append((path, reason))
            elif reader is None:
                skipped.append(path)
            else:
                files.append((path, info.file_size, reader))
    except DocumentError as error:
        return Archive(problem=error)
    return Archive(files=tuple(files), skipped=tuple(skipped), ignored=tuple(ignored))


def content(source: IO[bytes], name: str, path: str, *, bytes_at_most: int) -> bytes:
    """Return the content of one file in a zip file.

    Args:
        source: Where the zip file can be read.
        name: What to call the file in messages.
        path: Its path in the zip file.
        bytes_at_most: How large it may be.

    Raises:
        DocumentError: It is not there, encrypted, damaged or too large.
    """
    with packages.opened(source, name) as package:
        info = packages.members(package).get(path)
        if info is None:
            raise DocumentError(f"{name}: cannot be read: it is no more in the zip file")
        return packages.member(package, info, name, bytes_at_most=bytes_at_most)


def _members(source: IO[bytes], name: str) -> Iterator[ZipInfo]:
    with packages.opened(source, name) as package:
        members = packages.members(package)
    size = sum(info.file_size for info in members.values())
    if len(members) > _MEMBERS_AT_MOST:
        raise DocumentError(f"{name}: cannot be read: it holds more than {_MEMBERS_AT_MOST} files")
    if size > _GIGABYTES_AT_MOST << 30:
        raise DocumentError(f"{name}: cannot be read: it unpacks to more than {_GIGABYTES_AT_MOST} GB")
    yield from members.values()


def _reason(info: ZipInfo, place: str, rules: Rules) -> str | None:
    """Return why a file in a zip file is passed over; None if it is not."""
    parts = info.filename.split("/")
    if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts):
        return "has a path that leads out of its zip file"
    for depth, part in enumerate(parts, start=1):
        path = f"{place}/{'/'.join(parts[:depth])}"
        reason = rules.reason(path, part, is_folder=depth < len(parts))
        if reason is not None:
            return reason
    if parts[-1].lower().endswith(ENDING):
        return "is a zip file in another"
    if packages.is_encrypted(info):
        return "is encrypted"
    return "unpacks to very much more than it is, as zip bombs do" if packages.is_bomb(info) else None
