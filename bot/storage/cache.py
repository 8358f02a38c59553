"""The folder of snapshots: opening the one that fits, building what is missing, and keeping it bounded."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.storage import snapshot
from bot.storage.snapshot import DamagedSnapshotError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.storage.snapshot import Streamed

    Arrays = Mapping[str, NDArray[Any]]

_ENDING = ".index"
_ABANDONED_AFTER = 24 * 3600
"""Seconds after which an unfinished file is what a crash has left behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The arrays of a snapshot, and what an owner should know of how they were come by, a line each.

    The lines name no folders: the Discord bot shows them to everybody.
    """

    arrays: Arrays
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """There was a snapshot that cannot be used; `notice` says why, in a line."""

    notice: str

    @classmethod
    def because(cls, why: str) -> Damaged:
        """Return what is said of one that cannot be used."""
        return cls(notice=f"the index that was kept could not be used and was built again: {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotCache:
    """A folder of snapshots, which processes may share.

    It saves time and nothing else: where it cannot be used, an index is built and stays in memory.

    Attributes:
        folder: Where they lie, made when it is first needed; None where there is no place for them.
        bytes_at_most: How large they are together at most; those not used for longest are removed.
    """

    folder: Path | None
    bytes_at_most: int

    def open(self, key: str) -> Arrays | Damaged | None:
        """Return the arrays of a key, why they cannot be used, or None if there are none."""
        if self.folder is None:
            return None
        path = self.folder / f"{key}{_ENDING}"
        try:
            arrays = snapshot.read(path, key=key)
        except OSError:
            # There is none; or, if the folder is at fault, keeping the new one will say so.
            return None
        except DamagedSnapshotError as error:
            return Damaged.because(str(error))
        with contextlib.suppress(OSError):
            os.utime(path)
        return arrays

    def keep(self, key: str, content: Mapping[str, NDArray[Any] | Streamed]) -> Kept:
        """Write a snapshot and return what it holds, mapped, so that processes share one copy."""
        if self.folder is None:
            homeless = "there is no home folder to keep the index in: set XDG_CACHE_HOME; it stays in memory"
            return Kept(arrays=snapshot.whole(content), notices=(homeless,))
        path = self.folder / f"{key}{_ENDING}"
        try:
            snapshot.write(path, content, key=key)
            size = path.stat().st_size
            arrays = snapshot.read(path, key=key)
            if size > self.bytes_at_most:
                path.unlink()  # what is mapped stays
                wrong = f"an index of {size >> 20} MB is not kept: [search] cache_megabytes allows less"
                return Kept(arrays=arrays, notices=(wrong,))
            self._prune()
        except OSError as error:
            wrong = f"the index cannot be kept in the cache directory: {error.strerror}; it stays in memory"
            return Kept(arrays=snapshot.whole(content), notices=(wrong,))
        except DamagedSnapshotError as error:
            wrong = f"the index was not kept as it was written: {error}; it stays in memory"
            return Kept(arrays=snapshot.whole(content), notices=(wrong,))
        return Kept(arrays=arrays)

    def _prune(self) -> None:
        """Remove what was not used for longest until the rest is small enough, and what crashes left."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            for path in (*self.folder.glob("*.unfinished"), *self.folder.glob("*.parts")):
                if time.time() - path.stat().st_mtime > _ABANDONED_AFTER:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
            facts = [(path.stat(), path) for path in self.folder.glob(f"*{_ENDING}")]
            total = 0
            for fact, path in sorted(facts, key=lambda pair: pair[0].st_mtime_ns, reverse=True):
                total += fact.st_size
                if total > self.bytes_at_most:
                    path.unlink()
