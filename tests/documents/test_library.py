from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.documents import library
from bot.documents.model import Span
from bot.errors import LibraryError, UnknownDocumentError
from tests.generated import TEXTS
from tests.libraries import document_of, library_of, write_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.progress import T


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(LibraryError) as error:
        library.load(folder)
    return list(map(str, error.value.problems))


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("minutes.txt", "minutes"),
        ("minutes.TXT", "minutes"),
        ("2024/july/minutes.md", "2024-july-minutes"),
        ("a b_c-d.e.txt", "a-b_c-d.e"),
        ("été.md", "-t-"),
        ("日本.txt", "--"),
        ("\N{GRINNING FACE}.txt", "-"),
        ("a@b:c.txt", "a-b-c"),
        ("minutes.md.txt", "minutes.md"),
    ],
)
def test_an_identifier_is_the_path_in_plain_characters(tmp_path: Path, name: str, identifier: str) -> None:
    assert [document.id for document in library_of(tmp_path, {name: "text"}).documents] == [identifier]


@pytest.mark.parametrize(
    ("one", "other"), [("a.md", "a.txt"), ("a b.txt", "a-b.txt"), ("a/b.txt", "a-b.txt")]
)
def test_two_files_of_one_identifier_are_refused_and_both_named(tmp_path: Path, one: str, other: str) -> None:
    write_files(tmp_path, {one: "one", other: "two"})
    [problem] = problems_of(tmp_path)
    assert "identifier" in problem
    assert one in problem
    assert other in problem


def test_documents_stand_in_the_order_of_their_identifiers(tmp_path: Path) -> None:
    library = library_of(tmp_path, {"b.txt": "B.", "a/z.txt": "Z.", "a.txt": "A.", "C.md": "C."})
    assert [document.id for document in library.documents] == ["C", "a", "a-z", "b"]
    assert [passage.text for passage in library.passages] == ["C.", "A.", "Z.", "B."]


def test_what_is_about_the_folder_or_hidden_is_no_document(tmp_path: Path) -> None:
    library = library_of(
        tmp_path,
        {
            "minutes.txt": "text",
            "README.md": "readme",
            "sub/readme.TXT": "readme",
            "README": "readme",
            ".hidden.txt": "hidden",
            ".git/a.txt": "hidden",
            "minutes.questions.jsonl": "{}",
        },
    )
    assert [document.id for document in library.documents] == ["minutes"]
    assert library.skipped == ()


def test_files_that_no_reader_reads_are_skipped_and_named(tmp_path: Path) -> None:
    library = library_of(tmp_path, {"b.pdf": b"\0", "minutes.txt": "text", "a/c": b"\xff", "a.docx": ""})
    assert library.skipped == ("a.docx", "b.pdf", "a/c")


def test_the_title_is_stated_or_the_heading_or_the_name(tmp_path: Path) -> None:
    library = library_of(
        tmp_path,
        {"a.md": "---\ntitle: Stated\n---\n# Heading", "b.md": "# Heading", "sub/c d.txt": "# Heading"},
    )
    assert [document.title for document in library.documents] == ["Stated", "Heading", "c d"]


def test_front_matter_is_no_part_of_the_text(tmp_path: Path) -> None:
    library = library_of(
        tmp_path, {"a.txt": b"\xef\xbb\xbf---\r\ntitle: A\r\nlanguage: en\r\n---\r\n\r\nText.\r\n"}
    )
    document = library.documents[0]
    assert (document.title, document.language, document.text) == ("A", "en", "\nText.\n")
    assert library.passage(0).citation.span == Span(start=1, end=6)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"\xff", 1),
        (b"one\ntwo\n\xe9t\xe9\n", 3),
        (b"one\r\ntwo\r\n\r\n\xe9t\xe9", 4),
        (b"one\rtwo\r\xe9t\xe9", 3),
        (b"\xef\xbb\xbf\n\n\xe9", 3),
        (b"\xef\xbb\xbfa\n\xe9", 2),
        (b"one\ncut \xe6\x97", 2),
        (b"lone surrogate \xed\xa0\x80", 1),
    ],
)
def test_what_is_not_utf8_is_refused_with_its_line(tmp_path: Path, content: bytes, line: int) -> None:
    write_files(tmp_path, {"minutes.txt": content})
    assert problems_of(tmp_path) == [f"minutes.txt: line {line}: is not UTF-8; save the file as UTF-8"]


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\0\xff", b"text\0", "UTF-16".encode("utf-16")])
def test_a_binary_file_is_refused(tmp_path: Path, content: bytes) -> None:
    write_files(tmp_path, {"minutes.txt": content})
    assert problems_of(tmp_path) == [
        "minutes.txt: is not a text but a binary file; remove it or save it as text"
    ]


