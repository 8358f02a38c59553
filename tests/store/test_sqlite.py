from __future__ import annotations

import os
import sqlite3
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.errors import DamagedStoreError
from bot.store.numbers import number_of_term
from bot.store.sqlite import SqliteStore
from tests.store.making import packed_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

    from bot.store.protocol import Store
    from bot.store.record import PackedDocument


def indexed_texts(store: Store) -> dict[str, str]:
    """Return the texts that are indexed, each with the document of its first place."""
    numbers = [int(number) for batch in store.indexed() for number in batch.numbers]
    return {passage.text: passage.citation.document for passage in store.passages(numbers)}


def store_of(*documents: tuple[str, ...], path: Path | None = None) -> SqliteStore:
    store = SqliteStore(path, key="k")
    store.apply([packed_document(*document) for document in documents])
    return store


def test_a_new_store_is_empty() -> None:
    store = SqliteStore(None, key="k")
    assert list(store.documents()) == []
    assert list(store.indexed()) == []
    assert store.words() == {}
    assert store.whole("nobody") is None


def test_documents_come_in_the_order_of_identifiers_with_what_is_known_of_them() -> None:
    store = store_of(("agenda", "one thing"), ("minutes", "another thing", "a third"))
    agenda, minutes = store.documents()
    assert (agenda.id, minutes.id) == ("agenda", "minutes")
    assert (minutes.passages, minutes.terms, minutes.blocks) == (2, 4, 2)
    minutes_text = store.whole("minutes")
    assert minutes_text is not None
    assert minutes_text.text == "another thing\n\na third"
    assert [block.span.of(minutes_text.text) for block in minutes_text.blocks] == ["another thing", "a third"]
    assert [one.id for one in store.documents(["minutes", "nobody"])] == ["minutes"]


def test_a_text_that_stands_twice_is_indexed_once_where_it_stands_first() -> None:
    store = store_of(("a", "same words"), ("b", "other", "same words"))
    assert indexed_texts(store) == {"same words": "a", "other": "b"}
    [passage] = store.passages([1])
    assert [citation.document for citation in passage.citations] == ["a", "b"]


def test_the_first_place_of_a_text_moves_with_the_documents() -> None:
    store = store_of(("m", "same words"), ("z", "same words"))
    store.apply([packed_document("a", "same words")])
    assert indexed_texts(store) == {"same words": "a"}
    store.apply([packed_document("a", "other")], removed=["m"])
    assert indexed_texts(store) == {"same words": "z", "other": "a"}


def test_changes_say_what_the_engine_must_add_and_remove() -> None:
    store = store_of(("m", "same words"), ("z", "same words"))
    before = store.last_change()
    store.apply([packed_document("a", "same words")], removed=["z"])
    changes = store.changes(after=before)
    assert changes is not None
    assert changes.removed == (1,)
    assert changes.added.terms.tolist() == [number_of_term("same"), number_of_term("words")]
    assert store.changes(after=changes.sequence) is not None
    store.forget_changes(until=changes.sequence)
    assert store.changes(after=before) is None


def test_a_change_that_is_taken_back_is_none() -> None:
    store = store_of(("b", "words"))
    before = store.last_change()
    store.apply([packed_document("a", "words")])
    store.apply([], removed=["a"])
    changes = store.changes(after=before)
    assert changes is not None
    assert (changes.removed, len(changes.added)) == ((), 0)


def test_numbers_of_passages_are_never_used_again() -> None:
    store = store_of(("a", "words"))
    for _ in range(3):
        store.apply([packed_document("a", "words")])
    assert not store.passages([1, 2, 3])
    assert len(store.passages([4])) == 1


def test_words_are_counted_and_forgotten_with_their_documents() -> None:
    store = store_of(("a", "tall trees"), ("b", "tall houses"))
    assert store.words() == {"houses": 1, "tall": 2, "trees": 1}
    store.apply([packed_document("a", "low")], removed=["b"])
    assert store.words() == {"low": 1}


def test_records_bring_the_other_passages_of_their_blocks_in_order() -> None:
    store = store_of(("b", "one two", "three"), ("c", "four"))
    found = store.records([3, 1, 99])
    assert found.numbers.tolist() == [1, 3]
    assert found.documents.tolist() == [0, 1]
    assert np.diff(found.term_starts).tolist() == [2, 1]


def test_what_fails_in_the_middle_changes_nothing() -> None:
    store = store_of(("a", "words"))
    generation = store.generation

    def failing() -> Iterator[PackedDocument]:
        yield packed_document("b", "more")
        raise OSError

    with pytest.raises(OSError, match=r"^$"):
        store.apply(failing(), removed=["a"])
    assert [document.id for document in store.documents()] == ["a"]
    assert store.generation == generation


def test_what_was_kept_is_there_for_the_next_process(tmp_path: Path) -> None:
    store_of(("a", "words"), path=tmp_path / "k.sqlite").close()
    again = SqliteStore(tmp_path / "k.sqlite", key="k")
    assert [passage.text for passage in again.passages([1])] == ["words"]


