"""What is built in parts, on all processors or on one, is what is read at once."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar

import pytest

from bot import app
from bot.answers.json_format import to_json
from bot.collection import building
from bot.config import DocumentSettings, SearchSettings, Settings
from bot.documents import library
from bot.errors import IndexingError, LibraryError
from bot.indexing import cache_folder
from tests.libraries import write_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

T = TypeVar("T")

REPEATED = "The bridge was opened in 1999. It cost $4 million."
TEXT = (
    "---\ndate: 2024-08-{day:02}\n---\n"
    "Road {number} leads to bridge {bridge}. It is {length} km long.\n\n"
    "{repeated}\n\nMs. Tanaka spoke on {day}/8/2024."
)
FILES = {
    f"{number:02}.txt": TEXT.format(
        number=number, day=number % 7 + 1, bridge=number % 9, length=number % 5, repeated=REPEATED
    )
    for number in range(40)
}
QUESTIONS = (
    "When was the bridge opened?",
    "Who spoke on August 3, 2024?",
    "Where does road 12 lead?",
    "Zzz?",
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_files(tmp_path, FILES)
    return Settings(documents=DocumentSettings(folder=str(tmp_path)), search=SearchSettings(engine="large"))


def small(settings: Settings) -> Settings:
    return dataclasses.replace(settings, search=dataclasses.replace(settings.search, engine="small"))


def answers(settings: Settings) -> list[str]:
    assistant = app.build_assistant(settings, app.load_library(settings, rebuild=True))
    return [to_json(assistant.ask(question)) for question in QUESTIONS]


@pytest.mark.parametrize("worth", [0, 1 << 30])
def test_both_engines_answer_alike_however_the_large_one_is_built(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, worth: int
) -> None:
    monkeypatch.setattr(building, "_WORTH_PROCESSES", worth)
    monkeypatch.setattr(building, "_LEAST_AT_ONCE", 500)
    assert answers(settings) == answers(small(settings))


def test_documents_and_passages_are_those_that_are_read_at_once(settings: Settings) -> None:
    kept, loaded = app.load_library(settings), library.load(app.corpus_folder(settings))
    assert list(kept.passages) == list(loaded.passages)
    assert kept.fingerprint == loaded.fingerprint
    assert kept.counts() == loaded.counts()
    for own, other in zip(kept.documents, loaded.documents, strict=True):
        assert (own.id, own.text, own.paragraphs, own.hash) == (
            other.id,
            other.text,
            other.paragraphs,
            other.hash,
        )
        assert [kept.passage(number) for number in kept.numbers(own.id)] == [
            loaded.passage(number) for number in loaded.numbers(own.id)
        ]


def test_all_documents_that_are_wrong_are_named(settings: Settings, tmp_path: Path) -> None:
    write_files(tmp_path, {"07.txt": b"\xff", "30.txt": "---\ndate: soon\n---\n"})
    with pytest.raises(LibraryError) as error:
        app.load_library(settings)
    assert [str(problem).split(":")[0] for problem in error.value.problems] == ["07.txt", "30.txt"]


def test_a_folder_without_text_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": " \n"})
    settings = Settings(
        documents=DocumentSettings(folder=str(tmp_path)), search=SearchSettings(engine="large")
    )
    with pytest.raises(LibraryError, match="holds no text"):
        app.load_library(settings)


def test_more_memory_than_is_allowed_is_refused_in_one_line_and_nothing_is_left(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_BYTES_A_TERM", 1 << 20)
    limited = dataclasses.replace(settings, search=dataclasses.replace(settings.search, memory_megabytes=3))
    with pytest.raises(IndexingError, match=r"memory_megabytes allows 3$") as error:
        app.load_library(limited)
    assert "\n" not in str(error.value)
    folder = cache_folder()
    assert folder is not None
    assert list(folder.iterdir()) == []


def test_what_was_removed_while_it_was_built_is_said_in_one_line(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_LEAST_AT_ONCE", 500)

    def removing(items: Iterable[T], *, doing: str, total: int | None) -> Iterator[T]:
        del doing, total
        yield from items
        folder = cache_folder()
        assert folder is not None
        for part in folder.glob("*.parts/*"):
            part.unlink()

    with pytest.raises(IndexingError, match=r"cache directory.*try again") as error:
        app.load_library(settings, track=removing)
    assert "\n" not in str(error.value)
