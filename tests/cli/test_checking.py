"""``check`` as other programs meet it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.running import assert_one_clear_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Done


class TestCheck:
    def test_all_is_well(self, run: Callable[..., Done], corpus: Path) -> None:
        (corpus / "slides.pdf").write_bytes(b"%PDF")
        done = run("check")
        assert done.code == 0
        assert "slides.pdf (no reader for these files)" in done.out
        assert json.loads(run("check", "--json").out)["skipped"] == ["slides.pdf"]

    def test_every_problem_is_a_line_and_other_commands_refuse(
        self, run: Callable[..., Done], corpus: Path
    ) -> None:
        (corpus / "latin1.txt").write_bytes("caf\xe9".encode("latin-1"))
        (corpus / "binary.txt").write_bytes(bytes(range(256)))
        (corpus / "front.md").write_text("---\ntitle: [\n---\ntext\n")
        done = run("check")
        assert done.code == 2
        assert len(done.err.splitlines()) == 3
        for name in ("latin1.txt: line 1", "binary.txt", "front.md: line"):
            assert name in done.err
        assert_one_clear_line(run("ask", "treaty"), "and 2 more", "meeting-bot check")
