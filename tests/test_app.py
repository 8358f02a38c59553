from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import app, config
from bot.answers.model import Answered
from bot.config import Settings
from bot.errors import LibraryError
from tests.libraries import assistant_of, library_of, write_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.progress import T

FILES = {"a.txt": "Bread rises.", "b.txt": "Soup simmers."}


def settings_of(**sections: dict[str, object]) -> Settings:
    return config.resolve(config.Layer(name="test", values=sections))


def test_without_settings_the_shipped_article_answers() -> None:
    settings = Settings()
    assistant = app.build_assistant(settings, app.load_library(settings))
    answer = assistant.ask("How much did Japan pay for the Tomahawk missiles?")
    assert isinstance(answer, Answered)
    assert "$1.7 billion" in answer.quotes[0].passage.text


def test_the_shipped_article_says_what_it_is() -> None:
    [document] = app.load_library(Settings()).documents
    assert (document.title, str(document.date), document.language) == (
        "U.S.–Japan 2+2 meeting",
        "2024-07-28",
        "en",
    )


def test_a_folder_in_the_settings_takes_the_place_of_the_shipped_documents(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    library = app.load_library(settings_of(documents={"folder": str(tmp_path)}))
    assert [document.id for document in library.documents] == ["a", "b"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="there is no such folder"):
        app.load_library(settings_of(documents={"folder": str(tmp_path / "nowhere")}))


def test_a_folder_may_lie_in_ones_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path / "minutes", FILES)
    monkeypatch.setenv("HOME", str(tmp_path))
    library = app.load_library(settings_of(documents={"folder": "~/minutes"}))
    assert library.folder == tmp_path / "minutes"


def test_a_folder_of_a_user_that_is_not_there_is_refused() -> None:
    with pytest.raises(LibraryError, match="~nobody-of-this-name/notes: there is no such user"):
        app.load_library(settings_of(documents={"folder": "~nobody-of-this-name/notes"}))


@pytest.mark.parametrize(
    "sections", [{"search": {"k1": 2.0}}, {"search": {"b": 0.5}}, {"answers": {"least_coverage": 0.75}}]
)
def test_the_fingerprint_changes_with_the_settings_that_change_answers(
    tmp_path: Path, sections: dict[str, dict[str, object]]
) -> None:
    library = library_of(tmp_path, FILES)
    before = app.build_assistant(Settings(), library).fingerprint
    assert app.build_assistant(settings_of(**sections), library).fingerprint != before


def test_the_fingerprint_changes_with_the_documents_and_not_with_their_place(tmp_path: Path) -> None:
    here = assistant_of(tmp_path / "here", FILES).fingerprint
    assert assistant_of(tmp_path / "there", FILES).fingerprint == here
    assert assistant_of(tmp_path / "more", {**FILES, "c.txt": "Salt."}).fingerprint != here


def test_the_parameters_of_search_reach_the_index(tmp_path: Path) -> None:
    files = {"a.txt": "Bread, bread, bread and bread.", "b.txt": "Bread rises slowly and it needs salt."}

    def score(k1: float) -> float:
        answer = assistant_of(tmp_path, files, search={"k1": k1}).ask("bread")
        assert isinstance(answer, Answered)
        return answer.quotes[0].score

    assert score(0.5) < score(5)


def test_progress_of_indexing_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []

    def track(items: Iterable[T], *, doing: str, total: int) -> Iterable[T]:
        told.append((doing, total))
        return items

    app.build_assistant(Settings(), library_of(tmp_path, FILES), track=track)
    assert told == [("indexing passages", 2)]


def test_the_state_of_the_user_lies_where_the_platform_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert app.history().folder == app.state_folder() / "cited"
    assert app.state_folder().is_relative_to(tmp_path)
