"""Running the command, and what every failure of it looks like."""

from __future__ import annotations

import subprocess
import sys
from typing import NamedTuple


class Done(NamedTuple):
    code: int
    out: str
    err: str


def assert_one_clear_line(done: Done, *names: str, code: int = 2) -> None:
    assert done.code == code
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("meeting-bot: ")
    for name in names:
        assert name in done.err


def process(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
