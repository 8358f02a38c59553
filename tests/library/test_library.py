from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from bot.errors import DamagedStoreError, LibraryError
from bot.library.library import Changed, Failed, Unchanged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.library.library import Library

    Open = Callable[..., Library]
    FolderOf = Callable[..., Path]


def texts(library: Library) -> dict[str, list[str]]:
    """Return the texts of the passages that are indexed, by the document of their first place."""
    snapshot = library.current
    found: dict[str, list[str]] = {document.id: [] for document in snapshot.documents}
    for batch in snapshot.store.indexed():
        for passage in snapshot.passages(batch.numbers.tolist()):
            found[passage.citation.document].append(passage.text)
    return {name: sorted(own) for name, own in found.items()}


def touch_later(path: Path, seconds: float = 10.0) -> None:
    """Let a file look as if it had been written a while ago, so that its next change is seen."""
    found = path.stat()
    os.utime(path, (found.st_atime, found.st_mtime - seconds))


def test_a_folder_is_read_and_answers(opened: Open, folder_of: FolderOf) -> None:
    library = opened(folder_of(agenda_txt="Treaties first.", minutes_txt="Missiles came second."))
    assert texts(library) == {"agenda": ["Treaties first."], "minutes": ["Missiles came second."]}
    assert library.current.engine.count == 2


def test_what_was_kept_is_opened_and_brought_up_to_date(opened: Open, folder_of: FolderOf) -> None:
    folder = folder_of(a_txt="One.", b_txt="Two.", c_txt="Three.", d_txt="Four.", e_txt="Five.")
    opened(folder)
    (folder / "b.txt").write_text("Two again.")
    (folder / "c.txt").unlink()
    (folder / "f.txt").write_text("Six.")
    again = opened(folder)
    assert texts(again) == {"a": ["One."], "b": ["Two again."], "d": ["Four."], "e": ["Five."], "f": ["Six."]}
    assert again.current.notices == ()


def test_changes_are_followed_and_named(opened: Open, folder_of: FolderOf) -> None:
    folder = folder_of(a_txt="One.", b_txt="Two.")
    library = opened(folder)
    before = library.current
    (folder / "b.txt").write_text("Two again.")
    (folder / "c.txt").write_text("Three.")
    (folder / "a.txt").unlink()
    found = library.refresh()
    assert found == Changed(added=("c",), changed=("b",), removed=("a",))
    assert str(found) == "1 changed (b), 1 added (c), 1 removed (a)"
    assert texts(library) == {"b": ["Two again."], "c": ["Three."]}
    assert [document.id for document in before.documents] == ["a", "b"]


def test_nothing_changes_where_a_file_is_only_touched(opened: Open, folder_of: FolderOf) -> None:
    folder = folder_of(a_txt="One.")
    library = opened(folder)
    touch_later(folder / "a.txt")
    snapshot = library.current
    assert library.refresh() == Unchanged()
    assert library.current is snapshot


def test_one_bad_file_never_keeps_the_others_from_answering(opened: Open, folder_of: FolderOf) -> None:
    library = opened(folder_of(good_txt="Missiles.", bad_txt=bytes(range(256))))
    assert texts(library) == {"good": ["Missiles."]}
    [problem] = library.current.problems
    assert "bad.txt" in str(problem)


def test_a_document_that_becomes_unreadable_keeps_what_it_said(opened: Open, folder_of: FolderOf) -> None:
    folder = folder_of(a_txt="One.", b_txt="Two.")
    library = opened(folder)
    (folder / "b.txt").write_bytes(bytes(range(256)))
    library.refresh()
    assert texts(library) == {"a": ["One."], "b": ["Two."]}
    assert len(library.current.problems) == 1
    (folder / "b.txt").write_text("Two, mended.")
    assert library.refresh() == Changed(changed=("b",))
    assert not library.current.problems


def test_a_folder_that_is_gone_leaves_the_snapshot(opened: Open, folder_of: FolderOf) -> None:
    folder = folder_of(a_txt="One.")
    library = opened(folder)
    shutil.rmtree(folder)
    found = library.refresh()
    assert isinstance(found, Failed)
    assert texts(library) == {"a": ["One."]}


def test_a_folder_without_text_is_refused(opened: Open, folder_of: FolderOf) -> None:
    with pytest.raises(LibraryError, match="holds no text"):
        opened(folder_of(a_txt="  \n"))


