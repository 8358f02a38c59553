"""Where there is too little memory, that is said in one line, and nothing is left behind."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.collection.memory import enough_memory
from bot.errors import IndexingError
from bot.indexing import cache_folder

if TYPE_CHECKING:
    from pathlib import Path

LIMITED = """
import resource, sys
from bot.cli import main
import bot.collection.opening, bot.terminal.documents
from bot.search.vectors.word_vectors import open_vectors

open_vectors()  # what answers need as well is there
with open("/proc/self/statm") as file:
    used = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (24 << 20),) * 2)
main(["documents", "--rebuild", "--corpus", sys.argv[1]])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process may always take more memory")
def test_too_little_memory_is_one_clear_line_and_nothing_is_left(tmp_path: Path) -> None:
    for number in range(200):
        words = " ".join(f"word{number * place % 7919}" for place in range(3000))
        (tmp_path / f"{number}.txt").write_text(f"{words}.")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, tmp_path],
        env={"MEETING_BOT__SEARCH__MEMORY_MEGABYTES": "100", **os.environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [done.stderr.strip()]
    assert "memory" in done.stderr
    assert "[search] memory_megabytes" in done.stderr
    folder = cache_folder()
    assert folder is not None
    assert [*folder.glob("*")] == []


def test_only_what_is_about_memory_is_said_to_be() -> None:
    with pytest.raises(IndexingError), enough_memory():
        raise MemoryError
    with pytest.raises(IndexingError), enough_memory():
        raise OSError(errno.ENOMEM, "Cannot allocate memory")
    with pytest.raises(PermissionError), enough_memory():
        raise PermissionError(errno.EACCES, "Permission denied")
