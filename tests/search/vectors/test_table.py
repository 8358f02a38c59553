from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.errors import VectorsError
from bot.search.text.terms import Analyzer
from bot.search.vectors.table import ROW, TABLE, checksum, checksum_path, open_table
from tests.fitting.word_vectors import save

if TYPE_CHECKING:
    from pathlib import Path

ROWS = np.zeros(3, dtype=ROW)
ROWS["term"] = ["buy", "moon", "purchas"]
ROWS["rarity"] = [3.5, 4.25, 4]
ROWS["vector"][:, :2] = [(127, 0), (0, 127), (127, 3)]


@pytest.fixture(name="path")
def saved(tmp_path: Path) -> Path:
    save(tmp_path / "words.npy", ROWS)
    return tmp_path / "words.npy"


def refusal(path: Path) -> str:
    with pytest.raises(VectorsError) as caught:
        open_table(path)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith("; install meeting-bot again")
    return message


def resave(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    checksum_path(path).write_bytes(checksum(path))


def test_a_table_is_read_as_it_was_saved(path: Path) -> None:
    table = open_table(path)
    assert isinstance(table, np.memmap)
    assert not table.flags.writeable
    assert table.tobytes() == ROWS.tobytes()


@given(place=st.integers(0), change=st.integers(1, 255), of_checksum=st.booleans())
def test_one_byte_that_is_not_as_it_was_is_found(
    tmp_path_factory: pytest.TempPathFactory, place: int, change: int, *, of_checksum: bool
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "words.npy"
    save(path, ROWS)
    damaged = checksum_path(path) if of_checksum else path
    content = bytearray(damaged.read_bytes())
    content[place % len(content)] ^= change
    damaged.write_bytes(content)
    assert refusal(path).startswith(f"{path.name}: is ")


@given(st.floats(0, 1, exclude_max=True), st.booleans())
def test_a_file_that_was_cut_off_is_found(
    tmp_path_factory: pytest.TempPathFactory, share: float, of_checksum: bool
) -> None:
    path = tmp_path_factory.mktemp("cut") / "words.npy"
    save(path, ROWS)
    damaged = checksum_path(path) if of_checksum else path
    content = damaged.read_bytes()
    damaged.write_bytes(content[: int(share * len(content))])
    assert refusal(path).startswith(f"{path.name}: is ")


def test_damage_is_told_from_another_version(path: Path) -> None:
    beside = checksum_path(path)
    beside.write_bytes(beside.read_bytes().replace(b"version 1", b"version 2"))
    assert "is not a table of version 1, by the checksum in words.crc32" in refusal(path)
    save(path, ROWS)
    path.write_bytes(path.read_bytes() + b"\0")
    assert "is damaged, by the checksum in words.crc32" in refusal(path)


def test_a_file_that_is_missing_is_named(path: Path) -> None:
    checksum_path(path).unlink()
    assert refusal(path).startswith(f"{checksum_path(path).name}: cannot be read: No such file")
    save(path, ROWS)
    path.unlink()
    assert refusal(path).startswith(f"{path.name}: cannot be read: No such file")


def test_a_folder_is_no_table(path: Path) -> None:
    path.unlink()
    path.mkdir()
    assert refusal(path).startswith(f"{path.name}: cannot be read: Is a directory")


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY", b"PK\x03\x04", b"\x80\x04N.", b"words"])
def test_what_is_no_array_is_refused_though_its_checksum_is_right(path: Path, content: bytes) -> None:
    resave(path, content)
    assert re.search(r": is not a table of word vectors; ", refusal(path))


def test_a_table_that_its_header_says_is_longer_is_refused_though_its_checksum_is_right(path: Path) -> None:
    resave(path, path.read_bytes()[:-1])
    assert ": is not a table of word vectors; " in refusal(path)


def test_an_array_of_objects_is_never_unpickled(path: Path) -> None:
    np.save(path, np.array([{}], dtype=object), allow_pickle=True)
    resave(path, path.read_bytes())
    assert ": is not a table of word vectors; " in refusal(path)


@pytest.mark.parametrize(
    "other",
    [
        np.zeros((3, 128), dtype=np.int8),
        np.zeros(3, dtype=[("term", "S16"), ("rarity", "<f2"), ("vector", "i1", (96,))]),
        ROWS.reshape(3, 1),
        ROWS[:0],
        ROWS[0],
    ],
    ids=["vectors alone", "dimensions", "two ways", "empty", "one row"],
)
def test_an_array_of_another_shape_is_refused(path: Path, other: np.ndarray) -> None:
    save(path, np.asarray(other))
    assert ": is not a table of word vectors of 128 dimensions; " in refusal(path)


def test_the_shipped_table_is_in_order_and_of_terms() -> None:
    table = open_table(TABLE)
    terms = [term.decode() for term in table["term"].tolist()]
    assert len(terms) > 20_000
    assert all(first < second for first, second in pairwise(terms))
    assert all(term.isalpha() and term.islower() for term in terms)
    assert np.all((table["rarity"] > 2) & (table["rarity"] < 7))
    assert np.all(np.abs(table["vector"]).max(axis=1) == 127)


def test_the_shipped_table_has_the_terms_that_the_analyzer_makes() -> None:
    known = set(open_table(TABLE)["term"].tolist())
    words = "meeting missiles threatened purchased colour agreement children went analyses Japanese weather"
    assert [term for term in Analyzer().terms(words) if term.encode() not in known] == []
