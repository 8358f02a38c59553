from __future__ import annotations

import contextlib
import os
import socket
from typing import TYPE_CHECKING

import pytest

from bot.documents.folder import Ignored, is_settled, look, opened
from bot.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.documents.folder import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "documents"
    found.mkdir()
    return found


def write(folder: Path, *names: str, content: str = "text") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def names(found: Folder) -> list[str]:
    return [file.name for file in found.files]


def reasons(found: Folder) -> dict[str, str]:
    return {ignored.name: ignored.reason for ignored in found.ignored}


def test_files_are_found_in_all_folders_in_the_order_of_their_identifiers(folder: Path) -> None:
    write(folder, "b.md", "a.txt", "2026/q1.md", "2026/more/c.TXT")
    found = look(folder)
    assert [(file.id, file.name) for file in found.files] == [
        ("2026-more-c", "2026/more/c.TXT"),
        ("2026-q1", "2026/q1.md"),
        ("a", "a.txt"),
        ("b", "b.md"),
    ]
    assert found.files[1].path.read_text() == "text"
    assert (found.skipped, found.ignored, found.problems) == ((), (), ())
    assert found.size == 16


def test_files_that_no_reader_reads_are_named(folder: Path) -> None:
    write(folder, "a.md", "photo.jpeg", "in/Makefile")
    assert look(folder).skipped == ("in/Makefile", "photo.jpeg")


def test_what_is_passed_over_is_named_with_the_reason(folder: Path) -> None:
    write(folder, "a.md", "README.md", "in/ReadMe.ja.txt", "set.questions.jsonl", ".hidden.md", "~$a.md")
    write(folder, ".git/a.md", ".venv/a.md", "in/node_modules/x/a.md", "__pycache__/a.txt", "CVS/a.md")
    write(folder, "a.speakers.toml")
    found = look(folder)
    assert names(found) == ["a.md"]
    assert reasons(found) == {
        ".git/": "holds earlier versions",
        ".hidden.md": "is hidden",
        ".venv/": "is hidden",
        "CVS/": "holds earlier versions",
        "README.md": "is about the folder",
        "__pycache__/": "is a cache",
        "a.speakers.toml": "names the speakers of another file",
        "in/ReadMe.ja.txt": "is about the folder",
        "in/node_modules/": "holds packages of a program",
        "set.questions.jsonl": "is a set of questions",
        "~$a.md": "is what an office program keeps while a file is open",
    }


def test_what_an_owner_lists_is_passed_over(folder: Path) -> None:
    write(folder, "a.md", "drafts/a.md", "old/in/b.md", "x.tmp.md", "kept.tmp.md", "in/top.md", "top.md")
    write(
        folder, ".meetingbotignore", content="# ours\ndrafts/\n/top.md\n*.tmp.md\n!kept.tmp.md\nold/**/b.md\n"
    )
    found = look(folder)
    assert names(found) == ["a.md", "in/top.md", "kept.tmp.md"]
    listed = "is listed in .meetingbotignore"
    assert reasons(found) == {
        ".meetingbotignore": "lists what is passed over",
        "drafts/": listed,
        "old/in/b.md": listed,
        "top.md": listed,
        "x.tmp.md": listed,
    }


def test_lines_that_are_no_patterns_are_named_and_the_others_hold(folder: Path) -> None:
    write(folder, "a.md", "b.md")
    (folder / ".meetingbotignore").write_bytes(b"!\nb.md\n\xff\n")
    found = look(folder)
    assert names(found) == ["a.md"]
    assert [str(problem) for problem in found.problems] == [
        ".meetingbotignore: line 1: is no pattern such as 'drafts/' or '*.tmp.md'"
    ]


def test_other_rules_hold_from_the_next_look_on(folder: Path) -> None:
    write(folder, "a.md", "b.md")
    before = look(folder)
    write(folder, ".meetingbotignore", content="b.md")
    between = look(folder, before)
    assert names(between) == ["a.md"]
    (folder / ".meetingbotignore").unlink()
    assert names(look(folder, between)) == ["a.md", "b.md"]


def test_a_pipe_in_place_of_the_list_is_a_problem_and_nobody_waits_for_it(folder: Path) -> None:
    write(folder, "a.md")
    os.mkfifo(folder / ".meetingbotignore")
    found = look(folder)
    assert names(found) == ["a.md"]
    assert [str(problem) for problem in found.problems] == [
        ".meetingbotignore: cannot be read: it is not a file"
    ]


