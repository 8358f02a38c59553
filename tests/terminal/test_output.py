from __future__ import annotations

import contextlib
import io
import os
import pty
from typing import TYPE_CHECKING

import pytest

from bot.documents.model import Span
from bot.terminal.blocks import Block, Style
from bot.terminal.output import Printer

if TYPE_CHECKING:
    from collections.abc import Callable

BLOCK = Block(
    text="A passage that is long enough to be wrapped on a narrow terminal of forty columns.",
    marks=((Span(start=2, end=9), Style.MATCH),),
    quoted=True,
)


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Print blocks on a real pseudo-terminal of forty columns and return what it received."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def printed(*blocks: Block, color: bool = True) -> str:
        controller, terminal = pty.openpty()
        with os.fdopen(terminal, "w", encoding="utf-8") as file:
            Printer(file, color=color).print(*blocks)
        received = bytearray()
        # Linux says by an error that the other side of a terminal is closed.
        with contextlib.suppress(OSError):
            while chunk := os.read(controller, 65536):
                received += chunk
        os.close(controller)
        return received.decode()

    return printed


def test_off_a_terminal_a_block_is_its_text() -> None:
    file = io.StringIO()
    Printer(file, color=True).print(BLOCK, Block(text="next"))
    assert file.getvalue() == f"{BLOCK.text}\nnext\n"


def test_on_a_terminal_a_quote_is_wrapped_beside_a_bar(on_terminal: Callable[..., str]) -> None:
    lines = on_terminal(BLOCK, color=False).splitlines()
    assert len(lines) == 3
    assert all(line.startswith("│ ") for line in lines)


def test_on_a_terminal_matches_are_marked(on_terminal: Callable[..., str]) -> None:
    assert "\x1b[4;33mpassage" in on_terminal(BLOCK)


@pytest.mark.parametrize("columns", ["1", "2", "3"])
def test_a_terminal_of_hardly_any_width_is_printed_to(
    columns: str, on_terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert "p" in on_terminal(BLOCK, color=False)


def test_what_is_to_be_copied_is_never_wrapped(
    on_terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    identifier = "a-document-of-some-name@0a1b2c3d:120-345"
    assert identifier in on_terminal(Block(text=f"    {identifier}", whole=True), color=False)


def test_a_wide_terminal_is_not_filled(
    on_terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    lines = on_terminal(Block(text="word " * 100), color=False).splitlines()
    assert 80 < max(map(len, lines)) <= 100


@pytest.mark.parametrize("how", ["option", "NO_COLOR"])
def test_without_colours_no_colour_is_sent(
    how: str, on_terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    received = on_terminal(BLOCK, color=how != "option")
    assert "\x1b[4mpassage" in received
    assert "33m" not in received
    assert "36m" not in received
