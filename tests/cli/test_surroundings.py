"""Where the command lacks what it usually has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import Done, assert_one_clear_line

if TYPE_CHECKING:
    from collections.abc import Iterator


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

    def test_without_a_home_an_answer_comes_and_nothing_is_kept(self) -> None:
        with TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            Path(folder, "minutes.txt").write_text("The treaty was signed.")
            done = subprocess.run(
                [sys.executable, "-c", ASKED_WITHOUT_A_HOME, folder],
                capture_output=True,
                text=True,
                check=False,
            )
        assert done.stderr == ""
        assert done.returncode == 0
        assert done.stdout.count("[1] minutes") == 2


ASKED_WITHOUT_A_HOME = """
import os, sys
from bot.cli import main

def ask():
    try:
        main(["ask", "--corpus", sys.argv[1], "treaty"])
    except SystemExit as exit:
        return exit.code

ask()  # imports what it needs while all may be read
for name in ("HOME", "XDG_STATE_HOME"):
    os.environ.pop(name, None)
if os.getuid() == 0:
    os.chdir("/")
    os.setuid(54321)  # nobody whom the system knows
sys.exit(ask())
"""


class TestOutputThatCannotBeWritten:
    @pytest.fixture(params=["full disk", "closed pipe"])
    def target(self, request: pytest.FixtureRequest) -> Iterator[int]:
        """A file descriptor on which every write fails."""
        if request.param == "full disk":
            descriptor = os.open("/dev/full", os.O_WRONLY)
        else:
            reader, descriptor = os.pipe()
            os.close(reader)
        yield descriptor
        os.close(descriptor)

    @pytest.mark.parametrize("command", ["ask treaty", "documents show minutes", "ask --json -", "--help"])
    def test_is_one_clear_line(self, command: str, target: int, corpus: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "--corpus", str(corpus), *command.split()],
            input="treaty\n" * 100,
            stdout=target,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert_one_clear_line(Done(done.returncode, "", done.stderr), "cannot write the output")
