"""Where the command answers less well than it could: it says so, and goes on."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bot
from tests.cli.running import Done

if TYPE_CHECKING:
    from collections.abc import Callable

NOTICE = "questions in other words than the documents' are answered less well: "


@pytest.fixture
def damaged(tmp_path: Path, corpus: Path) -> Callable[..., Done]:
    """Run a command of a copy of the program whose table of words is damaged."""
    copy = tmp_path / "copy"
    left_out = shutil.ignore_patterns("__pycache__", "discord_bot")
    shutil.copytree(Path(bot.__file__).parent, copy / "bot", ignore=left_out)
    (copy / "bot/search/vectors/words.npy").write_bytes(b"no table")

    def run(*arguments: str, stdin: str = "") -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "--corpus", corpus, *arguments],
            input=stdin,
            cwd=copy,
            env={"PYTHONPATH": str(copy), "XDG_STATE_HOME": str(tmp_path / "state")},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.mark.parametrize("arguments", [["ask", "-"], ["ask", "--json", "-"], ["repl"]])
def test_it_is_said_once_on_standard_error(arguments: list[str], damaged: Callable[..., Done]) -> None:
    done = damaged(*arguments, stdin="treaty\nbread\n")
    assert done.code == 0
    assert "minutes" in done.out
    assert NOTICE not in done.out
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith(f"meeting-bot: {NOTICE}")
    assert "words.npy" in done.err


def test_check_lists_it(damaged: Callable[..., Done]) -> None:
    done = damaged("check")
    assert done.code == 0
    assert done.err == ""
    assert done.out.splitlines()[-1].startswith(f"notice     {NOTICE}")
    (notice,) = json.loads(damaged("check", "--json").out)["notices"]
    assert notice.startswith(NOTICE)


def test_where_all_is_well_there_is_none(run: Callable[..., Done]) -> None:
    assert run("ask", "treaty").err == ""
    assert "notice" not in run("check").out
    assert "notices" not in json.loads(run("check", "--json").out)
