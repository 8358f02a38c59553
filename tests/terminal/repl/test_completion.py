from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document as Typed

from bot.config import DocumentSettings, Settings
from bot.following import follow_folder
from bot.terminal.repl.completion import Completions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def completions(tmp_path: Path) -> Completions:
    (tmp_path / "minutes.txt").write_text("The Headquarters, the headlines and heads of state. Café.")
    (tmp_path / "memo.txt").write_text("Nothing.")
    return Completions(follow_folder(Settings(documents=DocumentSettings(folder=str(tmp_path)))))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/d", ["/documents"]),
        ("/", ["/cite", "/documents", "/help", "/more", "/new", "/passages", "/quit", "/show", "/why"]),
        ("/show m", ["memo", "minutes"]),
        ("/show mi", ["minutes"]),
        ("where are the head", ["Headquarters", "headlines", "heads"]),
        ("HEADQ", ["Headquarters"]),
        ('who said "headq', ["Headquarters"]),
        ("(headq", ["Headquarters"]),
        ("/why 1", []),
        ("the ", []),
        ("zzz", []),
    ],
)
def test_what_tab_offers(typed: str, offered: list[str], completions: Completions) -> None:
    found = completions.get_completions(Typed(typed), CompleteEvent())
    assert sorted(completion.text for completion in found) == sorted(offered)


def test_a_completion_replaces_what_was_typed_of_the_word(completions: Completions) -> None:
    (completion,) = completions.get_completions(Typed("who is at headq"), CompleteEvent())
    assert completion.start_position == -len("headq")


def test_words_are_those_of_the_documents_at_the_time(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text("The headquarters.")
    live = follow_folder(Settings(documents=DocumentSettings(folder=str(tmp_path))))
    completions = Completions(live)

    def offered(typed: str) -> list[str]:
        found = completions.get_completions(Typed(typed), CompleteEvent())
        return [completion.text for completion in found]

    assert offered("head") == ["headquarters"]
    (tmp_path / "minutes.txt").write_text("The headlines.")
    (tmp_path / "memo.txt").write_text("Nothing.")
    live.refresh()
    assert offered("head") == ["headlines"]
    assert offered("/show me") == ["memo"]
