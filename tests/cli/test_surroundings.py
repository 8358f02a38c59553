"""Where the command lacks what it usually has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Done, assert_one_clear_line


class TestSurroundings:
    """Where the command is run without what it usually has."""

    @pytest.mark.parametrize("stream", ["<&-", ">&-"])
    @pytest.mark.parametrize("command", ["ask -", "ask treaty", "repl", "check"])
    def test_a_closed_stream_is_no_traceback(self, stream: str, command: str, corpus: Path) -> None:
        line = f'"{sys.executable}" -m bot --corpus "{corpus}" {command} {stream}'
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)  # noqa: S607
        assert "Traceback" not in done.stderr
        if stream == ">&-":
            assert_one_clear_line(Done(done.returncode, "", done.stderr), "standard output is closed")
        else:
            assert done.stderr == ""

    def test_without_a_home_an_answer_comes_and_nothing_is_kept(self, corpus: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-c", ASK_WITHOUT_A_HOME, "ask", "--corpus", str(corpus), "treaty"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "[1] minutes" in done.stdout


ASK_WITHOUT_A_HOME = """
import os, pwd, sys

for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ.pop(name, None)

def unknown(user):
    raise KeyError(user)

pwd.getpwuid = unknown  # as in a container whose user the system does not know

from bot.cli import main

main(sys.argv[1:])
"""


COMMANDS = ["ask treaty", "documents show minutes", "ask --json -", "--help"]


class TestOutputThatCannotBeWritten:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_a_full_disk_is_one_clear_line(self, command: str, corpus: Path) -> None:
        with Path("/dev/full").open("wb") as full:
            done = written_to(full.fileno(), command, corpus)
        assert_one_clear_line(done, "cannot write the output")

    @pytest.mark.parametrize("command", COMMANDS)
    def test_a_reader_that_leaves_ends_the_command_silently(self, command: str, corpus: Path) -> None:
        reader, pipe = os.pipe()
        os.close(reader)
        done = written_to(pipe, command, corpus)
        os.close(pipe)
        assert (done.code, done.err) == (141, "")

    def test_standard_error_may_be_closed_as_well(self, corpus: Path) -> None:
        (corpus / "binary.txt").write_bytes(bytes(range(256)))
        reader, pipe = os.pipe()
        os.close(reader)
        done = subprocess.run(
            [sys.executable, "-m", "bot", "--corpus", str(corpus), "ask", "treaty"],
            stdout=pipe,
            stderr=pipe,
            check=False,
        )
        os.close(pipe)
        assert done.returncode == 141


def written_to(descriptor: int, command: str, corpus: Path) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--corpus", str(corpus), *command.split()],
        input="treaty\n" * 100,
        stdout=descriptor,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return Done(done.returncode, "", done.stderr)
