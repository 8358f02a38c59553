"""Typing, with prompt_toolkit itself on a pipe in place of a keyboard."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.terminal.invocation import Invocation
from bot.terminal.repl.prompt import lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CTRL_C, CTRL_D, ENTER = "\x03", "\x04", "\r"
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[str]]]:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "treaty.txt").write_text("The headquarters were moved.\n")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):

        def type_(keys: str, *, entries: int | None = None) -> list[str]:
            keyboard.send_text(keys)
            return list(islice(lines(Invocation(corpus=str(corpus))), entries))

        yield type_


def test_each_entry_is_a_line_until_ctrl_d(typed: Callable[..., list[str]]) -> None:
    assert typed(f"one{ENTER}two{ENTER}{CTRL_D}") == ["one", "two"]


def test_ctrl_c_drops_the_line_and_nothing_else(typed: Callable[..., list[str]]) -> None:
    assert typed(f"dropped{CTRL_C}kept{ENTER}{CTRL_D}") == ["kept"]


def test_pasted_lines_are_one_question(typed: Callable[..., list[str]]) -> None:
    pasted = f"{PASTE_BEGINS}who came\nto the\r\nmeeting{PASTE_ENDS}{ENTER}{CTRL_D}"
    assert typed(pasted) == ["who came to the meeting"]


def test_history_outlives_the_session(typed: Callable[..., list[str]], tmp_path: Path) -> None:
    typed(f"what was asked before{ENTER}", entries=1)
    assert "what was asked before" in (tmp_path / "state/meeting-bot/history").read_text()


@pytest.mark.parametrize("obstacle", ["folder", "read-only"])
def test_a_history_that_cannot_be_written_stops_nobody(
    obstacle: str, typed: Callable[..., list[str]], tmp_path: Path
) -> None:
    history = tmp_path / "state/meeting-bot/history"
    history.parent.mkdir(parents=True)
    if obstacle == "folder":
        history.mkdir()
    else:
        history.symlink_to("/proc/version")
    assert typed(f"one{ENTER}{CTRL_D}") == ["one"]


def test_history_that_cannot_be_kept_stops_nobody(typed: Callable[..., list[str]], tmp_path: Path) -> None:
    (tmp_path / "state").write_text("not a folder")
    assert typed(f"one{ENTER}{CTRL_D}") == ["one"]
