"""What is opened was kept as it is now: nobody reads the same documents again each time."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot import app
from bot.collection.part import from_arrays
from bot.config import DocumentSettings, SearchSettings, Settings
from bot.documents.files import look
from bot.indexing import opener_of
from bot.progress import untracked
from bot.storage.cache import Damaged
from tests.libraries import write_files
from tests.search.searching import vectors

if TYPE_CHECKING:
    from pathlib import Path

    from bot.collection.opening import Opener


def opener(folder: Path) -> Opener:
    settings = Settings(documents=DocumentSettings(folder=str(folder)), search=SearchSettings(engine="large"))
    return opener_of(settings, folder, vectors(), table=None, track=untracked)


def load(folder: Path) -> list[str]:
    settings = Settings(documents=DocumentSettings(folder=str(folder)), search=SearchSettings(engine="large"))
    return [document.text for document in app.load_library(settings).documents]


def kept(folder: Path) -> list[str]:
    """Return the texts that the snapshot of a folder holds."""
    its = opener(folder)
    arrays = its.cache.open(its.key)
    assert arrays is not None
    assert not isinstance(arrays, Damaged)
    store = from_arrays(arrays).store
    return [store.text_of(row) for row in range(len(store.entries))]


def test_documents_that_are_all_written_anew_are_kept(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": "The bridge was opened.", "b.txt": "The road is closed."})
    load(tmp_path)
    write_files(
        tmp_path, {"a.txt": "The treaty was signed.", "b.txt": "Bread rises.", "c.txt": "It is late."}
    )
    assert load(tmp_path) == kept(tmp_path) == ["The treaty was signed.", "Bread rises.", "It is late."]


@pytest.mark.parametrize("name", ["entries", "facts", "names.text", "store.rows"])
def test_what_holds_something_else_is_said_and_built_again(tmp_path: Path, name: str) -> None:
    write_files(tmp_path, {"a.txt": "The bridge was opened."})
    load(tmp_path)
    its = opener(tmp_path)
    arrays = its.cache.open(its.key)
    assert arrays is not None
    assert not isinstance(arrays, Damaged)
    others = {**arrays, name: np.frombuffer(b"\xff", dtype=np.uint8)}
    if name == "store.rows":
        del others[name]
    its.cache.keep(its.key, others)
    opened = its.opened(look(tmp_path))
    assert opened is not None
    [notice] = opened.notices
    assert "was built again" in notice
    assert kept(tmp_path) == ["The bridge was opened."]


def test_dates_in_digits_are_kept_as_the_dates_of_all_documents_have_them_read(tmp_path: Path) -> None:
    filler = "\n\n".join(f"Point {number} is about item {number % 17}." for number in range(200))
    front = "---\ndate: 2024-08-07\n---\n"
    write_files(
        tmp_path, {"a.txt": f"{front}{filler}", "b.txt": "It was signed on 7/8/2024.", "c.txt": filler}
    )
    load(tmp_path)
    its = opener(tmp_path)
    opened = its.opened(look(tmp_path))
    assert opened is not None
    assert len(opened.collection.views) == 1
    assert "august" in opened.collection.names.names


def test_files_that_only_look_otherwise_are_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"a.txt": "The bridge was opened.", "b.txt": "The road is closed."})
    before = load(tmp_path)
    # As if an hour had passed: a file that was written just now may change and look the same.
    later = time.time_ns() + 3600 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: later)
    os.utime(tmp_path / "a.txt", (0, 0))
    assert load(tmp_path) == before

    read_bytes = type(tmp_path).read_bytes

    def never(path: Path) -> bytes:
        assert path.parent != tmp_path, "it is read again"
        return read_bytes(path)

    with monkeypatch.context() as without:
        without.setattr(type(tmp_path), "read_bytes", never)
        assert load(tmp_path) == before
