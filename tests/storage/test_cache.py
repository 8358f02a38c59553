from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bot.storage.cache import Damaged, SnapshotCache
from bot.storage.snapshot import Streamed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

CONTENT = {"numbers": np.arange(10_000)}


def cache_of(folder: Path | None, *, bytes_at_most: int = 1 << 30) -> SnapshotCache:
    return SnapshotCache(folder=folder, bytes_at_most=bytes_at_most)


def test_what_is_kept_is_opened(tmp_path: Path) -> None:
    cache = cache_of(tmp_path / "made" / "when needed")
    assert cache.open("k") is None
    kept = cache.keep("k", CONTENT)
    assert kept.notices == ()
    opened = cache.open("k")
    assert opened is not None
    assert not isinstance(opened, Damaged)
    assert opened["numbers"].tolist() == kept.arrays["numbers"].tolist() == CONTENT["numbers"].tolist()


@pytest.mark.parametrize("content", [b"", b"x", b"something else" * 100])
def test_what_is_damaged_is_said_in_one_line_that_names_no_folder(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "k.index").write_bytes(content)
    damaged = cache_of(tmp_path).open("k")
    assert isinstance(damaged, Damaged)
    assert "was built again" in damaged.notice
    assert "\n" not in damaged.notice
    assert str(tmp_path) not in damaged.notice


def test_a_folder_that_cannot_be_written_is_said_and_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    cache = cache_of(tmp_path / "file")
    assert cache.open("k") is None
    kept = cache.keep("k", CONTENT)
    assert kept.arrays["numbers"].tolist() == CONTENT["numbers"].tolist()
    [notice] = kept.notices
    assert "stays in memory" in notice


def test_without_a_home_it_is_said_and_done_without() -> None:
    cache = cache_of(None)
    assert cache.open("k") is None
    [notice] = cache.keep("k", CONTENT).notices
    assert "XDG_CACHE_HOME" in notice


def test_a_disk_that_is_full_is_said_and_nothing_is_left_on_it(tmp_path: Path) -> None:
    tries = iter([OSError(28, "No space left on device"), None])

    def blocks() -> Iterator[NDArray[Any]]:
        yield np.arange(5)
        if (failure := next(tries)) is not None:
            raise failure
        yield np.arange(5)

    kept = cache_of(tmp_path).keep("k", {"numbers": Streamed(blocks)})
    assert kept.arrays["numbers"].tolist() == [*range(5), *range(5)]
    [notice] = kept.notices
    assert "No space left on device" in notice
    assert list(tmp_path.iterdir()) == []


def test_what_was_not_used_for_longest_is_removed(tmp_path: Path) -> None:
    cache_of(tmp_path).keep("a", CONTENT)
    size = (tmp_path / "a.index").stat().st_size
    cache = cache_of(tmp_path, bytes_at_most=size * 5 // 2)
    cache.keep("b", CONTENT)
    os.utime(tmp_path / "b.index", (1, 1))
    cache.keep("c", CONTENT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.index", "c.index"]


def test_what_is_larger_than_it_may_be_is_said_and_not_kept(tmp_path: Path) -> None:
    kept = cache_of(tmp_path, bytes_at_most=10).keep("d", CONTENT)
    assert kept.arrays["numbers"].tolist() == CONTENT["numbers"].tolist()
    [notice] = kept.notices
    assert "cache_megabytes" in notice
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_has_left_is_removed_after_a_day(tmp_path: Path) -> None:
    (tmp_path / "x.unfinished").touch()
    (tmp_path / "y.parts").mkdir()
    (tmp_path / "y.parts" / "z").touch()
    cache_of(tmp_path).keep("k", CONTENT)
    assert len(list(tmp_path.iterdir())) == 3
    for name in ("x.unfinished", "y.parts"):
        os.utime(tmp_path / name, (1, 1))
    cache_of(tmp_path).keep("k", CONTENT)
    assert [path.name for path in tmp_path.iterdir()] == ["k.index"]
