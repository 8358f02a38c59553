from __future__ import annotations

import hashlib
import random
import struct
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import pytest

from bot.storage import snapshot
from bot.storage.snapshot import DamagedSnapshotError, Streamed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]

ARRAYS: Arrays = {
    "bytes": np.frombuffer(b"some text" * 50, dtype=np.uint8),
    "none": np.zeros(0, dtype=np.int64),
    "numbers": np.arange(300, dtype=np.int32),
    "rows": np.arange(60, dtype=np.float64).reshape(3, 20),
}


def same(one: Arrays, other: Arrays) -> bool:
    return one.keys() == other.keys() and all(
        array.dtype == other[name].dtype and np.array_equal(array, other[name]) for name, array in one.items()
    )


@pytest.mark.parametrize("arrays", [ARRAYS, {}, {"none": ARRAYS["none"]}])
def test_what_is_read_is_what_was_written(tmp_path: Path, arrays: Arrays) -> None:
    snapshot.write(tmp_path / "x", arrays, key="k")
    assert same(snapshot.read(tmp_path / "x", key="k"), arrays)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_an_array_may_be_made_while_it_is_written(tmp_path: Path) -> None:
    def blocks() -> Iterator[NDArray[Any]]:
        yield from (np.arange(start, start + 7, dtype=np.int32) for start in range(0, 70, 7))

    content: dict[str, NDArray[Any] | Streamed] = {"made": Streamed(blocks), "numbers": ARRAYS["numbers"]}
    snapshot.write(tmp_path / "x", content, key="k")
    found = snapshot.read(tmp_path / "x", key="k")
    assert found["made"].tolist() == list(range(70))
    assert same(found, snapshot.whole(content))


def test_a_snapshot_of_something_else_is_refused(tmp_path: Path) -> None:
    snapshot.write(tmp_path / "x", ARRAYS, key="k")
    with pytest.raises(DamagedSnapshotError, match="other documents or settings"):
        snapshot.read(tmp_path / "x", key="other")


def test_no_damage_ever_changes_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    snapshot.write(path, ARRAYS, key="k")
    whole = path.read_bytes()
    chance = random.Random(0)  # noqa: S311 - a sample, not a secret
    noticed = 0
    for at in {0, len(whole) - 1, *chance.sample(range(len(whole)), 400)}:
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        for damaged in (bytes(flipped), whole[:at], whole + whole[:at]):
            path.write_bytes(damaged)
            try:
                found = snapshot.read(path, key="k")
            except DamagedSnapshotError:
                noticed += 1
                continue
            assert same(found, ARRAYS)
    assert noticed


@pytest.mark.parametrize(
    "end",
    [
        {"arrays": [["numbers", "<i4", [300], 1 << 40]]},
        {"arrays": [["numbers", "<i4", [1 << 60], 64]]},
        {"arrays": [["numbers", "<i4", [1 << 33, 1 << 33], 64]]},
        {"arrays": [["numbers", "<i4", [-1], 64]]},
        {"arrays": [["numbers", "|O", [1], 64]]},
        {"arrays": [["numbers", "no type", [1], 64]]},
        {"arrays": [["numbers", ">i4", [1], 64]]},
        {"arrays": [["numbers", "<i4"]]},
        {"end": 1 << 40},
        {"blocks": "many"},
        {"key": 7},
    ],
)
def test_an_end_that_lies_with_a_right_digest_is_not_believed(tmp_path: Path, end: dict[str, object]) -> None:
    path = tmp_path / "x"
    snapshot.write(path, ARRAYS, key="k")
    whole = path.read_bytes()
    trailer = struct.Struct("<32sQ")
    _, length = trailer.unpack(whole[-trailer.size :])
    first = len(whole) - trailer.size - length
    lie = msgspec.json.encode({**msgspec.json.decode(whole[first : -trailer.size]), **end})
    path.write_bytes(whole[:first] + lie + trailer.pack(hashlib.sha256(lie).digest(), len(lie)))
    with pytest.raises(DamagedSnapshotError):
        snapshot.read(path, key="k")


def test_a_bit_is_missed_in_no_block_of_a_long_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_BLOCK", 1 << 12)
    path = tmp_path / "x"
    arrays = {"long": np.arange(1 << 13, dtype=np.int64)}
    snapshot.write(path, arrays, key="k")
    whole = path.read_bytes()
    for block in range(0, 1 << 16, 1 << 12):
        flipped = bytearray(whole)
        flipped[block + 2000] ^= 1
        path.write_bytes(flipped)
        with pytest.raises(DamagedSnapshotError):
            snapshot.read(path, key="k")


def test_what_fails_while_it_is_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "x"
    snapshot.write(path, ARRAYS, key="k")

    def failing() -> Iterator[NDArray[Any]]:
        yield np.zeros(1)
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        snapshot.write(path, {"made": Streamed(failing)}, key="k")
    assert [one.name for one in tmp_path.iterdir()] == ["x"]
    assert same(snapshot.read(path, key="k"), ARRAYS)
