from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.documents.folder import look
from bot.documents.reading import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from bot.documents.reading import ReadFile

CALL = "Speaker 1: The pump failed.\n\nSpeaker 2: Nobody noticed.\n\nSpeaker 1: We order two.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "call.txt").write_text(CALL)
    return tmp_path


def read(folder: Path) -> ReadFile:
    [file] = look(folder).files
    found = read_file(file)
    assert found.signature == file.seen
    return found


def speakers(found: ReadFile) -> list[str | None]:
    return [block.speaker for block in found.document.blocks]


@pytest.mark.parametrize("name", ["call.speakers.toml", "call.txt.speakers.toml"])
def test_an_owner_names_speakers_beside_the_file(folder: Path, name: str) -> None:
    (folder / name).write_text('"speaker 1" = "Ann Lee"\n')
    found = read(folder)
    assert speakers(found) == ["Ann Lee", "Speaker 2", "Ann Lee"]
    assert (found.document.text, found.document.facts.notes) == (CALL, ())


def test_the_document_changes_when_its_speakers_do(folder: Path) -> None:
    path = folder / "call.speakers.toml"
    before = [look(folder)]
    contents = [read(folder).content]
    for names in ('"Speaker 1" = "Ann Lee"', '"Speaker 1" = "Ann Low"', None):
        if names is None:
            path.unlink()
        else:
            path.write_text(names)
        before.append(look(folder, before[-1]))
        contents.append(read(folder).content)
    assert len({found.files[0].seen for found in before}) == 3
    assert before[0].files == before[3].files
    assert len(set(contents)) == 3
    assert contents[0] == contents[3]
    assert look(folder, before[3]) is before[3]


@pytest.mark.parametrize(
    ("names", "note"),
    [
        ('"Speaker 3" = "Ann"', "'Speaker 3' names no speaker of call.txt"),
        ('"Speaker 1" = 3', '\'Speaker 1\' is given no name; write it as "Speaker 1" = "Ann Lee"'),
        ("Speaker 1 = Ann", "the names of its speakers cannot be read: Expected '=' after a key"),
        (b"\xff", "the names of its speakers cannot be read: 'utf-8' codec can't decode"),
    ],
)
def test_what_names_nobody_is_a_note(folder: Path, names: str | bytes, note: str) -> None:
    (folder / "call.speakers.toml").write_bytes(names if isinstance(names, bytes) else names.encode())
    found = read(folder)
    assert speakers(found) == ["Speaker 1", "Speaker 2", "Speaker 1"]
    [said] = found.document.facts.notes
    assert said.startswith(note)


def test_other_files_are_not_changed_by_it(folder: Path) -> None:
    (folder / "other.txt").write_text("text")
    before = look(folder)
    (folder / "call.speakers.toml").write_text('"Speaker 1" = "Ann Lee"')
    now = look(folder, before)
    assert now.files[1] is before.files[1]
    assert now.files[0].seen != before.files[0].seen
