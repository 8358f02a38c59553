"""After any changes a collection answers as its documents do when they are read at once."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from bot import app
from bot.answers.json_format import to_json
from bot.collection import merging, ranks
from bot.collection.following import Follower
from bot.collection.library import CollectionLibrary
from bot.config import DocumentSettings, SearchSettings, Settings
from bot.documents.library import load
from bot.errors import LibraryError
from bot.indexing import opener_of
from bot.progress import untracked
from bot.storage import snapshot
from tests.search.searching import vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.documents.library import Library

PARAGRAPHS = (
    "The bridge was opened in 1999. It cost $4 million.",
    "Ms. Tanaka chairs the committee.",
    "Thank you.",
    "The committee meets on 7/8/2024 in Tokyo. Bread rises slowly.",
    "Missiles were bought by Japan. The treaty was signed on 3/4/2024. Who pays for it?",
    "The road to the bridge is closed. The road is long, and the bridge is old.",
    "On 7.8.24 it rained, and on 7/8 too.",
    "\u65e5\u672c\u306e\u6a4b\u3002 \N{BRIDGE AT NIGHT} bridge",
    "Ms. Tanaka: I agree\r\nwith the treaty.",
)
QUESTIONS = (
    "When was the bridge opened?",
    "Who chairs the committee?",
    "thank you bridge road",
    "What happens on July 8, 2024?",
    "When was the treaty signed? April 3",
    "What did Japan purchase? rockets",
    "brigde missle",
)
DATES = ("", "---\ndate: 2024-07-08\n---\n", "---\ndate: 2024-08-07\n---\n", "---\ndate: 2024-04-03\n---\n")

DOCUMENTS = st.builds(
    lambda mark, front, body: mark + front + "\n\n".join(body),
    st.sampled_from(["", "", "", "\ufeff"]),
    st.sampled_from(DATES),
    st.lists(st.sampled_from(PARAGRAPHS), max_size=5),
)
"""Documents with a few texts that many share, or with none."""

FILLER = "\n\n".join(
    f"Point {number} is about item {number % 17} of list {number % 5}." for number in range(120)
)
"""So many passages that a few changes do not make it worth to write all anew."""

NAMES = st.sampled_from(["a.txt", "b.md", "c.txt", "d/e.txt", "f.txt"])
CHANGES = st.lists(st.tuples(NAMES, DOCUMENTS | st.none()), min_size=1, max_size=4)


def settings_of(folder: Path) -> Settings:
    return Settings(documents=DocumentSettings(folder=str(folder)), search=SearchSettings(engine="large"))


def write(folder: Path, name: str, content: str | None) -> None:
    path = folder / name
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode())


def answers(folder: Path, library: Library) -> Sequence[str]:
    assistant = app.build_assistant(settings_of(folder), library)
    documents = [None, *(document.id for document in library.documents)]
    return [to_json(assistant.ask(question, document=one)) for question in QUESTIONS for one in documents[:3]]


@hypothesis_settings(max_examples=25)
@given(
    st.dictionaries(NAMES, DOCUMENTS, min_size=1),
    st.lists(CHANGES, min_size=1, max_size=8),
    st.booleans(),
    st.booleans(),
)
def test_a_collection_that_was_changed_answers_as_one_that_is_read_at_once(
    first: dict[str, str], steps: list[list[tuple[str, str | None]]], filled: bool, often_merged: bool
) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        if often_merged:
            patch.setattr(merging, "_ALIKE", 2)
            patch.setattr(merging, "SHARE_OF_FIRST", 1)
        folder = Path(name)
        write(folder, "y.txt", "It begins.")
        if filled:
            write(folder, "filler.txt", FILLER)
        for file, content in first.items():
            write(folder, file, content)
        follower = follower_of(folder)
        for step in steps:
            for file, new in step:
                write(folder, file, new)
            try:
                library = follower.look()
            except LibraryError:
                write(folder, "z.txt", "At least something.")
                library = follower.look()
            expected = load(folder)
            assert library.fingerprint == expected.fingerprint
            assert list(library.passages) == list(expected.passages)
            assert len(library.passages) == len(expected.passages)
            assert {name: count for name, count in library.counts().items() if count} == expected.counts()
            assert answers(folder, library) == answers(folder, expected)
        # What is kept is as good as what is followed.
        assert answers(folder, app.load_library(settings_of(folder))) == answers(folder, load(folder))


def follower_of(folder: Path) -> Follower:
    settings = settings_of(folder)
    library = app.load_library(settings, rebuild=True)
    assert isinstance(library, CollectionLibrary)
    return Follower(opener_of(settings, folder, vectors(), table=None, track=untracked), library)


@pytest.mark.parametrize("room", [1, 10])
def test_documents_may_be_added_between_others_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(ranks, "_ROOM", room)
    for name in ("a.txt", "c.txt", "filler.txt"):
        write(tmp_path, name, FILLER if name == "filler.txt" else f"The bridge of {name} is old.")
    follower = follower_of(tmp_path)
    for number in range(20):
        write(tmp_path, f"b{number:02}.txt", f"The bridge number {number % 3} is old. Thank you.")
        library = follower.look()
        assert answers(tmp_path, library) == answers(tmp_path, load(tmp_path))


def test_more_documents_may_be_added_at_once_than_there_is_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranks, "_ROOM", 2)
    for name in ("a.txt", "z.txt"):
        write(tmp_path, name, f"The bridge of {name} is old.\n\n{FILLER}")
    follower = follower_of(tmp_path)
    for number in range(20):
        write(tmp_path, f"m{number}.txt", f"The bridge number {number % 3} is old. Thank you.")
    assert answers(tmp_path, follower.look()) == answers(tmp_path, load(tmp_path))


def test_a_date_in_digits_is_found_after_what_ends_like_another(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "It rained on 7/")
    write(tmp_path, "b.txt", "8/7/2024 was the day of the treaty.")
    write(tmp_path, "c.txt", f"They met on 7/8.\n\n{FILLER}")
    follower = follower_of(tmp_path)
    write(tmp_path, "d.txt", f"{DATES[1]}The road is long.")
    assert answers(tmp_path, follower.look()) == answers(tmp_path, load(tmp_path))


def test_merged_segments_of_which_all_is_there_are_searched_as_one(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "The bridge was opened in 1999.")
    write(tmp_path, "b.txt", "Bread rises slowly.")
    collection = follower_of(tmp_path).look().collection
    merged = merging.merge_all(collection, snapshot.whole, k1=1.5, b=0.75).put_into(collection)
    assert merged.views[0].documents is None
    assert merged.views[0].rows is None