def test_documents_that_all_go_leave_the_snapshot(opened: Open, folder_of: FolderOf) -> None:
    folder = folder_of(a_txt="One.")
    library = opened(folder)
    (folder / "a.txt").unlink()
    assert isinstance(library.refresh(), Failed)
    assert texts(library) == {"a": ["One."]}
    (folder / "b.txt").write_text("Two.")
    assert library.refresh() == Changed(added=("b",), removed=("a",))


def test_two_libraries_share_what_is_kept(opened: Open, folder_of: FolderOf) -> None:
    folder = folder_of(a_txt="One.", b_txt="Two.", c_txt="Three.")
    first, second = opened(folder), opened(folder)
    (folder / "b.txt").write_text("Two again.")
    assert first.refresh() == Changed(changed=("b",))
    assert second.refresh() == Changed(changed=("b",))
    assert texts(first) == texts(second)


def test_what_is_kept_is_made_again_where_it_is_damaged(
    opened: Open, folder_of: FolderOf, tmp_path: Path
) -> None:
    folder = folder_of(a_txt="One.", b_txt="Two.")
    opened(folder)
    [kept] = (tmp_path / "cache").glob("*.sqlite")
    kept.write_bytes(b"no database" * 1000)
    again = opened(folder)
    assert texts(again) == {"a": ["One."], "b": ["Two."]}
    assert any("read again" in notice for notice in again.current.notices)


def test_a_store_cut_short_under_a_running_library_is_made_again(
    opened: Open, folder_of: FolderOf, tmp_path: Path
) -> None:
    folder = folder_of(**{f"d{n}_txt": f"Word{n} and more. " * 60 for n in range(40)})
    library = opened(folder)
    [kept] = (tmp_path / "cache").glob("*.sqlite")
    os.truncate(kept, 2 * 4096)
    with pytest.raises(DamagedStoreError) as damage:
        texts(library)
    library.recover(damage.value)
    assert len(texts(library)) == 40


def test_an_older_copy_of_the_store_is_noticed(opened: Open, folder_of: FolderOf, tmp_path: Path) -> None:
    folder = folder_of(a_txt="One.", b_txt="Two.", c_txt="Three.")
    library = opened(folder)
    [kept] = (tmp_path / "cache").glob("*.sqlite")
    with sqlite3.connect(kept) as database:
        database.execute("pragma wal_checkpoint(truncate)")
    database.close()
    older = kept.read_bytes()
    (folder / "b.txt").write_text("Two again.")
    library.refresh()
    with sqlite3.connect(kept) as database:
        database.execute("pragma wal_checkpoint(truncate)")
    database.close()
    with kept.open("r+b") as file:
        file.write(older)
        file.truncate(len(older))
    library.refresh()
    assert texts(library)["b"] == ["Two again."]


def test_a_pipe_in_the_place_of_the_store_is_passed_over(
    opened: Open, folder_of: FolderOf, tmp_path: Path
) -> None:
    (tmp_path / "cache").mkdir()
    os.mkfifo(tmp_path / "cache" / "key.sqlite")
    library = opened(folder_of(a_txt="One."))
    assert texts(library) == {"a": ["One."]}
    assert len(library.current.notices) == 1


def test_without_a_place_to_keep_it_all_stays_in_memory(opened: Open, folder_of: FolderOf) -> None:
    folder = folder_of(a_txt="One.")
    library = opened(folder, cache=None)
    assert texts(library) == {"a": ["One."]}
    assert any("XDG_CACHE_HOME" in notice for notice in library.current.notices)


def test_a_file_that_changes_without_looking_otherwise_is_noticed_in_time(
    opened: Open, folder_of: FolderOf
) -> None:
    folder = folder_of(a_txt="One.")
    path = folder / "a.txt"
    touch_later(path)
    # What a file looks like is told by its inode's change time too, which cannot be set: the clock is turned.
    library = opened(folder, read_again_hours=1e-9)
    known = library.current.document("a")
    content = path.read_bytes()
    assert library.refresh() == Unchanged()
    with path.open("r+b") as file:
        file.write(content.replace(b"One", b"Two"))
    os.utime(path, ns=(known.signature[1], known.signature[1]))
    assert library.refresh() == Changed(changed=("a",))


def test_questions_go_on_while_documents_change(opened: Open, folder_of: FolderOf) -> None:
    folder = folder_of(**{f"d{n}_txt": f"Word{n}." for n in range(20)})
    library = opened(folder)
    problems: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                texts(library)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test is to fail of it
            problems.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for round_ in range(10):
        (folder / "d0.txt").write_text(f"Other {round_}.")
        library.refresh()
    done.set()
    for thread in threads:
        thread.join()
    assert problems == []
