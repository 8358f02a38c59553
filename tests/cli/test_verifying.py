"""``verify`` as other programs meet it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import assert_one_clear_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Done


class TestVerify:
    @pytest.fixture
    def identifier(self, run: Callable[..., Done]) -> str:
        hits = json.loads(run("ask", "--json", "treaty").out)["hits"]
        return str(hits[0]["citation"]["id"])

    def test_verbatim_prints_the_quote(self, identifier: str, run: Callable[..., Done]) -> None:
        done = run("verify", f" `{identifier}` ")
        assert done.code == 0
        assert done.out.startswith("The treaty was signed in Paris. It was cold.\n")

    def test_a_quote_that_moved_is_found_again(
        self, identifier: str, run: Callable[..., Done], corpus: Path
    ) -> None:
        text = (corpus / "minutes.txt").read_text()
        (corpus / "minutes.txt").write_text(f"Something new.\n{text}")
        done = run("verify", "--json", identifier)
        facts = json.loads(done.out)
        assert (done.code, facts["status"]) == (1, "moved")
        assert run("verify", facts["citation"]["id"]).code == 0

    def test_a_quote_that_changed_is_said_to_have(
        self, identifier: str, run: Callable[..., Done], corpus: Path
    ) -> None:
        (corpus / "minutes.txt").write_text("The treaty was signed in Rome.")
        done = run("verify", identifier)
        assert done.code == 1
        assert "The treaty was signed in Paris" in done.out
        assert "no longer says this" in done.out

    def test_a_hash_that_was_never_seen_is_a_change(self, run: Callable[..., Done]) -> None:
        done = run("verify", "minutes@00000000:0-5")
        assert done.code == 1
        assert "what was quoted is not known here" in done.out

    def test_a_document_that_is_gone(self, run: Callable[..., Done]) -> None:
        assert run("verify", "minuts@00000000:0-5").code == 1
        assert "did you mean minutes?" in run("verify", "minuts@00000000:0-5").out

    def test_the_right_hash_with_offsets_outside_is_malformed(
        self, identifier: str, run: Callable[..., Done]
    ) -> None:
        outside = f"{identifier.partition(':')[0]}:0-99999999"
        assert_one_clear_line(run("verify", outside), "0-99999999")

    @pytest.mark.parametrize("malformed", ["nonsense", "minutes@0:1-2", "minutes@00000000:5-5", ""])
    def test_a_malformed_identifier_is_refused(self, malformed: str, run: Callable[..., Done]) -> None:
        assert_one_clear_line(run("verify", malformed), malformed, "is not a citation")
