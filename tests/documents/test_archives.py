from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.documents.folder import look
from bot.documents.model import Extracted
from bot.documents.reading import read_file
from bot.errors import DocumentError
from tests.documents.readers.spoken import assert_sound

if TYPE_CHECKING:
    from pathlib import Path

    from bot.documents.folder import DocumentFile, Folder


def packed(path: Path, **members: str | bytes) -> Path:
    """A zip file; `__` in the name of a member stands for a slash, `_` for a point."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


def reasons(found: Folder) -> dict[str, str]:
    return {ignored.name: ignored.reason for ignored in found.ignored}


def only(found: Folder) -> DocumentFile:
    [file] = found.files
    return file


def test_a_zip_file_is_read_as_if_it_were_a_folder(tmp_path: Path) -> None:
    packed(
        tmp_path / "April.ZIP",
        minutes_md="# Pumps\n\nThe pump failed.",
        in__notes_txt="One failed.",
        x_jpeg="",
    )
    found = look(tmp_path)
    assert [(file.id, file.name, file.format) for file in found.files] == [
        ("April.ZIP-in-notes", "April.ZIP/in/notes.txt", "plain"),
        ("April.ZIP-minutes", "April.ZIP/minutes.md", "markdown"),
    ]
    assert found.skipped == ("April.ZIP/x.jpeg",)
    read = read_file(found.files[1])
    assert (read.document.title, read.document.text) == ("Pumps", "# Pumps\n\nThe pump failed.")
    assert read.signature == found.files[1].seen


def test_an_unchanged_zip_file_is_not_looked_into_again(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", b_md="text", c_exe="")
    before = look(tmp_path)
    assert look(tmp_path, before) is before
    seen = path.stat()
    path.write_bytes(b"\0" * seen.st_size)
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert look(tmp_path, before).problems != ()


def test_a_changed_zip_file_has_other_documents(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", b_md="text", c_md="text")
    before = look(tmp_path)
    packed(tmp_path / "a.zip", b_md="other", d_md="text")
    now = look(tmp_path, before)
    assert [file.id for file in now.files] == ["a.zip-b", "a.zip-d"]
    assert now.files[0].seen != before.files[0].seen
    (tmp_path / "a.zip").unlink()
    assert look(tmp_path, now).files == ()


def test_what_is_passed_over_in_a_folder_is_passed_over_in_a_zip_file(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", b_md="text", CVS__b_md="x", README_md="x", _hidden_md="x", in__deep_zip=b"PK")
    (tmp_path / ".meetingbotignore").write_text("drafts/")
    packed(tmp_path / "b.zip", drafts__c_md="x")
    found = look(tmp_path)
    assert only(found).name == "a.zip/b.md"
    assert reasons(found) == {
        ".meetingbotignore": "lists what is passed over",
        "a.zip/.hidden.md": "is hidden",
        "a.zip/README.md": "is about the folder",
        "a.zip/CVS/b.md": "holds earlier versions",
        "a.zip/in/deep.zip": "is a zip file in another",
        "b.zip/drafts/c.md": "is listed in .meetingbotignore",
    }


@pytest.mark.parametrize("path", ["../out.md", "/etc/out.md", "in/../../out.md", "..\\out.md", "in//out.md"])
def test_paths_that_lead_out_of_a_zip_file_are_named(tmp_path: Path, path: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr(path, "secret")
        package.writestr("in.md", "text")
    found = look(tmp_path)
    assert only(found).name == "a.zip/in.md"
    assert list(reasons(found).values()) == ["has a path that leads out of its zip file"]


def test_encrypted_members_and_bombs_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", bomb_txt=b"0" * (16 << 20), locked_md="text")
    content = bytearray(path.read_bytes())
    for at in (content.rindex(b"PK\x01\x02") + 8, content.rindex(b"PK\x03\x04") + 6):
        content[at] |= 1
    path.write_bytes(content)
    packed(tmp_path / "b.zip", c_md="text")
    found = look(tmp_path)
    assert only(found).name == "b.zip/c.md"
    assert reasons(found) == {
        "a.zip/bomb.txt": "unpacks to very much more than it is, as zip bombs do",
        "a.zip/locked.md": "is encrypted",
    }


def test_a_zip_file_that_unpacks_to_too_much_is_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.documents.archives._MEMBERS_AT_MOST", 1)
    packed(tmp_path / "a.zip", b_md="text", c_md="text")
    found = look(tmp_path)
    assert found.files == ()
    assert [str(problem) for problem in found.problems] == [
        "a.zip: cannot be read: it holds more than 1 files"
    ]


def test_a_damaged_zip_file_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and no more")
    assert [str(problem) for problem in look(tmp_path).problems] == [
        "a.zip: cannot be read: it is damaged, or no zip file"
    ]


def test_a_member_larger_than_a_document_may_be_is_a_line(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", b_txt=os.urandom(3 << 20).hex())
    with pytest.raises(DocumentError, match=r"^a\.zip/b\.txt: cannot be read: it unpacks to more than 2 MB$"):
        read_file(only(look(tmp_path)), megabytes_at_most=2)


def test_a_member_that_is_no_more_there_is_a_line(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", b_md="text")
    file = only(look(tmp_path))
    packed(tmp_path / "a.zip", c_md="text")
    with pytest.raises(DocumentError, match=r"^a\.zip/b\.md: cannot be read: it is no more in the zip file$"):
        read_file(file)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_whatever_is_damaged_is_a_line_or_read(tmp_path: Path, data: st.DataObject) -> None:
    path = packed(
        tmp_path / "a.zip", b_md="# Pumps\n\n" + "The pump failed. " * 20, in__c_html="<p>One failed."
    )
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    for file in look(tmp_path).files:
        try:
            document = read_file(file).document
        except DocumentError as error:
            assert "\n" not in str(error)  # noqa: PT017 - some can still be read
        else:
            assert_sound(Extracted(text=document.text, blocks=document.blocks))
