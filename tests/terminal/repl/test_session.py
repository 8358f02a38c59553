"""The session as a whole transcript: lines in through a pipe, what a person reads out."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

import pytest

from bot.cli import main
from bot.terminal.repl.session import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

Talk = "Callable[..., tuple[list[str], list[str]]]"


class Typing(io.StringIO):
    """Lines as they are typed; between them, things happen."""

    def __init__(self, lines: Iterable[str | Callable[[], object]]) -> None:
        super().__init__()
        self._lines = lines

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        for line in self._lines:
            if callable(line):
                line()
            else:
                yield f"{line}\n"


@pytest.fixture
def talk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[str, str]]:
    """Say lines to a session about three small documents; return what it printed and complained of."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "bread.txt").write_text("Rye bread keeps for a week.\n")
    (corpus / "sourdough.txt").write_text("Sourdough bread rises slowly.\n")
    (corpus / "treaty.md").write_text("---\ntitle: A treaty\n---\nThe treaty was signed in Paris.\n")
    monkeypatch.chdir(tmp_path)

    def say(*lines: str | Callable[[], object]) -> tuple[str, str]:
        monkeypatch.setattr(sys, "stdin", Typing(lines))
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
    assert all(f"\n{command}" in out for command in COMMANDS)


def test_a_question_that_needs_the_one_before_is_taken_with_it(talk: Callable[..., tuple[str, str]]) -> None:
    out, _ = talk("how long does rye bread keep?", "and sourdough?", "where was the treaty signed?")
    assert out.count("Taken with: ") == 1
    assert "Taken with: how long does rye bread keep?\nSourdough bread" in out


def test_new_drops_what_was_asked_before(talk: Callable[..., tuple[str, str]]) -> None:
    out, err = talk("how long does rye bread keep?", "/new", "and sourdough?")
    assert "Taken with" not in out
    assert err == ""


def test_more_of_a_question_is_taken_with_the_same(
    talk: Callable[..., tuple[str, str]],
) -> None:
    out, _ = talk("/passages 1", "how long does rye bread keep?", "and sourdough?", "/more")
    assert out.count("Taken with: how long does rye bread keep?") == 2
    assert out.index("[1] sourdough, paragraph 1") < out.index("[2] bread, paragraph 1")


def test_a_greeting_does_not_drop_the_subject(talk: Callable[..., tuple[str, str]]) -> None:
    assert "Taken with" in talk("how long does rye bread keep?", "thanks", "and sourdough?")[0]


class TestRestrictions:
    """/only, /speaker, /since and /until say where to look from then on."""

    def test_only_looks_in_some_documents_until_it_is_lifted(
        self, talk: Callable[..., tuple[str, str]]
    ) -> None:
        out, err = talk("/only treaty", "bread in Paris", "/only", "bread in Paris")
        first, second = out.split("Looking in all documents.\n")
        assert first.startswith("Looking only in treaty.\n")
        assert "bread@" not in first
        assert "bread@" in second
        assert err == ""

    @pytest.mark.parametrize("names", ["bread treaty", "treaty, bread"])
    def test_only_takes_several_identifiers(self, names: str, talk: Callable[..., tuple[str, str]]) -> None:
        assert talk(f"/only {names}")[0] == "Looking only in bread, treaty.\n"

    def test_only_takes_a_title(self, talk: Callable[..., tuple[str, str]]) -> None:
        assert talk("/only a treaty")[0] == "Looking only in treaty.\n"

    def test_dates_are_said_together_and_lifted_one_by_one(
        self, talk: Callable[..., tuple[str, str]], tmp_path: Path
    ) -> None:
        (tmp_path / "corpus/dated.md").write_text("---\ndate: 2026-03-12\n---\nRye bread was dear.\n")
        out, err = talk("/since 2026", "/until March 2026", "bread", "/since", "/until", "bread")
        restricted, free = out.split("Looking in all documents.\n")
        assert "Looking only at documents dated from 1 January 2026 to 31 March 2026.\n" in restricted
        assert "dated@" in restricted
        assert "bread@" not in restricted
        assert "bread@" in free
        assert err == ""

    @pytest.mark.parametrize(
        ("line", "complaint"),
        [
            ("/only bred", "no document is called 'bred'; did you mean bread"),
            ("/speaker Ann", "no document says who speaks"),
            ("/since soon", "'soon' is not a date"),
            ("/until 2026", "no document has a date"),
        ],
    )
    def test_what_cannot_be_is_one_line_and_nothing_is_restricted(
        self, line: str, complaint: str, talk: Callable[..., tuple[str, str]]
    ) -> None:
        out, err = talk(line, "rye")
        assert complaint in err
        assert len(err.splitlines()) == 1
        assert "Rye bread" in out

    def test_more_looks_where_the_answer_came_from(self, talk: Callable[..., tuple[str, str]]) -> None:
        out, _ = talk("/passages 1", "/only bread sourdough", "bread", "/only treaty", "/more")
        assert "Rye bread" in out
        assert "Sourdough bread" in out


