"""Documents that are added, changed, removed and broken while a state of them answers."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

import pytest

from bot import app
from bot.answers.model import Answered, NotCovered
from bot.config import DocumentSettings, SearchSettings, Settings
from bot.documents import file_reading, files
from bot.errors import LibraryError
from bot.following import Following, follow_folder
from bot.live import Changed, Failed, Live, Unchanged
from tests.libraries import write_files

if TYPE_CHECKING:
    from pathlib import Path

    from bot.live import State

QUESTION = "How long does rye bread keep?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {"bread.txt": "Rye bread keeps for a week.", "treaty.md": "The treaty was signed in Paris."}
    return write_files(tmp_path / "corpus", texts)


@pytest.fixture(params=["small", "large"])
def settings(folder: Path, request: pytest.FixtureRequest) -> Settings:
    """Return settings of a library that is read again as a whole, and of one that is changed."""
    search = SearchSettings(engine=request.param)
    return Settings(documents=DocumentSettings(folder=str(folder)), search=search)


@pytest.fixture
def live(settings: Settings) -> Live:
    return follow_folder(settings)


def answer(state: State, question: str = QUESTION) -> str:
    found = state.assistant.ask(question)
    assert isinstance(found, Answered)
    return found.quotes[0].passage.text


def changed(live: Live) -> tuple[tuple[str, ...], ...]:
    """Look, and return what was added, changed and removed."""
    found = live.refresh()
    assert isinstance(found, Changed)
    assert found.state is live.current
    return found.added, found.changed, found.removed


def failure(live: Live) -> str:
    found = live.refresh()
    assert isinstance(found, Failed)
    assert "\n" not in found.message
    return found.message


def test_nothing_is_built_where_nothing_changed(live: Live, folder: Path) -> None:
    first = live.current
    assert live.refresh() == live.refresh() == Unchanged()
    # Another time says nothing about what stands there.
    os.utime(folder / "bread.txt", (0, 0))
    assert live.refresh() == Unchanged()
    assert live.current is first


def test_answers_come_from_the_new_text_and_the_old_state_stays_as_it_was(live: Live, folder: Path) -> None:
    before = live.current
    write_files(folder, {"bread.txt": "Rye bread keeps for a month."})
    assert changed(live) == ((), ("bread",), ())
    assert answer(live.current) == "Rye bread keeps for a month."
    assert answer(before) == "Rye bread keeps for a week."
    assert live.current.assistant.fingerprint != before.assistant.fingerprint
    assert live.refresh() == Unchanged()


def test_each_question_that_is_asked_meanwhile_sees_one_state(live: Live, folder: Path) -> None:
    done, wrong, seen = threading.Event(), [], set()

    def ask() -> None:
        while not done.is_set():
            state = live.current
            found = state.assistant.ask(QUESTION)
            text = state.library.document("bread").text
            if not isinstance(found, Answered) or found.quotes[0].passage.text not in text:
                wrong.append(found)
            seen.add(text)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for weeks in range(2, 6):
            text = f"Rye bread keeps for {weeks} weeks."
            write_files(folder, {"bread.txt": text})
            changed(live)
            while text not in seen:
                time.sleep(0.001)
    finally:
        done.set()
        asking.join()
    assert wrong == []


def test_several_changes_at_a_time(live: Live, folder: Path) -> None:
    (folder / "treaty.md").unlink()
    write_files(
        folder, {"bread.txt": "---\ntitle: Bread\n---\nRye bread keeps for a week.", "a/b.txt": "Wine."}
    )
    assert changed(live) == (("a-b",), ("bread",), ("treaty",))
    assert [document.id for document in live.current.library.documents] == ["a-b", "bread"]


def test_what_is_removed_is_not_found_any_more(live: Live, folder: Path) -> None:
    (folder / "bread.txt").unlink()
    assert changed(live) == ((), (), ("bread",))
    assert isinstance(live.current.assistant.ask(QUESTION), NotCovered)


def test_the_new_state_is_what_a_new_process_would_have(live: Live, folder: Path, settings: Settings) -> None:
    write_files(folder, {"bread.txt": "Bread keeps.", "wine.txt": "Wine keeps longer than bread."})
    changed(live)
    anew = app.build_assistant(settings, app.load_library(settings))
    for question in (QUESTION, "what keeps longer than bread?"):
        assert live.current.assistant.ask(question) == anew.ask(question)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe half a text", "bread.txt: line 1: is not UTF-8"),
        (b"---\ntitle: [\n---\nBread.", "bread.txt"),
        (b"---\ndate: never\n---\nBread.", "bread.txt"),
        (b"a\0b", "bread.txt: is not a text"),
    ],
)
def test_a_broken_document_keeps_the_state_until_it_is_mended(
    live: Live, folder: Path, content: bytes, said: str
) -> None:
    before = live.current
    write_files(folder, {"bread.txt": content})
    assert said in failure(live)
    assert failure(live) == failure(live)
    assert live.current is before
    write_files(folder, {"bread.txt": "Rye bread keeps for a month."})
    assert changed(live) == ((), ("bread",), ())


def test_a_broken_document_that_is_put_back_is_no_change(live: Live, folder: Path) -> None:
    text = (folder / "bread.txt").read_bytes()
    write_files(folder, {"bread.txt": b"\xff"})
    failure(live)
    write_files(folder, {"bread.txt": text})
    assert live.refresh() == Unchanged()


@pytest.mark.parametrize("remaining", ["empty", "gone", "a file"])
def test_a_folder_without_documents_keeps_the_state(live: Live, folder: Path, remaining: str) -> None:
    before = live.current
    for path in folder.iterdir():
        path.unlink()
    if remaining != "empty":
        folder.rmdir()
    if remaining == "a file":
        folder.write_text("no folder")
    assert str(folder) in failure(live)
    assert live.current is before
    if remaining == "a file":
        folder.unlink()
    write_files(folder, {"wine.txt": "Wine keeps."})
    assert changed(live) == (("wine",), (), ("bread", "treaty"))


def test_two_files_of_one_identifier_keep_the_state(live: Live, folder: Path) -> None:
    write_files(folder, {"bread.md": "Bread."})
    assert "has the identifier 'bread'" in failure(live)
    (folder / "bread.md").unlink()
    assert live.refresh() == Unchanged()


def test_a_failure_to_read_is_tried_again_though_no_file_looks_different(
    live: Live, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(folder, {"bread.txt": "Rye bread keeps for a month."})
    read_bytes = type(folder).read_bytes

    def broken(path: Path) -> bytes:
        if path.suffix == ".txt":
            raise OSError(5, "Input/output error")
        return read_bytes(path)

    with monkeypatch.context() as disk:
        disk.setattr(type(folder), "read_bytes", broken)
        assert "bread.txt: cannot be read: Input/output error" in failure(live)
    assert changed(live) == ((), ("bread",), ())


def test_what_is_broken_is_not_read_again_before_it_changes(
    live: Live, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(folder, {"bread.txt": b"\xff"})
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    # As if it had been written an hour ago: a file that was written just now may change and look the same.
    later = time.time_ns() + 3600 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: later)
    first = failure(live)

    def never(_: Path) -> bytes:
        raise AssertionError("it is read again")

    with monkeypatch.context() as without:
        without.setattr(type(folder), "read_bytes", never)
        assert failure(live) == first


def test_a_file_that_is_changed_while_it_is_read_is_read_again(
    live: Live, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(folder, {"bread.txt": "Rye bread keeps"})
    read_bytes = type(folder).read_bytes
    texts = iter(["Rye bread keeps for a month."])

    def while_written(path: Path) -> bytes:
        found = read_bytes(path)
        if path.name == "bread.txt" and (text := next(texts, None)) is not None:
            write_files(folder, {"bread.txt": text})
        return found

    with monkeypatch.context() as writing:
        writing.setattr(type(folder), "read_bytes", while_written)
        assert changed(live) == ((), ("bread",), ())
    assert answer(live.current) == "Rye bread keeps for a month."


def test_a_file_that_goes_on_changing_is_left_for_later(
    live: Live, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = live.current
    write_files(folder, {"bread.txt": "Rye bread keeps for a month."})
    read_bytes = type(folder).read_bytes

    def while_written(path: Path) -> bytes:
        found = read_bytes(path)
        if path.name == "bread.txt":
            path.write_bytes(found + b" And more.")
        return found

    with monkeypatch.context() as writing:
        writing.setattr(type(folder), "read_bytes", while_written)
        assert "bread.txt: cannot be read: it is being written" in failure(live)
    assert live.current is before
    assert changed(live) == ((), ("bread",), ())


def test_what_changes_while_the_first_state_is_built_is_found_at_the_first_look(
    folder: Path, settings: Settings
) -> None:
    following = Following(settings)
    first = following.first()
    # Of the same length, and maybe within one step of the file system's clock.
    write_files(folder, {"bread.txt": "Rye bread keeps for a year."})
    live = Live(first, follow=following)
    assert changed(live) == ((), ("bread",), ())


def test_a_change_that_leaves_the_same_stamp_is_found_too(
    live: Live, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two changes within one step of a file system's clock."""
    stamp = (27, time.time_ns(), time.time_ns(), 1)
    for module in (files, file_reading):
        monkeypatch.setattr(module, "signature", lambda _: stamp)
    write_files(folder, {"bread.txt": "Rye bread keeps for 2 days."})
    assert changed(live) == ((), ("bread",), ())
    write_files(folder, {"bread.txt": "Rye bread keeps for a year."})
    assert changed(live) == ((), ("bread",), ())
    assert live.refresh() == Unchanged()


def test_a_folder_that_is_wrong_to_begin_with(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="there is no such folder"):
        follow_folder(Settings(documents=DocumentSettings(folder=str(tmp_path / "nowhere"))))
