from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.search.postings import snapshot
from bot.search.postings.cache import SnapshotCache
from bot.search.postings.contents import contents_of, from_arrays, to_arrays
from bot.search.postings.snapshot import DamagedSnapshotError
from bot.search.ranking.reading import read
from tests.search.searching import ANALYZER, passage_texts, vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

    from bot.search.postings.contents import Contents

    Arrays = Mapping[str, NDArray[Any]]

TEXTS = ["Straße one. Bridge two.", "", "東京 bridge, bridge \ud800.", "It is."] * 40


def built(texts: Sequence[str] = TEXTS) -> Contents:
    return contents_of(read(passage_texts(texts), ANALYZER), vectors=vectors(), k1=1.2, b=0.75)


def same(one: Arrays, other: Arrays) -> bool:
    return one.keys() == other.keys() and all(
        array.dtype == other[name].dtype and np.array_equal(array, other[name]) for name, array in one.items()
    )


def equal(one: Contents, other: Contents) -> bool:
    names = one.tables.names.names == other.tables.names.names == other.postings.vocabulary.names
    return names and same(to_arrays(one), to_arrays(other))


def cache_of(folder: Path, *, bytes_at_most: int = 1 << 30) -> SnapshotCache:
    return SnapshotCache(folder=folder, bytes_at_most=bytes_at_most)


def unneeded() -> Contents:
    pytest.fail("it was kept")


@pytest.mark.parametrize("texts", [TEXTS, [], [""]])
def test_what_is_read_is_what_was_written(tmp_path: Path, texts: list[str]) -> None:
    contents = built(texts)
    snapshot.write(tmp_path / "x", to_arrays(contents), key="k")
    found = from_arrays(snapshot.read(tmp_path / "x", key="k"))
    assert equal(found, contents)
    assert found.postings.passages == len(texts)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_snapshot_of_something_else_is_refused(tmp_path: Path) -> None:
    snapshot.write(tmp_path / "x", to_arrays(built()), key="k")
    with pytest.raises(DamagedSnapshotError, match="other documents or settings"):
        snapshot.read(tmp_path / "x", key="other")


def test_no_damage_ever_changes_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    arrays = to_arrays(built())
    snapshot.write(path, arrays, key="k")
    whole = path.read_bytes()
    chance = random.Random(0)  # noqa: S311 - a sample, not a secret
    for at in {0, len(whole) - 1, *chance.sample(range(len(whole)), 400)}:
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        for damaged in (bytes(flipped), whole[:at], whole + whole[:at]):
            path.write_bytes(damaged)
            try:
                found = snapshot.read(path, key="k")
            except DamagedSnapshotError:
                continue
            assert same(found, arrays)


@pytest.mark.parametrize("content", [b"", b"x", b"something else" * 100])
def test_a_damaged_snapshot_is_said_and_built_again(tmp_path: Path, content: bytes) -> None:
    cache = cache_of(tmp_path)
    assert cache.open("k", built).notices == ()
    again = cache.open("k", unneeded)
    assert again.notices == ()
    assert equal(again.contents, built())
    (tmp_path / "k.index").write_bytes(content)
    [notice] = (mended := cache.open("k", built)).notices
    assert "was built again" in notice
    assert equal(mended.contents, built())
    assert cache.open("k", unneeded).notices == ()


def test_who_asks_for_it_gets_an_index_built_again(tmp_path: Path) -> None:
    cache = cache_of(tmp_path)
    cache.open("k", built)
    other = built(["Soup."])
    assert equal(cache.open("k", lambda: other, rebuild=True).contents, other)
    assert equal(cache.open("k", unneeded).contents, other)


def test_a_folder_that_cannot_be_written_is_said_and_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    opened = cache_of(tmp_path / "file").open("k", built)
    assert equal(opened.contents, built())
    [notice] = opened.notices
    assert "stays in memory" in notice


def test_what_fails_while_it_is_written_leaves_what_was_there(tmp_path: Path) -> None:
    contents = built()
    cache_of(tmp_path).open("k", lambda: contents)
    with pytest.raises(TypeError):  # when all arrays are written
        snapshot.write(tmp_path / "k.index", to_arrays(built(["Soup."])), key=object())  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["k.index"]
    assert equal(cache_of(tmp_path).open("k", unneeded).contents, contents)


def test_what_was_not_used_for_longest_is_removed(tmp_path: Path) -> None:
    cache_of(tmp_path).open("a", built)
    size = (tmp_path / "a.index").stat().st_size
    cache = cache_of(tmp_path, bytes_at_most=size * 5 // 2)
    cache.open("b", built)
    os.utime(tmp_path / "b.index", (1, 1))
    cache.open("c", built)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.index", "c.index"]
    [notice] = cache_of(tmp_path, bytes_at_most=10).open("d", built).notices
    assert "cache_megabytes" in notice
    assert not (tmp_path / "d.index").exists()