class TestDocumentsThatChange:
    """The folder is looked at before each question, and before what shows documents."""

    KEEPING = "how long does rye bread keep?"

    def test_the_next_question_is_answered_from_the_new_text_after_one_line(
        self, talk: Callable[..., tuple[str, str]], tmp_path: Path
    ) -> None:
        def change() -> None:
            (tmp_path / "corpus/bread.txt").write_text("Rye bread keeps for a month.\n")
            (tmp_path / "corpus/wine.txt").write_text("Wine keeps for years.\n")

        out, err = talk(self.KEEPING, change, self.KEEPING, self.KEEPING)
        before, line, after = out.partition(
            "The documents have changed: 1 changed (bread), 1 added (wine).\n"
        )
        assert "Rye bread keeps for a week." in before
        assert line
        assert after.count("Rye bread keeps for a month.") == 2
        assert "have changed" not in after
        assert err == ""

    def test_removed_documents_are_neither_found_nor_listed(
        self, talk: Callable[..., tuple[str, str]], tmp_path: Path
    ) -> None:
        out, err = talk("/documents", (tmp_path / "corpus/treaty.md").unlink, "/documents", "/show treaty")
        assert out.count("A treaty") == 1
        assert "1 removed (treaty)" in out
        assert "no document is called 'treaty'" in err

    def test_a_citation_is_held_against_the_new_text(
        self, talk: Callable[..., tuple[str, str]], tmp_path: Path
    ) -> None:
        out, _ = talk("where was the treaty signed?")
        identifier = out.splitlines()[2].strip()

        def change() -> None:
            (tmp_path / "corpus/treaty.md").write_text("At last. The treaty was signed in Paris.\n")

        out, _ = talk(f"/cite {identifier}", change, f"/cite {identifier}")
        assert out.index("Verbatim") < out.index("1 changed (treaty)") < out.index("Moved")

    def test_a_broken_document_is_said_once_and_the_session_goes_on_as_it_was(
        self, talk: Callable[..., tuple[str, str]], tmp_path: Path
    ) -> None:
        bread = tmp_path / "corpus/bread.txt"

        def break_it() -> None:
            bread.write_bytes(bytes(range(256)))

        def mend_it() -> None:
            bread.write_text("Rye bread keeps for a month.\n")

        out, err = talk(self.KEEPING, break_it, self.KEEPING, self.KEEPING, mend_it, self.KEEPING)
        assert out.count("Rye bread keeps for a week.") == 3
        assert out.count("Rye bread keeps for a month.") == 1
        [line] = err.splitlines()
        assert line.startswith("bread.txt: is not a text")
        assert line.endswith("; answers come from what it said before")

    def test_new_files_that_cannot_be_read_are_named_three_at_most(
        self, talk: Callable[..., tuple[str, str]], tmp_path: Path
    ) -> None:
        def add() -> None:
            for number in range(5):
                (tmp_path / f"corpus/binary{number}.txt").write_bytes(bytes(range(256)))

        out, err = talk(add, self.KEEPING, self.KEEPING)
        assert out.count("Rye bread keeps for a week.") == 2
        assert [line.partition(":")[0] for line in err.splitlines()] == [
            "binary0.txt",
            "binary1.txt",
            "binary2.txt",
            "and 2 more",
        ]

    def test_more_goes_on_with_the_answer_that_was_given(
        self, talk: Callable[..., tuple[str, str]], tmp_path: Path
    ) -> None:
        def change() -> None:
            (tmp_path / "corpus/new.txt").write_text("Bread, and bread again.\n")

        out, _ = talk("/passages 1", "bread", change, "/documents", "/more", "bread again")
        assert out.count("Rye bread") == out.count("Sourdough bread") == 1
        assert out.index("Sourdough bread") < out.index("Bread, and bread again.")

    def test_none_is_looked_at_where_the_settings_say_so(
        self, talk: Callable[..., tuple[str, str]], tmp_path: Path
    ) -> None:
        (tmp_path / "config.toml").write_text("[documents]\nrefresh_seconds = 0\n")

        def change() -> None:
            (tmp_path / "corpus/bread.txt").write_text("Rye bread keeps for a month.\n")

        out, err = talk(self.KEEPING, change, self.KEEPING)
        assert out.count("Rye bread keeps for a week.") == 2
        assert err == ""
