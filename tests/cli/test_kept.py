"""Whatever is wrong with what was kept, or where, the answer is the same, and one line says so."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import process

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUESTION = ("ask", "--json", "Who ate the bread?")


@pytest.fixture
def kept(tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is kept of a corpus that is large enough, where nobody but the test looks."""
    cache = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("MEETING_BOT__DOCUMENTS__FOLDER", str(corpus))
    items = (f"Item {number} of the agenda was put off until the next meeting.\n\n" for number in range(1100))
    (corpus / "agenda.txt").write_text("".join(items), encoding="utf-8")
    assert process("documents").stderr == ""
    [found] = (cache / "meeting-bot").glob("*.sqlite")
    return found


def cut(kept: Path) -> None:
    os.truncate(kept, kept.stat().st_size // 2)


def flip(kept: Path) -> None:
    content = bytearray(kept.read_bytes())
    for place in range(4096, len(content), 512):
        content[place] ^= 0x55
    kept.write_bytes(content)


def of_another_program(kept: Path) -> None:
    kept.write_bytes(b"SQLite format 3\0" + bytes(8192))


def folder_instead(kept: Path) -> None:
    kept.unlink()
    (kept / "something").mkdir(parents=True)


def file_instead_of_the_folder(kept: Path) -> None:
    shutil.rmtree(kept.parent)
    kept.parent.touch()


@pytest.mark.parametrize("harm", [cut, flip, of_another_program, folder_instead, file_instead_of_the_folder])
def test_the_answer_is_the_same_and_a_line_says_so(kept: Path, harm: Callable[[Path], None]) -> None:
    before = process(*QUESTION)
    assert (before.returncode, before.stderr) == (0, "")
    harm(kept)
    after = process(*QUESTION)
    assert (after.returncode, after.stdout) == (0, before.stdout)
    lines = after.stderr.splitlines()
    assert 1 <= len(lines) <= 2
    assert all(line.startswith("meeting-bot: ") for line in lines)
    assert str(kept.parent) not in after.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is of Unix")
def test_a_disk_that_is_full_leaves_nothing_half_written(kept: Path) -> None:
    import resource

    before = process(*QUESTION)
    shutil.rmtree(kept.parent)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        after = process(*QUESTION)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (after.returncode, after.stdout) == (0, before.stdout)
    assert len(after.stderr.splitlines()) == 1
    assert list(kept.parent.iterdir()) == []
