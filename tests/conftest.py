from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


# No test is about time. Where a change is judged, it is by the same examples each time; else by new ones.
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    """Collect garbage again after a test that ran a command, which ends without."""
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the state and the settings of whoever runs the tests out of them."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    for name in os.environ:
        if name.startswith(("MEETING_BOT__", "DISCORD_")):
            monkeypatch.delenv(name)


@pytest.fixture
def folder_of(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes files, by name, to a folder of documents and returns the folder."""

    def write(**files: str | bytes) -> Path:
        folder = tmp_path / "documents"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write
