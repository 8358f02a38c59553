from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.library.file_reader import FileReader
from bot.library.library import Library, LibrarySettings
from bot.store.cache import CacheFolder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Library]:
    """Return a function that opens the library of a folder, which is kept in a cache however small it is."""

    def open_library(folder: Path, *, cache: Path | None = tmp_path / "cache", **changes: object) -> Library:
        settings: dict[str, object] = {
            "folder": folder,
            "key": "key",
            "cache": None if cache is None else CacheFolder(folder=cache, bytes_at_most=1 << 30),
            "kept_from": 0,
            "engine": "auto",
            "k1": 1.2,
            "b": 0.75,
            "megabytes_at_most": 4096,
            "read_again_hours": 1.0,
        }
        reader = FileReader(synonyms=(), table=None, megabytes_at_most=1)
        return Library(LibrarySettings(**(settings | changes)), reader)  # type: ignore[arg-type] # of several types

    return open_library