def test_arrays_are_kept_and_damage_to_them_is_noticed(tmp_path: Path) -> None:
    store = store_of(("a", "words"), path=tmp_path / "k.sqlite")
    arrays: dict[str, NDArray[Any]] = {
        "one": np.arange(7, dtype=np.int32),
        "none": np.zeros(0),
        "two": np.ones((2, 3), dtype=np.uint16),
    }
    store.keep_arrays("engine", arrays)
    found = store.load_arrays("engine")
    assert found is not None
    assert {name: values.tolist() for name, values in found.items()} == {
        name: values.tolist() for name, values in arrays.items()
    }
    with sqlite3.connect(tmp_path / "k.sqlite") as database:
        database.execute("update arrays set content = zeroblob(length(content)) where array = 'one'")
    database.close()
    assert store.load_arrays("engine") is None


@pytest.mark.parametrize(
    "statement", ["update passages set text = 'other'", "update documents set text = 'x'"]
)
def test_a_text_that_is_not_as_it_was_kept_is_never_quoted(tmp_path: Path, statement: str) -> None:
    store = store_of(("a", "words"), path=tmp_path / "k.sqlite")
    with sqlite3.connect(tmp_path / "k.sqlite") as database:
        database.execute(statement)
    database.close()
    with pytest.raises(DamagedStoreError):
        _ = store.passages([1]), store.whole("a")


def test_a_file_cut_short_under_a_running_process_is_an_error_not_the_end(tmp_path: Path) -> None:
    path = tmp_path / "k.sqlite"
    store = SqliteStore(path, key="k", building=True)
    store.apply([packed_document(f"d{n:03}", f"word{n} " * 200) for n in range(200)])
    store.close()
    store = SqliteStore(path, key="k")
    os.truncate(path, 3 * 4096)
    with pytest.raises(DamagedStoreError):
        _ = store.passages([100, 150]), store.documents()


def test_the_database_of_another_key_or_layout_or_program_is_refused(tmp_path: Path) -> None:
    store_of(("a", "words"), path=tmp_path / "k.sqlite").close()
    with pytest.raises(DamagedStoreError, match="other documents or settings"):
        SqliteStore(tmp_path / "k.sqlite", key="other")
    with sqlite3.connect(tmp_path / "k.sqlite") as database:
        database.execute("pragma user_version = 99")
    database.close()
    with pytest.raises(DamagedStoreError, match="another version"):
        SqliteStore(tmp_path / "k.sqlite", key="k")
    (tmp_path / "text.sqlite").write_text("no database at all" * 100)
    with pytest.raises(DamagedStoreError):
        SqliteStore(tmp_path / "text.sqlite", key="k")


def test_a_pipe_in_the_place_of_the_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "k.sqlite")
    with pytest.raises(DamagedStoreError, match="not a file"):
        SqliteStore(tmp_path / "k.sqlite", key="k")


def test_a_link_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    store_of(("a", "words"), path=tmp_path / "other.sqlite").close()
    (tmp_path / "k.sqlite").symlink_to(tmp_path / "other.sqlite")
    with pytest.raises(DamagedStoreError, match="not a file"):
        SqliteStore(tmp_path / "k.sqlite", key="k")


def test_a_file_that_was_put_in_its_place_is_noticed(tmp_path: Path) -> None:
    store = store_of(("a", "words"), path=tmp_path / "k.sqlite")
    store_of(("b", "words"), path=tmp_path / "new.sqlite").close()
    (tmp_path / "new.sqlite").replace(tmp_path / "k.sqlite")
    problems: list[BaseException] = []

    def ask() -> None:
        try:
            store.documents()
        except DamagedStoreError as error:
            problems.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert len(problems) == 1


def test_generations_tell_what_came_of_what(tmp_path: Path) -> None:
    store = store_of(("a", "words"), path=tmp_path / "k.sqlite")
    before = store.generation
    store.apply([packed_document("b", "more")])
    assert store.generation != before
    assert store.continues(before)
    assert not store.continues("another")


@given(
    st.lists(
        st.dictionaries(st.sampled_from("abcd"), st.lists(st.sampled_from(["x y", "y z", "z"]), max_size=4))
    )
)
def test_after_any_changes_it_holds_what_a_new_one_would(steps: list[dict[str, list[str]]]) -> None:
    store = SqliteStore(None, key="k")
    now: dict[str, list[str]] = {}
    for step in steps:
        gone = [name for name, paragraphs in step.items() if not paragraphs]
        written = {name: paragraphs for name, paragraphs in sorted(step.items()) if paragraphs}
        store.apply([packed_document(name, *paragraphs) for name, paragraphs in written.items()], gone)
        now = {name: one for name, one in (now | written).items() if name not in gone}
    fresh = SqliteStore(None, key="k")
    fresh.apply([packed_document(name, *paragraphs) for name, paragraphs in sorted(now.items())])
    assert indexed_texts(store) == indexed_texts(fresh)
    assert store.words() == fresh.words()
    assert [one.id for one in store.documents()] == [one.id for one in fresh.documents()]
