from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document as Typed

from bot.documents import library
from bot.terminal.repl.completion import Completions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def completions(tmp_path: Path) -> Completions:
    (tmp_path / "minutes.txt").write_text("The Headquarters, the headlines and heads of state. Café.")
    (tmp_path / "memo.txt").write_text("Nothing.")
    return Completions(library.load(tmp_path))


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
