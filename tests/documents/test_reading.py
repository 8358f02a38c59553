from __future__ import annotations

import hashlib
import os
import threading
from typing import TYPE_CHECKING

import pytest

from bot.documents.folder import DocumentFile, look
from bot.documents.reading import read_file
from bot.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.documents.reading import ReadFile


def file_of(folder: Path, name: str = "minutes.txt") -> DocumentFile:
    return DocumentFile(folder=str(folder), place=name, name=name, id="minutes", format="text")


def read(folder: Path, content: bytes, name: str = "minutes.txt") -> ReadFile:
    (folder / name).write_bytes(content)
    return read_file(file_of(folder, name))


def test_a_file_is_read_as_a_document_with_its_hash_and_what_it_looks_like(tmp_path: Path) -> None:
    content = b"---\ntitle: Talks\n---\nOne.\r\n\r\nTwo."
    (tmp_path / "minutes.txt").write_bytes(content)
    [file] = look(tmp_path).files
    found = read_file(file)
    assert (found.document.id, found.document.name, found.document.format) == (
        "minutes",
        "minutes.txt",
        "plain",
    )
    assert (found.document.title, found.document.text) == ("Talks", "One.\n\nTwo.")
    assert [block.span.of(found.document.text) for block in found.document.blocks] == ["One.", "Two."]
    assert found.content == hashlib.sha256(content).hexdigest()
    assert found.signature == file.seen


def test_without_a_title_of_its_own_a_document_is_called_as_its_file(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    assert read(tmp_path, b"One.", "2026/Board  minutes.txt").document.title == "Board minutes"


def test_how_a_file_was_read_is_noted(tmp_path: Path) -> None:
    assert read(tmp_path, "Eins.".encode("utf-16")).document.facts.notes == ("read as UTF-16",)


def test_a_title_with_control_characters_is_one_printable_line(tmp_path: Path) -> None:
    found = read(tmp_path, b'---\ntitle: "a\\0b \\ud800\\n\\e[31m c"\n---\nOne.').document
    assert found.title == found.facts.title == "ab [31m c"


def test_a_file_that_is_too_large_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.touch()
    os.truncate(path, 3 << 30)
    with pytest.raises(DocumentError) as error:
        read_file(file_of(tmp_path))
    assert str(error.value) == (
        "minutes.txt: has 3072 MB, more than the 64 that [documents] megabytes_at_most allows"
    )


def test_how_large_a_file_may_be_is_a_setting(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_bytes(b"a" * (1 << 20))
    assert len(read_file(file_of(tmp_path), megabytes_at_most=1).document.text) == 1 << 20
    path.write_bytes(b"a" * ((1 << 20) + 1))
    with pytest.raises(DocumentError, match="has 2 MB, more than the 1 that"):
        read_file(file_of(tmp_path), megabytes_at_most=1)


def test_a_pipe_that_took_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text("One.")
    [file] = look(tmp_path).files
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(DocumentError, match=r"^minutes\.txt: cannot be read: it is not a file$"):
        read_file(file)


def test_a_device_that_took_the_place_of_a_file_does_not_fill_the_memory(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").symlink_to("/dev/zero")
    with pytest.raises(DocumentError, match="it is not a file"):
        read_file(file_of(tmp_path))


def test_a_folder_that_took_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").mkdir()
    with pytest.raises(DocumentError, match="it is not a file"):
        read_file(file_of(tmp_path))


def test_a_file_that_is_gone_says_so_by_its_cause(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^minutes\.txt: cannot be read: No such file") as error:
        read_file(file_of(tmp_path))
    assert isinstance(error.value.__cause__, FileNotFoundError)


def test_a_file_that_is_being_written_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_bytes(b"")
    ends = threading.Event()

    def write() -> None:
        with path.open("ab", buffering=0) as file:
            while not ends.is_set():
                file.write(b"A sentence is written here.\n" * 1000)
                if file.tell() > 1 << 20:
                    file.truncate(0)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(20):
            try:
                found = read_file(file_of(tmp_path))
            except DocumentError as error:
                assert "it is being written" in str(error)  # noqa: PT017 - either is right
            else:
                assert len(found.document.text) == found.signature[0]
    finally:
        ends.set()
        writer.join()


def test_a_file_with_a_name_of_several_lines_is_named_in_one(tmp_path: Path) -> None:
    (tmp_path / "a\nb.txt").write_bytes(bytes(range(256)))
    [file] = look(tmp_path).files
    with pytest.raises(DocumentError, match=r"^a\\nb\.txt: is not a text"):
        read_file(file)