def test_an_unchanged_folder_is_the_same_object(folder: Path) -> None:
    write(folder, "a.md", "in/b.md", "README.md", "x.jpeg", "bad\nname.md")
    before = look(folder)
    assert look(folder, before) is before


def test_files_that_look_the_same_are_the_same_objects(folder: Path) -> None:
    write(folder, "a.md", "b.md", "c.md")
    before = look(folder)
    write(folder, "b.md", content="longer than before")
    write(folder, "d.md")
    (folder / "c.md").unlink()
    now = look(folder, before)
    assert names(now) == ["a.md", "b.md", "d.md"]
    assert now.files[0] is before.files[0]
    assert now.files[1].seen != before.files[1].seen
    assert now.files[1].id == "b"


def test_a_file_that_comes_to_clash_has_another_identifier_from_then_on(folder: Path) -> None:
    write(folder, "notes.txt", "other.md")
    before = look(folder)
    write(folder, "notes.md")
    now = look(folder, before)
    assert [file.id for file in now.files] == ["notes.md", "notes.txt", "other"]
    (folder / "notes.md").unlink()
    assert look(folder, now).files == before.files


def test_a_change_of_what_is_skipped_or_passed_over_is_noticed(folder: Path) -> None:
    write(folder, "a.md")
    before = look(folder)
    write(folder, "x.jpeg", ".hidden")
    now = look(folder, before)
    assert now.files is before.files
    assert (now.skipped, now.ignored) == (("x.jpeg",), (Ignored(name=".hidden", reason="is hidden"),))


@pytest.mark.parametrize("name", ["new\nline.md", "tab\there.md", "\u202egnp.md", "\x1b[31m.md"])
def test_a_name_is_shown_on_one_line(folder: Path, name: str) -> None:
    write(folder, name)
    found = look(folder)
    assert names(found)[0].isprintable()
    assert found.files[0].id.isprintable()
    assert found.files[0].path.read_text() == "text"


def test_names_that_are_no_text_are_read_and_told_apart(folder: Path) -> None:
    for name in (b"caf\xe9.md", b"caf\xe8.md"):
        (folder / os.fsdecode(name)).write_text(repr(name))
    found = look(folder)
    assert sorted(names(found)) == ["caf\\udce8.md", "caf\\udce9.md"]
    assert len({file.id for file in found.files}) == 2
    for file in found.files:
        file.id.encode()
        assert file.path.read_text().startswith("b'caf")


@pytest.mark.parametrize("make", ["fifo", "socket"])
def test_what_is_no_file_is_passed_over(folder: Path, make: str) -> None:
    write(folder, "a.md")
    if make == "fifo":
        os.mkfifo(folder / "b.md")
    else:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(os.path.relpath(folder / "b.md"))
    found = look(folder)
    assert names(found) == ["a.md"]
    assert reasons(found) == {"b.md": "is not a file but a pipe, a device or a socket"}


def test_links_within_the_folder_are_followed(folder: Path) -> None:
    write(folder, "real/a.md", "b.md")
    (folder / "linked").symlink_to("real")
    (folder / "c.md").symlink_to("b.md")
    found = look(folder)
    assert names(found) == ["b.md", "c.md", "linked/a.md", "real/a.md"]
    assert look(folder, found) is found
    write(folder, "real/new.md")
    assert names(look(folder, found)) == [
        "b.md",
        "c.md",
        "linked/a.md",
        "linked/new.md",
        "real/a.md",
        "real/new.md",
    ]


def test_links_that_lead_out_of_the_folder_or_nowhere_are_named(folder: Path) -> None:
    write(folder, "a.md")
    write(folder.parent, "out/secret.md", "documents-too/b.md")
    (folder / "out").symlink_to(folder.parent / "out")
    (folder / "beside").symlink_to(folder.parent / "documents-too")
    (folder / "secret.md").symlink_to("../out/secret.md")
    (folder / "nowhere.md").symlink_to("gone.md")
    (folder / "itself.md").symlink_to("itself.md")
    found = look(folder)
    assert names(found) == ["a.md"]
    out, nowhere = "is a link that leads out of the folder", "is a link that leads nowhere"
    assert reasons(found) == {
        "beside": out,
        "itself.md": nowhere,
        "nowhere.md": nowhere,
        "out": out,
        "secret.md": out,
    }


