"""Bad input: one clear line, exit code 2, and nothing lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import assert_one_clear_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Done


class TestBadInput:
    @pytest.mark.parametrize(
        ("content", "names"),
        [
            (None, ["bad.toml", "cannot be read"]),
            (b"[search\nk1 = ", ["bad.toml", "not TOML"]),
            (b"\xff", ["bad.toml", "UTF-8"]),
            (b"wibble = 1\n", ["bad.toml", "wibble"]),
            (b"[search]\nk2 = 1\n", ["bad.toml", "search.k2", "'k1'"]),
            (b"[search]\nk1 = 'x'\n", ["bad.toml", "search.k1", "expected float"]),
            (b"[answers]\nleast_coverage = 2\n", ["bad.toml", "answers.least_coverage", "<= 1"]),
            (b"[synonyms]\nbread = 'loaf'\n", ["bad.toml", "synonyms.bread", "list of names"]),
            (b"[synonyms]\nbread = ['the']\n", ["bad.toml", "synonyms.bread", "'the' has no word"]),
            (b"[synonyms]\na1 = ['b1']\nb1 = ['a1']\n", ["bad.toml", "synonyms.a1", "'b1' is a key itself"]),
        ],
    )
    def test_a_bad_configuration_is_named_with_its_key(
        self, content: bytes | None, names: list[str], run: Callable[..., Done], tmp_path: Path
    ) -> None:
        if content is not None:
            (tmp_path / "bad.toml").write_bytes(content)
        assert_one_clear_line(run("--config", "bad.toml", "check"), *names)

    def test_config_toml_of_the_working_directory_is_read(
        self, run: Callable[..., Done], tmp_path: Path
    ) -> None:
        (tmp_path / "config.toml").write_text("[answers]\npassages = 1\n")
        assert len(json.loads(run("ask", "--json", "treaty bread").out)["hits"]) == 1
        assert len(json.loads(run("ask", "--json", "-n2", "treaty bread").out)["hits"]) == 2

    def test_a_bad_variable_is_named(self, run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MEETING_BOT__SEARCH__K1", "many")
        assert_one_clear_line(run("check"), "MEETING_BOT__SEARCH__K1")

    def test_a_missing_corpus_is_named(self, run: Callable[..., Done]) -> None:
        assert_one_clear_line(run("ask", "--corpus", "nowhere", "x"), "nowhere")

    @pytest.mark.parametrize("option", ["--corpus", "--config"])
    def test_an_empty_name_is_refused(self, option: str, run: Callable[..., Done]) -> None:
        assert_one_clear_line(run("ask", option, "", "treaty"), option)

    def test_a_name_too_long_for_a_folder_is_one_clear_line(self, run: Callable[..., Done]) -> None:
        assert_one_clear_line(run("ask", "--corpus", "x" * 300, "treaty"), "File name too long")

    def test_a_variable_without_a_key_is_named_as_it_is(
        self, run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MEETING_BOT__SEARCH", "1")
        assert_one_clear_line(run("check"), "MEETING_BOT__SEARCH is not a setting", "MEETING_BOT__SEARCH__")

    def test_the_environment_wins_over_the_file_and_check_names_both(
        self, run: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "config.toml").write_text("[answers]\npassages = 2\n")
        monkeypatch.setenv("MEETING_BOT__ANSWERS__PASSAGES", "1")
        assert len(json.loads(run("ask", "--json", "treaty bread").out)["hits"]) == 1
        assert run("check").out.startswith("settings   config.toml, environment\n")

    def test_words_that_begin_with_a_dash_are_explained(self, run: Callable[..., Done]) -> None:
        assert_one_clear_line(run("ask", "-5", "degrees"), "--")
        assert run("ask", "--", "-treaty signed").code == 0

    def test_a_session_has_no_json(self, run: Callable[..., Done]) -> None:
        assert_one_clear_line(run("repl", "--json"), "ask --json -")

    def test_an_empty_corpus_is_named(self, run: Callable[..., Done], tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert_one_clear_line(run("ask", "--corpus", "empty", "x"), "empty")

    @pytest.mark.parametrize("command", ["frobnicate", "--frobnicate"])
    def test_an_unknown_command_or_option_is_named(self, command: str, run: Callable[..., Done]) -> None:
        assert_one_clear_line(run(command), "frobnicate")

    def test_help_and_version(self, run: Callable[..., Done]) -> None:
        for command in ("ask", "repl", "discord", "documents", "verify", "eval", "check"):
            assert command in run("--help").out
        assert run() == run("--help")
        assert run().code == 0
        assert run("--version").out.startswith("meeting-bot ")
