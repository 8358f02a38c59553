from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bot.documents.citing import cite
from bot.documents.library import load
from bot.documents.model import Span
from bot.errors import LibraryError, UnknownDocumentError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_documents_are_read_with_their_facts(folder_of: Callable[..., Path]) -> None:
    (document,) = load(folder_of(a_md="---\ntitle: T\nurl: http://x.org\n---\n# Heading\n\nText.")).documents
    assert (document.id, document.title, document.url) == ("a", "T", "http://x.org")
    assert document.text == "# Heading\n\nText."


@pytest.mark.parametrize(("content", "title"), [("# Heading\n\nText.", "Heading"), ("Text.", "a")])
def test_a_title_is_the_heading_or_the_name(content: str, title: str, folder_of: Callable[..., Path]) -> None:
    assert load(folder_of(a_md=content)).documents[0].title == title


def test_line_ends_and_a_byte_order_mark_are_made_plain(folder_of: Callable[..., Path]) -> None:
    (document,) = load(folder_of(a_txt=b"\xef\xbb\xbfone\r\ntwo\rthree\n")).documents
    assert document.text == "one\ntwo\nthree\n"


def test_the_hash_is_of_the_text_in_utf_8(folder_of: Callable[..., Path]) -> None:
    assert load(folder_of(a_md="---\ntitle: x\n---\nabc")).documents[0].hash == "ba7816bf"  # FIPS 180-2, B.1


def test_an_identifier_is_the_path_without_its_ending(folder_of: Callable[..., Path]) -> None:
    folder = folder_of(b__c_txt="x", a_md="y")
    (folder / "Sitzung vom 3.März.TXT").write_text("z")
    assert [document.id for document in load(folder).documents] == ["Sitzung-vom-3.M-rz", "a", "b-c"]


def test_what_is_about_the_folder_or_hidden_is_no_document(folder_of: Callable[..., Path]) -> None:
    folder = folder_of(a_txt="x", README_md="about", a_questions_jsonl="{}", _hidden_txt="x", _git__x_txt="x")
    library = load(folder)
    assert [document.id for document in library.documents] == ["a"]
    assert library.skipped == ()


def test_files_that_no_reader_reads_are_named(folder_of: Callable[..., Path]) -> None:
    assert load(folder_of(a_txt="x", b_pdf=b"%PDF\0", c="x")).skipped == ("b.pdf", "c")


def test_a_link_that_leads_back_up_is_not_followed(folder_of: Callable[..., Path]) -> None:
    folder = folder_of(a_txt="x")
    (folder / "loop").symlink_to(folder)
    assert len(load(folder).documents) == 1


def test_a_blank_document_is_one_without_passages(folder_of: Callable[..., Path]) -> None:
    library = load(folder_of(a_txt="x", blank_txt="\n\n", empty_txt=""))
    assert [document.id for document in library.documents] == ["a", "blank", "empty"]
    assert len(library.passages) == 1


@pytest.mark.parametrize("files", [{}, {"README_md": "x"}, {"a_txt": " \n"}, {"a_pdf": "x"}])
def test_a_folder_without_text_is_refused(files: dict[str, str], folder_of: Callable[..., Path]) -> None:
    folder = folder_of(**files)
    with pytest.raises(LibraryError, match=r"documents: holds no text .* put \.md or \.txt files there"):
        load(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="nowhere: there is no such folder"):
        load(tmp_path / "nowhere")


def test_two_files_of_one_identifier_are_both_named(folder_of: Callable[..., Path]) -> None:
    with pytest.raises(LibraryError, match=r"a\.txt: has the identifier 'a' of a\.md"):
        load(folder_of(a_md="x", a_txt="y"))


def test_all_problems_are_kept_and_the_first_is_told(folder_of: Callable[..., Path]) -> None:
    folder = folder_of(a_txt=b"one\n\xff", b_txt=b"\0", c_md="---\n", d_txt="fine")
    with pytest.raises(LibraryError, match=r"a\.txt: line 2: is not UTF-8.*and 2 more") as error:
        load(folder)
    problems = [str(problem) for problem in error.value.problems]
    assert [problem.partition(":")[0] for problem in problems] == ["a.txt", "b.txt", "c.md"]
    assert "binary" in problems[1]


@pytest.mark.skipif(os.name != "posix", reason="symbolic links need rights elsewhere")
def test_a_file_that_cannot_be_read_is_named(folder_of: Callable[..., Path]) -> None:
    folder = folder_of(a_txt="x")
    (folder / "gone.txt").symlink_to(folder / "nothing")
    with pytest.raises(LibraryError, match=r"gone\.txt: cannot be read: No such file"):
        load(folder)


def test_an_unknown_document_is_refused_with_the_nearest_names(folder_of: Callable[..., Path]) -> None:
    library = load(folder_of(minutes_txt="x"))
    with pytest.raises(UnknownDocumentError, match="'minuts'; did you mean minutes"):
        library.document("minuts")
    with pytest.raises(UnknownDocumentError, match="'zzz'; 'meeting-bot documents' lists them"):
        library.document("zzz")


def test_the_paragraph_around_a_citation_is_whole(folder_of: Callable[..., Path]) -> None:
    library = load(folder_of(a_txt="One. Two.\n\nThree. Four."))
    citation = cite(library.documents[0], Span(start=18, end=22))
    assert library.paragraph_around(citation) == "Three. Four."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", "---\ntitle: T\n---\nText!"),
        ("a.md", "---\ntitle: U\n---\nText."),
        ("b.md", "---\ntitle: T\n---\nText."),
    ],
    ids=["text", "title", "name"],
)
def test_the_fingerprint_changes_with_anything_that_answers_show(
    name: str, content: str, folder_of: Callable[..., Path]
) -> None:
    folder = folder_of(a_md="---\ntitle: T\n---\nText.")
    before = load(folder).fingerprint
    assert load(folder).fingerprint == before
    (folder / "a.md").unlink()
    (folder / name).write_text(content)
    assert load(folder).fingerprint != before
