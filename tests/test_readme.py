"""The README is true: every command that it shows does what it shows."""

from __future__ import annotations

import doctest
import os
import pty
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import meeting_bot

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROMPT, TYPED = "$ ", "» "


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A command of the README, what is typed into it, and what it prints; ``...`` stands for anything."""

    command: str
    typed: str
    output: str


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def transcripts() -> list[Shown]:
    shown = []
    for part in (
        part for block in blocks("console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    ):
        command, *lines = part.splitlines()
        typed = [line.removeprefix(TYPED) for line in lines if line.startswith(TYPED)]
        printed = [line for line in lines if not line.startswith(TYPED)]
        shown.append(
            Shown(
                command=command,
                typed="".join(f"{line}\n" for line in typed),
                output="".join(f"{line}\n" for line in printed),
            )
        )
    return shown


def on_terminal(command: str, typed: str) -> str:
    """Run a command with a plain terminal of 80 columns as its output, and return what that received."""
    controller, terminal = pty.openpty()
    name, *arguments = shlex.split(command)
    assert name == "meeting-bot"
    done = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        stdin=subprocess.PIPE,
        stdout=terminal,
        cwd=ROOT,
        env={**os.environ, "TERM": "dumb", "COLUMNS": "80"},
        text=True,
    )
    os.close(terminal)
    done.communicate(typed)
    received = bytearray()
    while chunk := _read(controller):
        received += chunk
    os.close(controller)
    return received.decode().replace("\r\n", "\n")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # how Linux says that the other side of a terminal is closed
        return b""


@pytest.mark.parametrize("shown", transcripts(), ids=lambda shown: shown.command)
def test_a_command_prints_what_the_readme_shows(shown: Shown) -> None:
    got = on_terminal(shown.command, shown.typed)
    assert doctest.OutputChecker().check_output(shown.output, got, doctest.ELLIPSIS), got


@pytest.mark.parametrize("command", re.findall(r"`(meeting-bot [^`]+)`", README))
def test_a_command_in_the_text_is_one_that_there_is(command: str) -> None:
    _, *arguments = shlex.split(command)
    with meeting_bot.make_context("meeting-bot", arguments.copy()) as context:
        name, subcommand, rest = meeting_bot.resolve_command(context, arguments)
        assert subcommand is not None
        assert subcommand.make_context(name, list(rest), parent=context).command is subcommand


def test_the_first_two_shell_blocks_are_one_command_line_each() -> None:
    first, second = blocks("sh")[:2]
    assert len(first.splitlines()) == len(second.splitlines()) == 1
    assert first.split(" && ")[-1].startswith(".venv/bin/meeting-bot ask ")
    assert second.split(" && ")[-1].startswith(".venv/bin/pytest")


def test_the_first_shell_block_ends_in_an_answer() -> None:
    command = blocks("sh")[0].split(" && ")[-1].removeprefix(".venv/bin/")
    assert "$1.7 billion" in " ".join(on_terminal(command, "").replace("│", " ").split())
