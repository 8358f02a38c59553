"""The session as a whole transcript: lines in through a pipe, what a person reads out."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

import pytest

from bot.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Talk = "Callable[..., tuple[list[str], list[str]]]"


@pytest.fixture
def talk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[str, str]]:
    """Say lines to a session about two small documents; return what it printed and complained of."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "bread.txt").write_text("Sourdough bread rises slowly.\nRye bread keeps for a week.\n")
    (corpus / "treaty.md").write_text("---\ntitle: A treaty\n---\nThe treaty was signed in Paris.\n")
    monkeypatch.chdir(tmp_path)

    def say(*lines: str) -> tuple[str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        with pytest.raises(SystemExit) as exit_:
            main(["repl", "--corpus", "corpus"])
        assert exit_.value.code == 0
        return capsys.readouterr()

    return say


def test_a_bare_line_asks(talk: Callable[..., tuple[str, str]]) -> None:
    out, err = talk("where was the treaty signed?")
    assert out.startswith("The treaty was signed in Paris.\n[1] A treaty, paragraph 1, sentence 1\n")
    assert err == ""


def test_blank_lines_are_passed_over(talk: Callable[..., tuple[str, str]]) -> None:
    assert talk("", "   ") == ("", "")


def test_more_shows_the_next_passages_once_and_then_says_there_is_none(
    talk: Callable[..., tuple[str, str]],
) -> None:
    out, _ = talk("/passages 1", "bread", "/more", "/more")
    assert out.count("Sourdough bread") == out.count("Rye bread") == 1
    assert out.index("[1]") < out.index("[2]")
    assert out.endswith("No other passage mentions any word of the question.\n")


def test_more_and_why_need_an_answer_first(talk: Callable[..., tuple[str, str]]) -> None:
    out, err = talk("/more", "/why", "hello", "/why 1")
    assert len(err.splitlines()) == 3
    assert "Hello!" in out


def test_why_shows_what_each_word_matches_and_what_it_adds(talk: Callable[..., tuple[str, str]]) -> None:
    out, _ = talk("rye breads", "/why 1")
    why = out.partition("Passage 1 scores")[2]
    words, _, features = why.partition("The same score")
    assert re.search(r"^rye +exact +\d+%  █+$", words, re.MULTILINE)
    assert re.search(r"^breads = bread +another form +\d+%", words, re.MULTILINE)
    assert re.search(r"^the words in its paragraph +\d+%  █+$", features, re.MULTILINE)


@pytest.mark.parametrize("number", ["0", "9", "x", "-1", "²", "9" * 5000])
def test_why_of_no_such_passage_names_the_range(number: str, talk: Callable[..., tuple[str, str]]) -> None:
    assert talk("rye", f"/why {number}")[1] == "/why takes the number of a passage, 1 to 1\n"


@pytest.mark.parametrize("number", ["", "0", "101", "many", "9" * 5000])
def test_passages_out_of_range_names_the_range(number: str, talk: Callable[..., tuple[str, str]]) -> None:
    assert talk(f"/passages {number}")[1].startswith("/passages takes a number from 1 to 100; it is 3 now")


def test_more_after_a_refusal_does_not_repeat(talk: Callable[..., tuple[str, str]]) -> None:
    out, _ = talk("/passages 1", "bread quantum chromodynamics flavour tensor entropy", "/more")
    assert out.count("Sourdough bread") == out.count("Rye bread") == 1


def test_what_more_shows_can_be_verified_when_it_changes(
    talk: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "corpus/other.txt").write_text("Bread is dear.")
    out, _ = talk("/passages 2", "bread", "/more")
    identifier = next(line.strip() for line in out.splitlines() if line.strip().startswith("other@"))
    (tmp_path / "corpus/other.txt").write_text("No longer. Bread is dear.")
    assert "Moved" in talk(f"/cite {identifier}")[0]


def test_documents_and_show_and_cite(talk: Callable[..., tuple[str, str]]) -> None:
    out, _ = talk("treaty")
    identifier = out.splitlines()[2].strip()
    out, err = talk("/documents", "/show treaty", f"/cite `{identifier}`")
    assert "bread " in out
    assert out.count("The treaty was signed in Paris.") == 2
    assert "Verbatim" in out
    assert err == ""


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("/show nope", "no document is called 'nope'"),
        ("/show ../../etc/passwd", "no document is called '../../etc/passwd'"),
        ("/cite nonsense", "'nonsense' is not a citation"),
        ("/documnts", "/documnts is not a command; did you mean /documents?"),
        ("/\x1b[31m", "is not a command"),
    ],
)
def test_a_mistake_is_one_line_and_the_session_goes_on(
    line: str, complaint: str, talk: Callable[..., tuple[str, str]]
) -> None:
    out, err = talk(line, "rye")
    assert complaint in err
    assert len(err.splitlines()) == 1
    assert "\x1b" not in err
    assert "Rye bread" in out


def test_quit_leaves_what_follows_unread(talk: Callable[..., tuple[str, str]]) -> None:
    assert talk("/quit", "rye") == ("", "")


def test_help_names_every_command(talk: Callable[..., tuple[str, str]]) -> None:
    out, _ = talk("/help")
    for command in ("/help", "/documents", "/show", "/cite", "/why", "/more", "/new", "/passages", "/quit"):
        assert command in out


def test_a_question_that_needs_the_one_before_is_taken_with_it(talk: Callable[..., tuple[str, str]]) -> None:
    out, _ = talk("how long does rye bread keep?", "and sourdough?", "where was the treaty signed?")
    assert out.count("Taken with: ") == 1
    assert "Taken with: how long does rye bread keep?\nSourdough bread" in out


def test_new_drops_what_was_asked_before(talk: Callable[..., tuple[str, str]]) -> None:
    out, err = talk("how long does rye bread keep?", "/new", "and sourdough?")
    assert "Taken with" not in out
    assert err == ""


def test_more_of_a_question_is_taken_with_the_same(talk: Callable[..., tuple[str, str]]) -> None:
    out, _ = talk("/passages 1", "how long does rye bread keep?", "and sourdough?", "/more")
    assert out.count("Taken with: how long does rye bread keep?") == 2
    assert out.index("[1] bread, paragraph 1") < out.index("[2] bread, paragraph 2")


def test_a_greeting_does_not_drop_the_subject(talk: Callable[..., tuple[str, str]]) -> None:
    assert "Taken with" in talk("how long does rye bread keep?", "thanks", "and sourdough?")[0]
