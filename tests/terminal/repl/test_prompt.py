"""Typing and completing, with prompt_toolkit itself on a pipe in place of a keyboard."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document as Typed
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.terminal.repl.prompt import Completions, completions, lines
from bot.terminal.repl.session import COMMANDS
from tests.libraries import service_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.app import Service

CTRL_C, CTRL_D, ENTER = "\x03", "\x04", "\r"
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[str]]]:
    service = service_of(tmp_path / "corpus", {"treaty.txt": "The headquarters were moved."})
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):

        def type_(keys: str, *, entries: int | None = None) -> list[str]:
            keyboard.send_text(keys)
            return list(islice(lines(service), entries))

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


FILES = {
    "minutes.txt": "The Headquarters, the headlines and heads of state. Café.",
    "memo.md": "---\ndate: 2026-03-12\n---\nNothing.",
    "more.md": "---\ndate: 2026-07-28\n---\nNothing more.",
}


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return service_of(tmp_path, FILES)


def offered(typed: str, service: Service) -> list[str]:
    found = Completions(service).get_completions(Typed(typed), CompleteEvent())
    return [completion.text for completion in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/d", ["/documents"]),
        ("/s", ["/show", "/since", "/speaker"]),
        ("/show m", ["memo", "minutes", "more"]),
        ("/show mi", ["minutes"]),
        ("/only memo mi", ["minutes"]),
        ("/since ", ["2026-07-28", "2026-03-12"]),
        ("/until 2026-0", ["2026-07-28", "2026-03-12"]),
        ("/until 2026-03", ["2026-03-12"]),
        ("/speaker ", []),
        ("where are the head", ["headlines", "headquarters", "heads"]),
        ("HEADQ", ["headquarters"]),
        ('who said "headq', ["headquarters"]),
        ("(headq", ["headquarters"]),
        ("caf", ["café"]),
        ("/why 1", []),
        ("the ", []),
        ("zzz", []),
    ],
)
def test_what_tab_offers(typed: str, expected: list[str], service: Service) -> None:
    assert offered(typed, service) == expected


def test_tab_offers_every_command(service: Service) -> None:
    assert set(offered("/", service)) == COMMANDS.keys()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/speaker ", ["Ann Jones", "Lynne Neagle"]),
        ("/speaker nea", ["Lynne Neagle"]),
        ("/speaker Ann J", ["Ann Jones"]),
        ("/speaker eagle", []),
    ],
)
def test_speakers_are_completed_by_any_of_their_names(
    typed: str, expected: list[str], service: Service
) -> None:
    library = service.current.library
    speaking = [replace(one, speakers=("Lynne Neagle", "Ann Jones")) for one in library.documents]
    found = completions(Typed(typed), replace(library, documents=speaking), words=list)
    assert [completion.text for completion in found] == expected


def test_a_completion_replaces_what_was_typed_of_the_word(service: Service) -> None:
    (completion,) = Completions(service).get_completions(Typed("who is at headq"), CompleteEvent())
    assert completion.start_position == -len("headq")


def test_words_are_those_of_the_documents_at_the_time(service: Service, tmp_path: Path) -> None:
    assert offered("head", service) == ["headlines", "headquarters", "heads"]
    (tmp_path / "minutes.txt").write_text("The headwind.")
    (tmp_path / "mess.txt").write_text("Nothing.")
    service.refresh()
    assert offered("head", service) == ["headwind"]
    assert offered("/show me", service) == ["memo", "mess"]
