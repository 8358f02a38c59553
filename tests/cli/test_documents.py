"""``documents`` as other programs meet it."""

from __future__ import annotations

import json
import os
import pty
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
        assert run("documents").out == "minutes    2 passages  minutes\n"

    def test_as_json(self, run: Callable[..., Done]) -> None:
        facts = json.loads(run("documents", "--json").out)
        assert (facts["id"], facts["passages"], facts["characters"]) == ("minutes", 2, 70)

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