def test_a_file_that_becomes_a_link_out_of_the_folder_is_read_no_more(folder: Path) -> None:
    write(folder, "a.md", "b.md")
    write(folder.parent, "secret.md")
    before = look(folder)
    (folder / "b.md").unlink()
    (folder / "b.md").symlink_to(folder.parent / "secret.md")
    assert names(look(folder, before)) == ["a.md"]


def test_a_folder_that_is_a_link_itself_is_looked_into(folder: Path) -> None:
    write(folder, "real/a.md")
    (folder / "more").symlink_to("real")
    linked = folder.parent / "linked"
    linked.symlink_to(folder)
    assert names(look(linked)) == ["more/a.md", "real/a.md"]


def test_links_that_lead_round_in_a_circle_are_named(folder: Path) -> None:
    write(folder, "in/a.md")
    (folder / "in/up").symlink_to("..")
    (folder / "in/here").symlink_to(".")
    found = look(folder)
    assert names(found) == ["in/a.md"]
    assert set(reasons(found).values()) == {"is a link that leads round in a circle"}


def test_folders_that_all_link_to_each_other_are_read_in_bounded_time(folder: Path) -> None:
    for one in range(8):
        write(folder, f"f{one}/a.md")
        for other in range(8):
            (folder / f"f{one}/l{other}").symlink_to(f"../f{other}")
    found = look(folder)
    assert 8 <= len(found.files) <= 16
    assert "is a link to where another link leads" in reasons(found).values()


@contextlib.contextmanager
def nested(folder: Path, *, deep: int, name: str) -> Iterator[None]:
    """Nest folders, the innermost with a file `a.md`, and remove them again: pytest could not."""

    def entered(path: str, here: int) -> int:
        there = os.open(path, os.O_RDONLY, dir_fd=here)
        os.close(here)
        return there

    here = os.open(folder, os.O_RDONLY)
    for _ in range(deep):
        os.mkdir(name, dir_fd=here)
        here = entered(name, here)
    os.close(os.open("a.md", os.O_CREAT, dir_fd=here))
    try:
        yield
    finally:
        os.unlink("a.md", dir_fd=here)
        for _ in range(deep):
            here = entered("..", here)
            os.rmdir(name, dir_fd=here)
        os.close(here)


def test_folders_a_thousand_deep_are_looked_into(folder: Path) -> None:
    with nested(folder, deep=1000, name="d"):
        assert names(look(folder)) == [f"{'d/' * 1000}a.md"]


def test_a_folder_whose_path_is_too_long_is_one_line(folder: Path) -> None:
    write(folder, "a.md")
    with nested(folder, deep=30, name="d" * 200):
        found = look(folder)
    assert names(found) == ["a.md"]
    [problem] = map(str, found.problems)
    assert problem.endswith(": cannot be read: File name too long")
    assert len(problem) < 300


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_a_problem_and_the_others_are_looked_into(folder: Path) -> None:
    write(folder, "a.md", "shut/b.md")
    (folder / "shut").chmod(0)
    try:
        found = look(folder)
    finally:
        (folder / "shut").chmod(0o700)
    assert names(found) == ["a.md"]
    assert [str(problem) for problem in found.problems] == ["shut: cannot be read: Permission denied"]


@pytest.mark.parametrize("name", ["gone", "file.md", "file.md/below"])
def test_a_folder_that_is_not_there_is_refused(folder: Path, name: str) -> None:
    write(folder, "file.md")
    with pytest.raises(LibraryError, match="there is no such folder of documents"):
        look(folder / name)


def test_a_folder_in_a_circle_of_links_is_refused_in_a_line(folder: Path) -> None:
    (folder / "circle").symlink_to("circle")
    with pytest.raises(LibraryError, match="circle: cannot be read: "):
        look(folder / "circle")


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_not_opened(folder: Path, make: object) -> None:
    assert callable(make)
    make(folder / "a.md")
    with pytest.raises(OSError, match="it is not a file"):
        opened(folder / "a.md")


def test_devices_are_not_opened() -> None:
    with pytest.raises(OSError, match="it is not a file"):
        opened("/dev/zero")


def test_a_signature_is_settled_once_the_clock_has_gone_on() -> None:
    second = 1_000_000_000
    assert not is_settled((1, 5 * second, 5 * second, 1), 6 * second)
    assert not is_settled((1, 2 * second, 5 * second, 1), 6 * second)
    assert is_settled((1, 2 * second, 5 * second, 1), 8 * second)
