"""The files of a folder of documents: which there are, and whether they have changed."""

from __future__ import annotations

import os
import posixpath
import stat
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bot.documents import archives
from bot.documents.identifiers import identifiers_of
from bot.documents.ignoring import IGNORE_FILE, Rules
from bot.documents.readers import ENDINGS
from bot.errors import DocumentError, LibraryError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.documents.archives import Archive

SPEAKERS_FILE = ".speakers.toml"
"""What the name of a file ends in that names the speakers of the file beside it that is called alike."""

_IGNORE_FILE_AT_MOST = 1 << 20
_LONGEST_NAME = 200
_SETTLED_AFTER = 2_000_000_000
"""Nanoseconds after which the clock of any file system has gone on: FAT's is the slowest: two seconds."""

_READ_WITHOUT_WAITING = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # opening a pipe would wait for its writer
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)

Signature = tuple[int, int, int, int]
"""A file's size, its times of modification and of change in nanoseconds, and its inode."""

UNSEEN: Signature = (0, 0, 0, 0)
"""The signature of a file that could not be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFile:
    """A file of a folder of documents.

    Attributes:
        folder: The folder.
        place: The file's path in there, with ``/``, as the file system has it.
        name: The same as it can be shown, on one line.
        id: The identifier of its document.
        format: The reader of its ending.
        seen: What it looked like when the folder was looked at.
        archive: The path in the folder of the zip file that it lies in, if it does.
    """

    folder: str
    place: str
    name: str
    id: str
    format: str
    seen: Signature = UNSEEN
    archive: str | None = None

    @property
    def path(self) -> Path:
        """Where it lies, or the zip file that it lies in."""
        return Path(self.folder, self.archive or self.place)

    @property
    def speakers_paths(self) -> tuple[Path, ...]:
        """Where its speakers may be named."""
        if self.archive is not None:
            return ()
        return tuple(Path(self.folder, f"{name}{SPEAKERS_FILE}") for name in _called_alike(self.place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A file or a folder that is passed over; `reason` says why, as what comes after its name."""

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Folder:
    """What lies in a folder of documents.

    Attributes:
        files: The files that are read, in the order of their identifiers.
        skipped: Names of the files that no reader reads, in order.
        ignored: What is passed over whatever its ending, in the order of the names.
        problems: What keeps folders from being looked at, and lines of `IGNORE_FILE` that say nothing.
        rules: The content of `IGNORE_FILE`.
        archives: What lies in zip files, by their paths, each with what the file looked like.
    """

    files: tuple[DocumentFile, ...]
    skipped: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    problems: tuple[DocumentError, ...] = ()
    rules: bytes = b""
    archives: Mapping[str, tuple[Signature, Archive]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many bytes the files have together."""
        return sum(file.seen[0] for file in self.files)

    @cached_property
    def by_place(self) -> Mapping[str, DocumentFile]:
        """The files, by their paths in the folder."""
        return {file.place: file for file in self.files}

    def is_as(self, other: Folder) -> bool:
        """Whether the same files lie here, looking the same, and the same is wrong."""
        return (
            self.files == other.files
            and self.skipped == other.skipped
            and self.ignored == other.ignored
            and self.rules == other.rules
            and list(map(str, self.problems)) == list(map(str, other.problems))
        )


def look(folder: Path, before: Folder | None = None) -> Folder:
    """Look what lies in a folder and its subfolders.

    Args:
        folder: The folder.
        before: What lay there before. A file that looks the same is the same object as then, and if nothing
            has changed that is what is returned: there may be very many.

    Raises:
        LibraryError: The folder is missing or cannot be read.
    """
    found = _Look(folder, before)
    found.look_into("")
    found.follow_links()
    now = found.folder()
    return before if before is not None and now.is_as(before) else now


def is_settled(signature: Signature, now: int) -> bool:
    """Whether a file with a signature would have another if it were changed again at some time, or later.

    One that is written twice within a tick of the clock looks the same both times.

    Args:
        signature: The signature.
        now: The time, in nanoseconds since the epoch.
    """
    _, modified, changed, _ = signature
    return max(modified, changed) < now - _SETTLED_AFTER


def opened(path: Path | str) -> BinaryIO:
    """Open a file to be read, without ever waiting for somebody to write to it.

    Raises:
        OSError: It cannot be opened, or is no plain file but a pipe, a device, a socket or a folder.
    """
    descriptor = os.open(path, _READ_WITHOUT_WAITING)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "it is not a file")
    return open(descriptor, "rb")  # noqa: PTH123 - a descriptor has no path


def signature_of(found: os.stat_result) -> Signature:
    """Return what tells whether a file has changed."""
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def with_speakers(signature: Signature, speakers: Signature | None) -> Signature:
    """Return what tells whether a file or the one that names its speakers has changed."""
    if speakers is None:
        return signature
    size, modified, changed, inode = signature
    return size + speakers[0], max(modified, speakers[1]), max(changed, speakers[2]), inode ^ speakers[3]


def in_archive(archive: Signature, size: int) -> Signature:
    """Return the signature of a file of so many bytes in a zip file."""
    return (size, *archive[1:])


class _Look:
    """One look into a folder."""

    def __init__(self, folder: Path, before: Folder | None) -> None:
        self._root = str(folder)
        self._before = before
        self._problems: list[DocumentError] = []
        self._rules = Rules(self._listed(), self._problems)
        # What was a document is one still if it looks the same, unless the rules are others.
        ruled_alike = before is not None and before.rules == self._rules.content
        self._known = before.by_place if before is not None and ruled_alike else {}
        self._known_archives = before.archives if before is not None and ruled_alike else {}
        self._archives: dict[str, tuple[Signature, Archive]] = {}
        self._same: list[DocumentFile] = []
        self._others: dict[str, tuple[str, Signature, str | None]] = {}
        self._skipped: list[str] = []
        self._ignored: list[Ignored] = []
        self._waiting: list[str] = []
        self._links: list[str] = []

    def look_into(self, folder: str) -> None:
        """Look at everything in a folder but what links lead to."""
        self._waiting.append(folder)
        while self._waiting:
            within = self._waiting.pop()
            try:
                # There may be very many: nothing is asked of the file system twice.
                with os.scandir(f"{self._root}/{within}") as entries:
                    self._look_at_all(list(entries), within)
            except OSError as error:
                if not within:
                    raise _unusable(self._root, error) from error
                self._cannot_read(within.rstrip("/"), error)

    def _look_at_all(self, entries: Sequence[os.DirEntry[str]], within: str) -> None:
        """Look at the entries of one folder; what is as it was is the same object as then."""
        speakers = {entry.name: _seen(entry) for entry in entries if entry.name.endswith(SPEAKERS_FILE)}
        for entry in entries:
            place = within + entry.name
            beside = _speakers_of(entry.name, speakers) if speakers else None
            known = self._known.get(place)
            if known is not None and known.seen == with_speakers(_seen(entry), beside):
                self._same.append(known)
            else:
                self._look_at(entry, place, beside)

    def follow_links(self) -> None:
        """Look at what links lead to that lies in the folder itself."""
        root = os.path.realpath(self._root)
        followed: set[str] = set()
        while self._links:
            links, self._links = sorted(self._links), []
            for place in links:
                path = f"{self._root}/{place}"
                try:
                    target = os.path.realpath(path, strict=True)
                    found = Path(target).stat()
                except OSError:
                    self._ignore(place, "is a link that leads nowhere")
                    continue
                here = os.path.realpath(posixpath.dirname(path))
                if not _lies_in(target, root):
                    self._ignore(place, "is a link that leads out of the folder")
                elif not stat.S_ISDIR(found.st_mode):
                    self._add(place, found)
                elif _lies_in(here, target):
                    self._ignore(place, "is a link that leads round in a circle")
                elif target in followed:
                    self._ignore(place, "is a link to where another link leads")
                else:
                    followed.add(target)
                    self.look_into(f"{place}/")

    def folder(self) -> Folder:
        """Return what was found."""
        return Folder(
            files=self._identified(),
            skipped=tuple(sorted(self._skipped)),
            ignored=tuple(sorted(self._ignored, key=lambda ignored: ignored.name)),
            problems=tuple(sorted(self._problems, key=str)),
            rules=self._rules.content,
            archives=self._archives,
        )

    def _identified(self) -> tuple[DocumentFile, ...]:
        """Return the files in the order of their identifiers, which depend on what other files there are."""
        known = self._before.files if self._before is not None else ()
        if not self._others and len(self._same) == len(known):
            return known
        identifiers = identifiers_of([*(file.place for file in self._same), *self._others])
        files = [
            file if file.id == identifiers[file.place] else replace(file, id=identifiers[file.place])
            for file in self._same
        ]
        for place, (reader, seen, archive) in self._others.items():
            files.append(
                DocumentFile(
                    folder=self._root,
                    place=place,
                    name=_shown(place),
                    id=identifiers[place],
                    format=reader,
                    seen=seen,
                    archive=archive,
                )
            )
        return tuple(sorted(files, key=attrgetter("id")))

    def _look_at(self, entry: os.DirEntry[str], place: str, speakers: Signature | None) -> None:
        """Take note of what was not there before, or is not as it was."""
        is_folder = entry.is_dir(follow_symlinks=False)
        reason = self._rules.reason(place, entry.name, is_folder=is_folder)
        if reason is not None:
            self._ignore(f"{place}/" if is_folder else place, reason)
        elif is_folder:
            self._waiting.append(f"{place}/")
        elif entry.is_symlink():
            self._links.append(place)
        else:
            try:
                self._add(place, entry.stat(follow_symlinks=False), speakers)
            except OSError as error:
                self._cannot_read(place, error)

    def _listed(self) -> bytes:
        """Return what `IGNORE_FILE` lists."""
        try:
            with opened(f"{self._root}/{IGNORE_FILE}") as file:
                return file.read(_IGNORE_FILE_AT_MOST)
        except (FileNotFoundError, NotADirectoryError):
            return b""
        except OSError as error:
            self._cannot_read(IGNORE_FILE, error)
            return b""

    def _add(self, place: str, found: os.stat_result, speakers: Signature | None = None) -> None:
        """Take note of a file that is not passed over."""
        ending = posixpath.splitext(place)[1].lower()
        reader = ENDINGS.get(ending)
        if reader is None and ending != archives.ENDING:
            self._skipped.append(_shown(place))
        elif not stat.S_ISREG(found.st_mode):
            self._ignore(place, "is not a file but a pipe, a device or a socket")
        elif reader is None:
            self._add_archive(place, signature_of(found))
        else:
            self._others[place] = (reader, with_speakers(signature_of(found), speakers), None)

    def _add_archive(self, place: str, seen: Signature) -> None:
        """Take note of the files in a zip file, as if it were a folder."""
        known, archive = self._known_archives.get(place, (UNSEEN, None))
        if archive is None or known != seen:
            try:
                with opened(f"{self._root}/{place}") as source:
                    archive = archives.look_into(source, _shown(place), place, self._rules)
            except OSError as error:
                self._cannot_read(place, error)
                return
        self._archives[place] = (seen, archive)
        self._skipped += (_shown(f"{place}/{path}") for path in archive.skipped)
        for path, reason in archive.ignored:
            self._ignore(f"{place}/{path}", reason)
        if archive.problem is not None:
            self._problems.append(archive.problem)
        for path, size, reader in archive.files:
            within = f"{place}/{path}"
            file = self._known.get(within)
            if file is not None and file.seen == in_archive(seen, size):
                self._same.append(file)
            else:
                self._others[within] = (reader, in_archive(seen, size), place)

    def _cannot_read(self, place: str, error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):  # it has been removed meanwhile
            name = _shown(place)[-_LONGEST_NAME:]
            self._problems.append(DocumentError(f"{name}: cannot be read: {error.strerror}"))

    def _ignore(self, place: str, reason: str) -> None:
        self._ignored.append(Ignored(name=_shown(place), reason=reason))


def _called_alike(name: str) -> tuple[str, str]:
    """Return a file's name with its ending and without."""
    return name, posixpath.splitext(name)[0]


def _speakers_of(name: str, speakers: Mapping[str, Signature]) -> Signature | None:
    """Return the signature of the file that names the speakers of a file beside it, if there is one."""
    named = (speakers.get(f"{alike}{SPEAKERS_FILE}") for alike in _called_alike(name))
    return next((signature for signature in named if signature is not None), None)


def _seen(entry: os.DirEntry[str]) -> Signature:
    try:
        return signature_of(entry.stat())
    except OSError:
        return UNSEEN


def _shown(place: str) -> str:
    """Return a path on one line, what is not printed as its escape: line ends, bytes that are no text."""
    if place.isprintable():
        return place
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in place
    )


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder.rstrip('/')}/")


def _unusable(folder: str, error: OSError) -> LibraryError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return LibraryError(f"{folder}: there is no such folder of documents")
    return LibraryError(f"{folder}: cannot be read: {error.strerror}")