def test_a_missing_folder_and_a_file_in_its_place_are_refused(tmp_path: Path) -> None:
    in_place = tmp_path / "file"
    in_place.write_text("")
    for folder in (tmp_path / "nowhere", in_place):
        with pytest.raises(LibraryError, match="there is no such folder of documents") as error:
            library.load(folder)
        assert str(folder) in str(error.value)
        assert error.value.problems == ()


@pytest.mark.parametrize(
    "files",
    [{}, {"README.md": "text"}, {"a.pdf": "text"}, {"a.txt": "", "b.md": " \n\t\n"}],
)
def test_a_folder_without_text_is_refused(tmp_path: Path, files: dict[str, str]) -> None:
    write_files(tmp_path, files)
    with pytest.raises(LibraryError, match=r"holds no text to answer from; put \.md or \.txt files there"):
        library.load(tmp_path)


def test_a_blank_document_beside_others_is_a_document_without_passages(tmp_path: Path) -> None:
    library = library_of(tmp_path, {"blank.txt": " \r\n\t", "minutes.txt": "text"})
    assert [document.id for document in library.documents] == ["blank", "minutes"]
    assert [passage.citation.document for passage in library.passages] == ["minutes"]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "a.txt": b"\xff",
            "b.md": "---\ntitle: [\n---\n",
            "c.txt": "---\ntitle: x\n",
            "d.txt": b"\0",
            "e.md": "one",
            "e.txt": "two",
            "good.txt": "text",
        },
    )
    found = problems_of(tmp_path)
    assert [problem.partition(":")[0] for problem in found] == ["a.txt", "b.md", "c.txt", "d.txt", "e.txt"]
    with pytest.raises(
        LibraryError, match=r"a\.txt: line 1: .* \(and 4 more: 'meeting-bot check' names them all\)$"
    ):
        library.load(tmp_path)


def test_a_single_problem_is_the_whole_message(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": b"\0"})
    with pytest.raises(LibraryError) as error:
        library.load(tmp_path)
    assert str(error.value) == f"{tmp_path}: {error.value.problems[0]}"


def test_links_that_lead_nowhere_or_round_in_a_circle_are_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {"minutes.txt": "text"})
    (tmp_path / "broken.txt").symlink_to("nowhere.txt")
    (tmp_path / "circle.txt").symlink_to("circle.txt")
    broken, circle = problems_of(tmp_path)
    assert broken == "broken.txt: cannot be read: No such file or directory"
    assert circle.startswith("circle.txt: cannot be read: ")


def test_a_folder_linked_into_itself_is_read_once(tmp_path: Path) -> None:
    write_files(tmp_path, {"sub/minutes.txt": "text"})
    (tmp_path / "sub" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert [document.id for document in library.load(tmp_path).documents] == ["sub-minutes"]


def test_a_link_to_a_file_is_a_document(tmp_path: Path) -> None:
    write_files(tmp_path, {"elsewhere/original.text": "text"})
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "minutes.txt").symlink_to(tmp_path / "elsewhere" / "original.text")
    assert library.load(tmp_path / "corpus").documents[0].text == "text"


def test_a_folder_called_like_a_document_is_a_folder(tmp_path: Path) -> None:
    assert library_of(tmp_path, {"a.txt/b.txt": "text"}).documents[0].id == "a.txt-b"


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert problems_of(tmp_path) == ["pipe.txt: cannot be read: it is not a file"]


