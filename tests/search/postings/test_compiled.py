"""Machine code is made once, kept, and never run if it is not as it was written."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("numba")

from bot.search.postings.compiled import machine_code

if TYPE_CHECKING:
    from pathlib import Path


def test_machine_code_is_kept_and_what_is_damaged_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = machine_code(tmp_path)
    [kept] = tmp_path.iterdir()
    monkeypatch.setattr(sys, "executable", "/bin/false")  # no other can be made
    assert machine_code(tmp_path) == made
    content = kept.read_bytes()
    for damaged in (b"", content[:-1], content[:100] + b"\0" + content[101:]):
        kept.write_bytes(damaged)
        with pytest.raises(subprocess.CalledProcessError):
            machine_code(tmp_path)
