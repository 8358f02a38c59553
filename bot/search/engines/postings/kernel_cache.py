"""The folder of numba's cache: machine code is loaded from it, so nobody else may put anything there."""

from __future__ import annotations

import os
import shutil
import stat
from hashlib import sha256
from pathlib import Path

_SOURCES = ("maxscore.py", "scoring.py", "segment.py")
"""What the compiled search is made of; numba itself compares the first alone."""


def cache_folder(parent: Path | None = None) -> Path | None:
    """Return a folder that only this user can write to, made when it is first needed; None if there is none.

    What earlier versions left is removed when it is made.

    Args:
        parent: Where it is to lie; None for the user's cache directory.
    """
    import platformdirs

    try:
        parent = (parent or platformdirs.user_cache_path("meeting-bot") / "compiled").resolve()
        folder = parent / _version()
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for other in parent.iterdir():
                if other != folder and _is_private(other):
                    shutil.rmtree(other)
        return folder if _is_private(folder) else None
    except (OSError, RuntimeError):  # there is no home, or it cannot be written to
        return None


def _version() -> str:
    """Return a name that changes with the sources."""
    digest = sha256()
    for name in _SOURCES:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()[:16]


def _is_private(folder: Path) -> bool:
    """Whether nobody but this user and root can put anything into a folder, or another in its place."""
    if os.name != "posix":
        return True  # it lies in the user's profile, which Windows keeps from others
    if stat.S_IMODE(folder.lstat().st_mode) & 0o077:
        return False
    return all(_is_safe(one.lstat()) for one in (folder, *folder.parents))


def _is_safe(found: os.stat_result) -> bool:
    ours = found.st_uid in {0, os.geteuid()}
    others = stat.S_IWOTH if found.st_gid == os.getegid() else stat.S_IWOTH | stat.S_IWGRP
    return ours and (not found.st_mode & others or bool(found.st_mode & stat.S_ISVTX))
