"""The user's folder of kept databases: where each lies, and how large they may be together."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_ENDING = ".sqlite"
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database (https://www.sqlite.org/tempfiles.html)."""
_UNFINISHED = ".unfinished"
_ABANDONED_AFTER = 24 * 3600
"""Seconds after which an unfinished database is what a crash has left behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheFolder:
    """A folder of databases, which processes may share.

    It saves time and nothing else: where it cannot be used, what is read stays in memory.

    Attributes:
        folder: Where they lie.
        bytes_at_most: How large they are together at most; those not used for longest are removed.
    """

    folder: Path
    bytes_at_most: int

    def prepare(self) -> str | None:
        """Make the folder, for this user alone; return why it cannot be used, or None.

        The reason names no folders: the Discord bot shows it to everybody.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            found = self.folder.stat()
        except OSError as error:
            return f"the index cannot be kept in the cache directory: {error.strerror}; it stays in memory"
        if not stat.S_ISDIR(found.st_mode) or not os.access(self.folder, os.W_OK | os.X_OK):
            return "the index cannot be kept: the cache directory cannot be written to; it stays in memory"
        if hasattr(os, "geteuid") and found.st_uid != os.geteuid():
            return "the index cannot be kept: the cache directory is another user's; it stays in memory"
        return None

    def path(self, key: str) -> Path:
        """Return where the database of a key lies."""
        return self.folder / f"{key}{_ENDING}"

    def unfinished(self, key: str) -> Path:
        """Return where a new database of a key is made, by this process alone."""
        return self.folder / f"{key}.{secrets.token_hex(4)}{_UNFINISHED}"

    def publish(self, unfinished: Path, key: str) -> Path:
        """Put a finished database in its place at once; return that.

        Raises:
            OSError: It cannot be put there.
        """
        path = self.path(key)
        for ending in _BESIDE:
            # What belongs to the database that is replaced would be taken for part of the new one.
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
        os.replace(unfinished, path)  # noqa: PTH105 - the operation that is atomic, by its own name
        self.prune(keeping=path)
        return path

    def discard(self, path: Path) -> None:
        """Remove a database, as far as it can be."""
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            for ending in _BESIDE:
                path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)

    def prune(self, *, keeping: Path) -> None:
        """Remove what was not used for longest until the rest is small enough, and what crashes left."""
        with contextlib.suppress(OSError):
            facts = [(path.stat(), path) for path in self.folder.iterdir() if _is_ours(path)]
            total = 0
            for fact, path in sorted(facts, key=lambda pair: pair[0].st_mtime_ns, reverse=True):
                abandoned = path.suffix == _UNFINISHED and time.time() - fact.st_mtime > _ABANDONED_AFTER
                total += fact.st_size
                if path != keeping and (abandoned or total > self.bytes_at_most):
                    self.discard(path)


def _is_ours(path: Path) -> bool:
    return path.suffix in {_ENDING, _UNFINISHED}
