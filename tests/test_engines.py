"""Crossing the threshold between the engines changes no answer, and large indexes are kept."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot import app
from bot.cli import main
from bot.config import DocumentSettings, SearchSettings, Settings
from bot.indexing import cache_folder
from bot.search.engines import LARGE_FROM, engine_for
from bot.synonym_settings import Synonym

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MINUTES = "\n\n".join(f"Point {n} was about bridge {n % 7} and road {n % 5}." for n in range(60))
QUESTION = "What was said about bridge 3 and road 2?"


def settings_of(folder: Path, engine: str) -> Settings:
    return Settings(
        documents=DocumentSettings(folder=str(folder)),
        search=SearchSettings(engine=engine),  # type: ignore[arg-type] # one of the two, by the parameters below
    )


def test_size_chooses_unless_the_settings_do() -> None:
    assert engine_for(LARGE_FROM - 1, wanted="auto") == "small"
    assert engine_for(LARGE_FROM, wanted="auto") == "large"
    assert engine_for(1, wanted="large") == "large"
    assert engine_for(10**6, wanted="small") == "small"


@pytest.mark.parametrize("document", [None, "other"])
def test_both_engines_give_the_same_answer(folder_of: Callable[..., Path], document: str | None) -> None:
    folder = folder_of(minutes_txt=MINUTES, other_txt=MINUTES.replace("bridge", "tunnel and bridge"))
    answers = []
    for engine in ("small", "large", "large"):
        settings = settings_of(folder, engine)
        assistant = app.build_assistant(settings, app.load_library(settings))
        answers.append(assistant.ask(QUESTION, document=document))
    assert answers[0] == answers[1] == answers[2]


def test_a_large_index_is_kept_and_follows_the_documents(folder_of: Callable[..., Path]) -> None:
    for text in (MINUTES, MINUTES, MINUTES + "\n\nA last point."):
        settings = settings_of(folder_of(minutes_txt=text), "large")
        library = app.load_library(settings)
        assert app.build_assistant(settings, app.load_library(settings)).notices == ()
        assert library.document("minutes").text == text
    assert len(kept()) == 1


def test_settings_that_change_terms_have_an_index_of_their_own(folder_of: Callable[..., Path]) -> None:
    settings = settings_of(folder_of(minutes_txt=MINUTES), "large")
    synonyms = (Synonym(name="bridge", others=("crossing",), key="x"),)
    for number, other in enumerate((settings, dataclasses.replace(settings, synonyms=synonyms)), start=1):
        app.load_library(other)
        assert len(kept()) == number


def kept() -> list[Path]:
    folder = cache_folder()
    assert folder is not None
    return list(folder.glob("*.index"))


def test_of_a_small_library_nothing_is_kept() -> None:
    app.build_assistant(Settings(), app.load_library(Settings()))
    folder = cache_folder()
    assert folder is not None
    assert not folder.exists()


def test_documents_are_indexed_again_for_who_asks(
    folder_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_of(folder_of(minutes_txt=MINUTES), "large")
    app.build_assistant(settings, app.load_library(settings))
    [path] = kept()
    whole = path.read_bytes()
    path.write_bytes(b"damaged")
    monkeypatch.setenv("MEETING_BOT__SEARCH__ENGINE", "large")
    with pytest.raises(SystemExit) as ended:
        main(["documents", "--rebuild", "--corpus", settings.documents.folder])
    assert ended.value.code == 0
    out, err = capsys.readouterr()
    assert out.startswith("minutes")
    assert err == ""
    assert path.read_bytes() == whole


def test_a_damaged_index_is_said_in_one_line_and_built_again(folder_of: Callable[..., Path]) -> None:
    settings = settings_of(folder_of(minutes_txt=MINUTES), "large")
    library = app.load_library(settings)
    expected = app.build_assistant(settings, library).ask(QUESTION)
    [path] = kept()
    path.write_bytes(path.read_bytes()[:-100])
    assistant = app.build_assistant(settings, app.load_library(settings))
    [notice] = assistant.notices
    assert str(path.parent) not in notice
    assert "was built again" in notice
    assert assistant.ask(QUESTION) == expected
    assert app.build_assistant(settings, app.load_library(settings)).notices == ()


def test_without_a_cache_directory_it_answers_and_says_so(
    folder_of: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    finished = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--corpus", str(folder_of(minutes_txt=MINUTES)), QUESTION],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "file"), "MEETING_BOT__SEARCH__ENGINE": "large"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "bridge 3" in finished.stdout
    assert "stays in memory" in finished.stderr
    assert len(finished.stderr.splitlines()) == 1


@pytest.mark.parametrize(("engine", "unneeded"), [("small", "postings"), ("large", "rank_bm25")])
def test_only_the_engine_that_serves_is_imported_and_one_question_never_waits_for_the_compiler(
    folder_of: Callable[..., Path], engine: str, unneeded: str
) -> None:
    probe = (
        "import sys; from bot import app; from bot.config import *;"
        f"s = Settings(documents=DocumentSettings(folder={str(folder_of(minutes_txt=MINUTES))!r}),"
        f" search=SearchSettings(engine={engine!r}));"
        f"app.build_assistant(s, app.load_library(s)).ask({QUESTION!r});"
        "print(*sys.modules)"
    )
    finished = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    imported = {part for name in finished.stdout.split() for part in name.split(".")}
    assert imported.isdisjoint({"numba", unneeded})
