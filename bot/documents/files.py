"""The files of a folder of documents: which there are, and whether they have changed."""

from __future__ import annotations

import operator
import os
import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.documents.readers import READERS
from bot.errors import DocumentError, LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_OUTSIDE_IDENTIFIERS = re.compile(r"[^A-Za-z0-9_.-]")
_QUESTION_SETS = ".jsonl"

_SETTLED_AFTER = 2_000_000_000
"""Nanoseconds after which the clock of any file system has gone on: FAT's is the slowest: two seconds."""

Signature = tuple[int, int, int, int]
"""A file's size, its times of modification and of change in nanoseconds, and its inode."""


UNSEEN: Signature = (0, 0, 0, 0)
"""The signature of no file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFile:
    """A file of a folder of documents.

    Attributes:
        folder: The folder.
        name: The file's path in there, with ``/``: what it is called in messages.
        id: The identifier of its document.
        format: Its ending, in lower case.
        seen: What it looked like when the folder was looked at; all 0 if it could not be looked at, as
            reading it will say.
    """

    folder: str
    name: str
    id: str
    format: str
    seen: Signature = UNSEEN

    @classmethod
    def of(cls, folder: str, name: str, seen: Signature = UNSEEN) -> DocumentFile:
        """Return a file by its name."""
        stem, ending = posixpath.splitext(name)
        identifier = _OUTSIDE_IDENTIFIERS.sub("-", stem)
        return cls(folder=folder, name=name, id=identifier, format=ending.lower(), seen=seen)

    @property
    def path(self) -> Path:
        """Where it lies."""
        return Path(self.folder, self.name)


@dataclass(frozen=True, kw_only=True)
class Folder:
    """What lies in a folder of documents.

    Attributes:
        files: The files that are read, in the order of their identifiers.
        skipped: Names of the files that no reader reads, in order.
        problems: What keeps some from being read, and files of one identifier.
    """

    files: tuple[DocumentFile, ...]
    skipped: tuple[str, ...]
    problems: tuple[DocumentError, ...]

    @cached_property
    def by_name(self) -> Mapping[str, DocumentFile]:
        """The files, by their names."""
        return {file.name: file for file in self.files}

    def is_as(self, other: Folder) -> bool:
        """Whether the same files lie here, looking the same."""
        same = len(self.files) == len(other.files) and all(map(operator.is_, self.files, other.files))
        return same and self.skipped == other.skipped

    @property
    def size(self) -> int:
        """How many bytes the files have together."""
        return sum(file.seen[0] for file in self.files)


def look(folder: Path, before: Folder | None = None) -> Folder:
    """Look what lies in a folder and its subfolders.

    Read are the files whose ending has a reader, but for a README, which is about the folder, and
    hidden files.

    Args:
        folder: The folder.
        before: What lay there before. A file that looks the same is the same object as then, and if nothing
            has changed that is what is returned: there may be very many.

    Raises:
        LibraryError: The folder is missing or cannot be read.
    """
    try:
        is_folder = folder.is_dir()
    except OSError as error:
        raise LibraryError(f"{folder}: cannot be read: {error.strerror}") from error
    if not is_folder:
        raise LibraryError(f"{folder}: there is no such folder of documents")
    problems: list[DocumentError] = []
    files: dict[str, DocumentFile] = {}
    skipped: list[str] = []
    known = {} if before is None else before.by_name
    for file in _files(str(folder), "", known, problems):
        if file.format not in READERS:
            skipped.append(file.name)
            continue
        other = files.setdefault(file.id, file)
        if other is not file:
            wrong = f"{file.name}: has the identifier '{file.id}' of {other.name}; rename one"
            problems.append(DocumentError(wrong))
    found = Folder(
        files=tuple(files[identifier] for identifier in sorted(files)),
        skipped=tuple(skipped),
        problems=tuple(problems),
    )
    return before if before is not None and not problems and found.is_as(before) else found


def is_settled(signature: Signature, now: int) -> bool:
    """Whether a file with a signature would have another if it were changed again at some time, or later.

    One that is written twice within a tick of the clock looks the same both times.

    Args:
        signature: The signature.
        now: The time, in nanoseconds since the epoch.
    """
    _, modified, changed, _ = signature
    return max(modified, changed) < now - _SETTLED_AFTER


def refuse(folder: Path, problems: Sequence[DocumentError]) -> None:
    """Raise what is wrong with documents, if anything is.

    Raises:
        LibraryError: Something is; the message names the first, and the error has them all.
    """
    if problems:
        problems = sorted(problems, key=str)
        more = f" (and {len(problems) - 1} more: 'meeting-bot check' names them all)" if problems[1:] else ""
        raise LibraryError(f"{folder}: {problems[0]}{more}", problems=tuple(problems))


def _files(
    folder: str, within: str, known: Mapping[str, DocumentFile], problems: list[DocumentError]
) -> Iterator[DocumentFile]:
    """Yield the files that may be documents, in an order that does not depend on the file system.

    There may be very many: nothing is asked of the file system twice.
    """
    try:
        with os.scandir(f"{folder}/{within}") as scan:
            entries = [entry for entry in scan if not entry.name.startswith(".")]
    except OSError as error:
        problems.append(DocumentError(f"{within.rstrip('/')}: cannot be read: {error.strerror}"))
        return
    others = []
    for entry in entries:
        file = known.get(within + entry.name)
        if file is not None and file.seen == signature(entry):
            yield file
        else:
            others.append(entry)
    others.sort(key=operator.attrgetter("name"))
    for entry in others:
        stem, ending = posixpath.splitext(entry.name)
        about_the_folder = stem.lower() == "readme" or ending == _QUESTION_SETS
        if not about_the_folder and not _is_folder(entry):
            yield DocumentFile.of(folder, within + entry.name, signature(entry))
    for entry in others:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder, f"{within}{entry.name}/", known, problems)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle
        return False


def signature(entry: os.DirEntry[str] | Path) -> Signature:
    """Return what tells whether a file has changed."""
    try:
        found = entry.stat()
    except OSError:
        return UNSEEN
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
