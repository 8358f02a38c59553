"""``documents`` as other programs meet it."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import assert_one_clear_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Done


class TestDocuments:
    def test_a_line_a_document(self, run: Callable[..., Done]) -> None:
        first, second = run("documents").out.splitlines()
        assert re.fullmatch(r"minutes    \w+  1 passage  minutes", first)
        assert re.fullmatch(r"supper     \w+  1 passage  supper", second)

    def test_a_title_a_date_and_notes_are_listed(self, run: Callable[..., Done], corpus: Path) -> None:
        (corpus / "supper.txt").unlink()
        (corpus / "minutes.txt").write_text("---\ntitle: Talks\ndate: soon\n---\nBread.\n")
        (corpus / "report.md").write_text("---\ntitle: A report\ndate: 12 March 2026\n---\nBread.\n")
        first, note, second = run("documents").out.splitlines()
        assert re.fullmatch(r"minutes              \w+ +1 passage  Talks", first)
        assert note.startswith("    ")
        assert "date" in note
        assert second == "report   2026-03-12  markdown  1 passage  A report"

    def test_as_json(self, run: Callable[..., Done]) -> None:
        facts, _ = map(json.loads, run("documents", "--json").out.splitlines())
        assert (facts["id"], facts["passages"]) == ("minutes", 1)
        assert facts["kind"]
        assert (facts["characters"], len(facts["hash"]), facts["notes"]) == (45, 64, [])

    def test_show_prints_the_text_exactly(self, run: Callable[..., Done], corpus: Path) -> None:
        (corpus / "odd.md").write_bytes("---\ntitle: x\n---\n\n \ta\r\nb\x1b \u2028é\n\n".encode())
        assert run("documents", "show", "odd").out == "\n \ta\nb\x1b \u2028é\n\n"

    def test_show_as_json(self, run: Callable[..., Done], corpus: Path) -> None:
        facts = json.loads(run("documents", "show", "--json", "minutes").out)
        assert facts == {"id": "minutes", "text": (corpus / "minutes.txt").read_text()}

    def test_on_a_terminal_a_text_does_not_act(self, corpus: Path) -> None:
        (corpus / "odd.txt").write_text("a\x1b[2Jb")
        controller, terminal = pty.openpty()
        subprocess.run(
            [sys.executable, "-m", "bot", "--corpus", str(corpus), "documents", "show", "odd"],
            stdout=terminal,
            check=True,
        )
        os.close(terminal)
        assert os.read(controller, 1000).decode() == "a␛[2Jb"
        os.close(controller)

    @pytest.mark.parametrize("name", ["-dash", "--"])
    def test_a_name_may_begin_with_a_dash(self, name: str, run: Callable[..., Done], corpus: Path) -> None:
        (corpus / f"{name}.txt").write_text("Something else entirely.")
        assert run("documents", "show", "--", name).out == "Something else entirely."
        identifier = json.loads(run("ask", "--json", "entirely").out)["hits"][0]["citation"]["id"]
        assert run("verify", "--", identifier).code == 0
        assert_one_clear_line(run("verify", identifier), "stand after --")

    @pytest.mark.parametrize("name", ["nope", "minuts", "../../etc/passwd", "minutes.txt"])
    def test_an_unknown_name_is_refused_and_the_nearest_named(
        self, name: str, run: Callable[..., Done]
    ) -> None:
        assert_one_clear_line(run("documents", "show", name), name)
        assert ("did you mean minutes?" in run("documents", "show", name).err) is name.startswith("minut")
