from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given

from bot.documents.history import History
from tests.generated import TEXTS
from tests.libraries import document_of

DOCUMENT = document_of("One. Two.")


@given(TEXTS)
def test_a_text_that_was_remembered_is_found_by_its_hash(content: str) -> None:
    document = document_of(content)
    with TemporaryDirectory() as folder:
        history = History(folder=Path(folder) / "made" / "when needed")
        assert history.text(document.hash) is None
        history.remember([document])
        assert history.text(document.hash) == document.text


def test_every_version_is_kept_and_nothing_else_is_left(tmp_path: Path) -> None:
    history = History(folder=tmp_path)
    versions = [document_of("One."), document_of("Two."), document_of("One.")]
    history.remember(versions)
    history.remember(versions)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({f"{v.hash}.txt" for v in versions})
    assert [history.text(version.hash) for version in versions] == ["One.", "Two.", "One."]


def test_a_damaged_text_is_not_found(tmp_path: Path) -> None:
    history = History(folder=tmp_path)
    history.remember([DOCUMENT])
    (tmp_path / f"{DOCUMENT.hash}.txt").write_bytes(b"\xff something else")
    assert history.text(DOCUMENT.hash) is None


def test_a_damaged_text_is_mended_when_it_is_cited_again(tmp_path: Path) -> None:
    history = History(folder=tmp_path)
    history.remember([DOCUMENT])
    (tmp_path / f"{DOCUMENT.hash}.txt").write_bytes(b"half")
    history.remember([DOCUMENT])
    assert history.text(DOCUMENT.hash) == DOCUMENT.text


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    history = History(folder=in_the_way / "history")
    history.remember([DOCUMENT])
    assert history.text(DOCUMENT.hash) is None


def test_a_folder_in_place_of_a_text_is_no_error(tmp_path: Path) -> None:
    history = History(folder=tmp_path)
    (tmp_path / f"{DOCUMENT.hash}.txt").mkdir()
    history.remember([DOCUMENT])
    assert history.text(DOCUMENT.hash) is None