@pytest.fixture
def _as_nobody() -> Iterator[None]:
    """Give up root's rights for a while: root may read everything."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    yield
    os.seteuid(me)


@pytest.mark.usefixtures("_as_nobody")
def test_files_and_folders_that_may_not_be_read_are_refused() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder, {"file.txt": "text", "folder/minutes.txt": "text", "good.txt": "text"})
        (folder / "file.txt").chmod(0)
        (folder / "folder").chmod(0)
        assert problems_of(folder) == [
            "file.txt: cannot be read: Permission denied",
            "folder: cannot be read: Permission denied",
        ]
        (folder / "folder").chmod(0o700)


def test_a_document_is_found_by_its_identifier(tmp_path: Path) -> None:
    library = library_of(tmp_path, {"a.txt": "A.", "b.txt": "B."})
    assert library.document("b").text == "B."


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("minuts", "did you mean minutes?"),
        ("Minutes", "did you mean minutes?"),
        ("agenda1", "did you mean agenda-1 or agenda-2?"),
        ("zzz", "'meeting-bot documents' lists them"),
        ("", "'meeting-bot documents' lists them"),
        ("../minutes.txt", "did you mean minutes?"),
    ],
)
def test_an_unknown_document_is_named_with_the_nearest(tmp_path: Path, asked: str, hint: str) -> None:
    library = library_of(tmp_path, {"minutes.txt": "A.", "agenda 1.txt": "B.", "agenda 2.txt": "C."})
    with pytest.raises(UnknownDocumentError) as error:
        library.document(asked)
    assert str(error.value) == f"no document is called '{asked}'; {hint}"


BEFORE = {"a.txt": "---\ntitle: A\ndate: 2024-07-28\nurl: https://example.org/a\n---\nOne.\nTwo."}


@pytest.mark.parametrize(
    "after",
    [
        {"a.txt": "---\ntitle: A\ndate: 2024-07-28\nurl: https://example.org/a\n---\nOne.\nTwo!"},
        {"a.txt": "---\ntitle: B\ndate: 2024-07-28\nurl: https://example.org/a\n---\nOne.\nTwo."},
        {"a.txt": "---\ntitle: A\ndate: 2024-07-29\nurl: https://example.org/a\n---\nOne.\nTwo."},
        {"a.txt": "---\ntitle: A\ndate: 2024-07-28\nurl: https://example.org/b\n---\nOne.\nTwo."},
        {"b.txt": BEFORE["a.txt"]},
        {"a.md": BEFORE["a.txt"]},
        {**BEFORE, "b.txt": "Three."},
    ],
)
def test_the_fingerprint_changes_with_whatever_answers_depend_on(
    tmp_path: Path, after: dict[str, str]
) -> None:
    before = library_of(tmp_path / "before", BEFORE)
    assert library_of(tmp_path / "after", after).fingerprint != before.fingerprint


def test_the_fingerprint_does_not_depend_on_the_place(tmp_path: Path) -> None:
    assert library_of(tmp_path / "x", BEFORE).fingerprint == library_of(tmp_path / "y", BEFORE).fingerprint


@given(st.dictionaries(st.sampled_from(["a.txt", "b.md", "c/d.txt", "README.md"]), TEXTS))
def test_any_folder_of_texts_is_loaded_alike_twice_or_holds_no_text(files: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        try:
            loaded = library_of(Path(folder), files)
        except LibraryError:
            assert not any(text.strip() for name, text in files.items() if name != "README.md")
        else:
            assert [d.id for d in loaded.documents] == sorted(
                document_of(t, n.replace("/", "-")).id for n, t in files.items() if n != "README.md"
            )
            assert library.load(Path(folder)) == loaded


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int | None]] = []

    def track(items: Iterable[T], *, doing: str, total: int | None) -> Iterable[T]:
        told.append((doing, total))
        return items

    write_files(tmp_path, {"a.txt": "A.", "b.txt": "B."})
    assert len(library.load(tmp_path, track=track).documents) == 2
    assert told == [("reading documents", 2), ("dividing documents", 2)]
