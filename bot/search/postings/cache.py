"""The folder of snapshots: opening the one that fits, building what is missing, and keeping it bounded."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.search.postings import snapshot
from bot.search.postings.contents import from_arrays, to_arrays
from bot.search.postings.snapshot import DamagedSnapshotError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.search.postings.contents import Contents

_ENDING = ".index"
_ABANDONED_AFTER = 24 * 3600
"""Seconds after which an unfinished file is what a crash has left behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An index, and what an owner should know of how it was come by, a line each.

    The lines name no folders: the Discord bot shows them to everybody.
    """

    contents: Contents
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotCache:
    """A folder of snapshots, which processes may share.

    It saves time and nothing else: where it cannot be used, an index is built and kept in memory.

    Attributes:
        folder: Where they lie; made when it is first needed.
        bytes_at_most: How large they are together at most; those not used for longest are removed.
    """

    folder: Path
    bytes_at_most: int

    def open(self, key: str, build: Callable[[], Contents], *, rebuild: bool = False) -> Opened:
        """Return the index of a key, from its snapshot or built anew and kept for the next time."""
        path = self.folder / f"{key}{_ENDING}"
        if rebuild:
            return self._kept(path, build(), key)
        try:
            contents = from_arrays(snapshot.read(path, key=key))
        except OSError:
            # There is none; or, if the folder is at fault, keeping the new one will say so.
            return self._kept(path, build(), key)
        except (DamagedSnapshotError, ValueError, KeyError) as error:
            wrong = f"the index that was kept could not be used and was built again: {error}"
            return self._kept(path, build(), key, notices=(wrong,))
        with contextlib.suppress(OSError):
            os.utime(path)
        return Opened(contents=contents)

    def _kept(self, path: Path, contents: Contents, key: str, notices: tuple[str, ...] = ()) -> Opened:
        """Write a snapshot and return what it holds, mapped, so that processes share one copy."""
        arrays = to_arrays(contents)
        size = sum(array.nbytes for array in arrays.values())
        if size > self.bytes_at_most:
            wrong = f"an index of {size >> 20} MB is not kept: [search] cache_megabytes allows less"
            return Opened(contents=contents, notices=(*notices, wrong))
        try:
            snapshot.write(path, arrays, key=key)
            self._prune()
            return Opened(contents=from_arrays(snapshot.read(path, key=key)), notices=notices)
        except OSError as error:
            wrong = f"the index cannot be kept in the cache directory: {error.strerror}; it stays in memory"
        except DamagedSnapshotError as error:
            wrong = f"the index was not kept as it was written: {error}; it stays in memory"
        return Opened(contents=contents, notices=(*notices, wrong))

    def _prune(self) -> None:
        """Remove what was not used for longest until the rest is small enough, and what crashes left."""
        with contextlib.suppress(OSError):
            for path in self.folder.glob("*.unfinished"):
                if time.time() - path.stat().st_mtime > _ABANDONED_AFTER:
                    path.unlink()
            facts = [(path.stat(), path) for path in self.folder.glob(f"*{_ENDING}")]
            total = 0
            for fact, path in sorted(facts, key=lambda pair: pair[0].st_mtime_ns, reverse=True):
                total += fact.st_size
                if total > self.bytes_at_most:
                    path.unlink()
