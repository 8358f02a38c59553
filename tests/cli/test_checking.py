"""``check`` as other programs meet it, and files that are left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Done


class TestCheck:
    def test_all_is_well(self, run: Callable[..., Done], corpus: Path) -> None:
        (corpus / "slides.key").write_bytes(b"slides")
        done = run("check")
        assert (done.code, done.err) == (0, "")
        assert "\nskipped    slides.key (no reader for files of this kind)\n" in done.out
        assert json.loads(run("check", "--json").out)["skipped"] == ["slides.key"]

    def test_what_is_passed_over_is_named_with_the_reason(
        self, run: Callable[..., Done], corpus: Path
    ) -> None:
        (corpus / "node_modules").mkdir()
        done = run("check")
        assert done.code == 0
        assert "\nignored    node_modules/ holds packages of a program\n" in done.out
        [ignored] = json.loads(run("check", "--json").out)["ignored"]
        assert ignored == {"name": "node_modules/", "reason": "holds packages of a program"}

    def test_long_lists_are_counted_and_json_has_them_all(
        self, run: Callable[..., Done], corpus: Path
    ) -> None:
        for number in range(25):
            (corpus / f"{number:02}.key").touch()
        out = run("check").out
        assert out.count("skipped") == 21
        assert "\nskipped    and 5 more: --json names them all\n" in out
        assert len(json.loads(run("check", "--json").out)["skipped"]) == 25

    def test_notes_alone_are_no_failure(self, run: Callable[..., Done], corpus: Path) -> None:
        (corpus / "old.txt").write_bytes(
            "Die Bürger wählten den Präsidenten für fünf Jahre.".encode("cp1252")
        )
        done = run("check")
        assert (done.code, done.err) == (0, "")
        assert "\nnote       old.txt: " in done.out
        [note] = json.loads(run("check", "--json").out)["notes"]
        assert note["document"] == "old"

    def test_every_file_that_is_left_out_is_a_line(self, run: Callable[..., Done], corpus: Path) -> None:
        for number in range(5):
            (corpus / f"binary{number}.txt").write_bytes(bytes(range(256)))
        done = run("check")
        assert done.code == 2
        assert [line.split(": ")[:2] for line in done.err.splitlines()] == [
            ["meeting-bot", f"binary{number}.txt"] for number in range(5)
        ]
        assert len(json.loads(run("check", "--json").out)["problems"]) == 5

    def test_a_folder_without_anything_that_can_be_read_names_each_file(
        self, run: Callable[..., Done], corpus: Path
    ) -> None:
        for file in corpus.iterdir():
            file.write_bytes(bytes(range(256)))
        done = run("check")
        assert (done.code, done.out) == (2, "")
        assert len(done.err.splitlines()) == 2


class TestFilesThatAreLeftOut:
    """The rest answers, and a line a file says so: three at most, then a count."""

    @pytest.mark.parametrize(("count", "lines"), [(1, 1), (3, 3), (5, 4)])
    def test_the_others_answer(self, count: int, lines: int, run: Callable[..., Done], corpus: Path) -> None:
        for number in range(count):
            (corpus / f"binary{number}.txt").write_bytes(bytes(range(256)))
        done = run("ask", "treaty")
        assert done.code == 0
        assert "signed in Paris" in done.out
        said = done.err.splitlines()
        assert len(said) == lines
        assert all(f"binary{number}.txt" in line for number, line in enumerate(said[:3]))
        if lines > 3:
            assert said[3] == "meeting-bot: and 2 more are left out: 'meeting-bot check' names them all"
