from __future__ import annotations

import itertools
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.documents.model import Citation, Span
from bot.store.cited import FILE, CitedTexts, StateStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HASH = "0123456789abcdef"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "meeting-bot"


@pytest.fixture
def state(folder: Path) -> Iterator[StateStore]:
    store = StateStore(folder)
    yield store
    store.close()


@pytest.fixture
def cited(state: StateStore) -> CitedTexts:
    return CitedTexts(state)


def quote(
    text: str, start: int = 0, *, document: str = "minutes", digits: str = HASH
) -> tuple[Citation, str]:
    citation = Citation(
        document=document,
        hash=digits,
        span=Span(start=start, end=start + len(text)),
        title="Minutes",
        date=None,
        url=None,
        paragraphs=(1, 1),
        sentences=(1, 1),
    )
    return citation, text


def found(
    cited: CitedTexts, start: int, end: int, digits: str = HASH, document: str = "minutes"
) -> tuple[str, ...]:
    return cited.find(document, digits, Span(start=start, end=end))


def test_what_was_quoted_is_found_by_document_hash_and_range(cited: CitedTexts) -> None:
    cited.remember([quote("Two.", 5), quote("Three.", 10)])
    assert found(cited, 5, 9) == ("Two.",)
    assert found(cited, 10, 16) == ("Three.",)


@pytest.mark.parametrize("digits", [HASH[:8], HASH[:12], HASH])
def test_the_hash_may_be_cut_short(cited: CitedTexts, digits: str) -> None:
    cited.remember([quote("Two.", 5)])
    assert found(cited, 5, 9, digits) == ("Two.",)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> CitedTexts:
    return CitedTexts(StateStore(tmp_path_factory.mktemp("shared")))


