from __future__ import annotations

import contextlib
import io
import os
import pty
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.documents.model import Span
from bot.terminal.output import Line, Printer, Style, one_line, printable

if TYPE_CHECKING:
    from collections.abc import Callable

ANY_TEXT = st.text(st.characters())  # lone surrogates included
LINE = Line(
    text="A passage that is long enough to be wrapped on a narrow terminal of forty columns.",
    marks=((Span(start=2, end=9), Style.MATCH),),
    quoted=True,
)


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Print lines on a real pseudo-terminal of forty columns and return what it received."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def printed(*lines: Line, color: bool = True) -> str:
        controller, terminal = pty.openpty()
        with os.fdopen(terminal, "w", encoding="utf-8") as file:
            Printer(file, color=color).print(*lines)
        received = bytearray()
        # Linux says by an error that the other side of a terminal is closed.
        with contextlib.suppress(OSError):
            while chunk := os.read(controller, 65536):
                received += chunk
        os.close(controller)
        return received.decode()

    return printed


def test_off_a_terminal_a_line_is_its_text() -> None:
    file = io.StringIO()
    Printer(file, color=True).print(LINE, Line(text="next"))
    assert file.getvalue() == f"{LINE.text}\nnext\n"


def test_on_a_terminal_a_quote_is_wrapped_beside_a_bar(on_terminal: Callable[..., str]) -> None:
    lines = on_terminal(LINE, color=False).splitlines()
    assert len(lines) == 3
    assert all(line.startswith("│ ") for line in lines)


def test_on_a_terminal_matches_are_marked(on_terminal: Callable[..., str]) -> None:
    assert "\x1b[4;33mpassage" in on_terminal(LINE)


@pytest.mark.parametrize("columns", ["1", "2", "3"])
def test_a_terminal_of_hardly_any_width_is_printed_to(
    columns: str, on_terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert "p" in on_terminal(LINE, color=False)


def test_what_is_to_be_copied_is_never_wrapped(
    on_terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    identifier = "a-document-of-some-name@0a1b2c3d:120-345"
    assert identifier in on_terminal(Line(text=f"    {identifier}", whole=True), color=False)


def test_a_wide_terminal_is_not_filled(
    on_terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    lines = on_terminal(Line(text="word " * 100), color=False).splitlines()
    assert 80 < max(map(len, lines)) <= 100


@pytest.mark.parametrize("how", ["option", "NO_COLOR"])
def test_without_colours_no_colour_is_sent(
    how: str, on_terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    received = on_terminal(LINE, color=how != "option")
    assert "\x1b[4mpassage" in received
    assert "33m" not in received
    assert "36m" not in received


@given(ANY_TEXT)
def test_nothing_in_a_printable_text_acts_on_a_terminal(text: str) -> None:
    shown = printable(text)
    acting = {c for c in shown if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} and c not in "\n\t"}
    assert not acting
    assert not {unicodedata.bidirectional(c) for c in shown} & {
        "RLO",
        "LRO",
        "RLE",
        "LRE",
        "PDF",
        "RLI",
        "LRI",
        "FSI",
        "PDI",
    }


@given(ANY_TEXT)
def test_a_printable_text_keeps_its_length_so_that_ranges_stay_true(text: str) -> None:
    assert len(printable(text)) == len(text)


def test_an_escape_sequence_becomes_visible() -> None:
    assert printable("a\x1b[31mred\x07") == "a␛[31mred␇"


def test_ordinary_text_of_any_script_is_left_alone() -> None:
    text = "Café — “東京” 👩\u200d🚀\n\tnext"
    assert printable(text) == text


@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    "control", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
)
def test_a_bidirectional_control_is_replaced(control: str) -> None:
    assert printable(f"a{control}b") == "a\ufffdb"