_DOCUMENTS = itertools.count()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_any_part_of_a_quote_is_found(shared: CitedTexts, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    document = f"d{next(_DOCUMENTS)}"
    shared.remember([quote(text, 100, document=document)])
    assert found(shared, 100 + start, 100 + end, document=document) == (text[start:end],)


@pytest.mark.parametrize(
    ("start", "end", "digits", "document"),
    [
        (4, 9, HASH, "minutes"),
        (5, 10, HASH, "minutes"),
        (0, 5, HASH, "minutes"),
        (5, 9, "0123456789abcdee", "minutes"),
        (5, 9, "01234568", "minutes"),
        (5, 9, HASH, "agenda"),
        (5, 9, HASH, "minute"),
        (5, 9, HASH, "minutes%"),
    ],
)
def test_nothing_else_is_found(cited: CitedTexts, start: int, end: int, digits: str, document: str) -> None:
    cited.remember([quote("Two.", 5)])
    assert found(cited, start, end, digits, document) == ()


def test_quotes_that_meet_do_not_make_a_longer_one(cited: CitedTexts) -> None:
    cited.remember([quote("One. ", 0), quote("Two.", 5)])
    assert found(cited, 0, 9) == ()


def test_texts_whose_hashes_begin_alike_are_both_found(cited: CitedTexts) -> None:
    cited.remember([quote("One.", digits=f"{HASH[:8]}00000000"), quote("Two.", digits=f"{HASH[:8]}11111111")])
    assert set(found(cited, 0, 4, HASH[:8])) == {"One.", "Two."}
    assert found(cited, 0, 4, f"{HASH[:8]}1") == ("Two.",)
    cited.remember([quote("Six.", digits=f"{HASH[:8]}11111111")])
    assert set(found(cited, 0, 4, f"{HASH[:8]}1")) == {"Two.", "Six."}


def test_what_is_quoted_again_is_kept_once(cited: CitedTexts, folder: Path) -> None:
    for _ in range(3):
        cited.remember([quote("Two.", 5), quote("Two.", 5)])
    with sqlite3.connect(folder / FILE) as database:
        assert database.execute("select quote from cited").fetchall() == [("Two.",)]
    database.close()


def test_quotes_outlive_the_process(folder: Path) -> None:
    first = StateStore(folder)
    CitedTexts(first).remember([quote("Two.", 5)])
    first.close()
    assert found(CitedTexts(StateStore(folder)), 5, 9) == ("Two.",)


def test_the_oldest_quotes_go_and_those_quoted_again_stay(state: StateStore, folder: Path) -> None:
    cited = CitedTexts(state, bytes_at_most=1 << 19)
    text = "x" * 1000
    for number in range(1000):
        cited.remember([quote(text, number * 1000), quote(text, 0)])
    assert found(cited, 0, 1000) == (text,)
    assert found(cited, 1000, 2000) == ()
    assert found(cited, 999_000, 1_000_000) == (text,)
    assert (folder / FILE).stat().st_size < 1 << 20


def test_a_quote_that_is_longer_than_any_is_not_kept(cited: CitedTexts) -> None:
    cited.remember([quote("x" * (2 << 20))])
    assert found(cited, 0, 2 << 20) == ()


def test_notes_are_kept_under_their_keys(state: StateStore, folder: Path) -> None:
    assert state.get("commands") is None
    state.put("commands", "1")
    state.put("commands", "2")
    state.put("other", "日本")
    assert (state.get("commands"), state.get("other")) == ("2", "日本")
    assert StateStore(folder).get("commands") == "2"


def test_the_file_is_this_users_alone(state: StateStore, folder: Path) -> None:
    state.put("key", "value")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    state.close()
    (folder / FILE).chmod(0o644)
    state.put("key", "value")
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600


def keeps_nothing(state: StateStore) -> bool:
    state.put("key", "value")
    CitedTexts(state).remember([quote("Two.", 5)])
    return state.get("key") is None and found(CitedTexts(state), 5, 9) == ()


def test_without_a_folder_nothing_is_kept() -> None:
    assert keeps_nothing(StateStore(None))


def test_where_the_folder_cannot_be_made_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert keeps_nothing(StateStore(tmp_path / "file" / "state"))
    assert keeps_nothing(StateStore(tmp_path / "file"))


@pytest.mark.parametrize("make", ["folder", "link", "fifo"])
def test_what_is_no_file_of_ours_is_left_alone(folder: Path, make: str) -> None:
    folder.mkdir(parents=True)
    path = folder / FILE
    if make == "folder":
        path.mkdir()
    elif make == "link":
        (folder / "precious").write_text("precious")
        path.symlink_to("precious")
    else:
        os.mkfifo(path)
    assert keeps_nothing(StateStore(folder))
    if make == "link":
        assert (folder / "precious").read_text() == "precious"


def test_in_a_folder_that_anyone_may_write_to_nothing_is_kept(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    assert keeps_nothing(StateStore(folder))
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_another_users_file_is_never_used(folder: Path, what: str) -> None:
    theirs = StateStore(folder)
    theirs.put("key", "theirs")
    theirs.close()
    before = (folder / FILE).read_bytes()
    os.chown(folder if what == "folder" else folder / FILE, 12345, 12345)
    assert keeps_nothing(StateStore(folder))
    assert (folder / FILE).read_bytes() == before


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("create table songs (name)")
    database.close()


def of_another_layout(path: Path) -> None:
    state = StateStore(path.parent)
    state.put("key", "old")
    state.close()
    with sqlite3.connect(path) as database:
        database.execute("pragma user_version = 99")
    database.close()


def without_its_tables(path: Path) -> None:
    state = StateStore(path.parent)
    state.put("key", "old")
    state.close()
    with sqlite3.connect(path) as database:
        database.execute("drop table notes")
    database.close()


def damaged(path: Path) -> None:
    state = StateStore(path.parent)
    CitedTexts(state).remember([quote("x" * 1000, number * 1000) for number in range(100)])
    state.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


@pytest.mark.parametrize("spoil", [foreign, of_another_layout, without_its_tables, damaged])
def test_a_file_that_cannot_be_used_is_set_aside_and_begun_anew(folder: Path, spoil: object) -> None:
    folder.mkdir(parents=True, mode=0o700)
    assert callable(spoil)
    spoil(folder / FILE)
    content = (folder / FILE).read_bytes()
    state = StateStore(folder)
    state.put("key", "new")
    CitedTexts(state).remember([quote("Two.", 5)])
    assert state.get("key") == "new"
    assert found(CitedTexts(state), 5, 9) == ("Two.",)
    assert (folder / f"{FILE}.damaged").read_bytes()[:4096] == content[:4096]
    state.close()


@pytest.mark.parametrize("content", [b"not a database at all" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_database_is_set_aside(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True, mode=0o700)
    (folder / FILE).write_bytes(content)
    state = StateStore(folder)
    state.put("key", "new")
    assert state.get("key") == "new"
    assert (folder / f"{FILE}.damaged").read_bytes() == content


def test_an_empty_file_is_begun(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o700)
    (folder / FILE).touch()
    state = StateStore(folder)
    state.put("key", "new")
    assert state.get("key") == "new"


def test_a_file_that_is_removed_or_set_aside_meanwhile_is_begun_anew(state: StateStore, folder: Path) -> None:
    state.put("key", "old")
    (folder / FILE).unlink()
    assert state.get("key") is None
    state.put("key", "new")
    (folder / FILE).rename(folder / "elsewhere")
    state.put("key", "newer")
    assert StateStore(folder).get("key") == "newer"


def test_while_another_process_goes_on_writing_nothing_is_kept_and_nothing_fails(
    state: StateStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.cited._PATIENCE", 0.05)
    state.put("key", "old")
    state.close()
    other = sqlite3.connect(folder / FILE, isolation_level=None)
    other.execute("begin exclusive")
    state.put("key", "new")
    CitedTexts(state).remember([quote("Two.", 5)])
    other.execute("rollback")
    other.close()
    assert state.get("key") == "old"
    assert not (folder / f"{FILE}.damaged").exists()


def test_any_number_of_threads_may_use_one_file(cited: CitedTexts) -> None:
    def remember(number: int) -> None:
        for place in range(50):
            cited.remember([quote(f"{number:04}", place * 10, document=f"d{number}")])
            assert found(cited, place * 10, place * 10 + 4, document=f"d{number}") == (f"{number:04}",)

    threads = [threading.Thread(target=remember, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(len(found(cited, 490, 494, document=f"d{number}")) == 1 for number in range(4))


_PROCESS = """
import sys
from pathlib import Path
from bot.store.cited import StateStore
state = StateStore(Path(sys.argv[1]))
for number in range(30):
    state.put(f"{sys.argv[2]} {number}", "kept")
"""


@pytest.mark.parametrize("before", [None, b"no database" * 1000])
def test_several_processes_may_begin_one_file(folder: Path, before: bytes | None) -> None:
    if before is not None:
        folder.mkdir(parents=True, mode=0o700)
        (folder / FILE).write_bytes(before)
    command = [sys.executable, "-c", _PROCESS, str(folder)]
    processes = [subprocess.Popen([*command, str(number)]) for number in range(4)]
    assert [process.wait() for process in processes] == [0] * 4
    state = StateStore(folder)
    assert all(state.get(f"{one} {number}") == "kept" for one in range(4) for number in range(30))
