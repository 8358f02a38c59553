"""The command line as other programs meet it: arguments in; output, errors and exit codes out."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bot.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Done(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "minutes.txt").write_text(
        "The treaty was signed in Paris. It was cold.\nThe delegates ate bread.\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def run(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """Run a command on the small corpus, in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEETING_BOT__DOCUMENTS__FOLDER", str(corpus))

    def run_(*arguments: object) -> Done:
        with pytest.raises(SystemExit) as exit_:
            main(list(map(str, arguments)))
        assert isinstance(exit_.value.code, int)
        return Done(exit_.value.code, *capsys.readouterr())

    return run_


def assert_one_clear_line(done: Done, *names: str, code: int = 2) -> None:
    assert done.code == code
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("meeting-bot: ")
    for name in names:
        assert name in done.err


class TestAsk:
    def test_an_answer_is_a_quote_with_its_citation(self, run: Callable[..., Done]) -> None:
        done = run("ask", "Where was the treaty signed?")
        assert done.code == 0
        assert done.out.startswith("The treaty was signed in Paris. It was cold.\n[1] minutes, paragraph 1")
        assert done.err == ""

    def test_words_without_quotes_are_one_question(self, run: Callable[..., Done]) -> None:
        assert run("ask", "treaty", "signed").out == run("ask", "treaty signed").out

    @pytest.mark.parametrize("question", ["tall Mount Fuji", "   ", "hello"])
    def test_no_answer_exits_with_1(self, question: str, run: Callable[..., Done]) -> None:
        done = run("ask", question)
        assert done.code == 1
        assert done.err == ""

    def test_nothing_at_all_is_nothing_asked(self, run: Callable[..., Done]) -> None:
        assert run("ask").code == 1

    def test_json_is_one_object_on_one_line(self, run: Callable[..., Done]) -> None:
        done = run("ask", "--json", "treaty")
        assert done.out.count("\n") == 1
        assert json.loads(done.out)["status"] == "answered"

    def test_passages_bound_the_hits(self, run: Callable[..., Done]) -> None:
        assert len(json.loads(run("ask", "--json", "-n", 1, "treaty bread").out)["hits"]) == 1
        assert len(json.loads(run("ask", "--json", "-n", 9, "treaty bread").out)["hits"]) == 2

    @pytest.mark.parametrize("count", ["0", "-1", "101", "many"])
    def test_a_number_of_passages_out_of_range_is_refused(self, count: str, run: Callable[..., Done]) -> None:
        assert_one_clear_line(run("ask", "-n", count, "treaty"), "--passages", count)

    def test_common_options_stand_before_or_after_the_command(self, run: Callable[..., Done]) -> None:
        assert run("--json", "ask", "treaty").out == run("ask", "treaty", "--json").out

    @pytest.mark.parametrize(
        "question",
        [
            "missile " * 12_500,
            "x" * 100_000,
            "a\x07b\x1b[31mred",
            "\u202emissiles\u202c",
            "\udcff treaty",
            "m\u0301" * 500,
        ],
    )
    def test_a_hostile_question_is_answered_or_refused_and_never_acts(
        self, question: str, run: Callable[..., Done]
    ) -> None:
        for options in ([], ["--json"]):
            done = run("ask", *options, question)
            assert done.code in {0, 1}
            assert not {"\x1b", "\x07", "\u202e"} & set(done.out)


class TestAskFromStandardInput:
    def test_a_line_is_a_question_and_blank_lines_are_skipped(self, corpus: Path) -> None:
        done = process("ask", "--json", "--corpus", corpus, "-", stdin="treaty\n\n  \nMount Fuji\n")
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert [(a["question"], a["status"]) for a in answers] == [
            ("treaty", "answered"),
            ("Mount Fuji", "not_covered"),
        ]
        assert done.returncode == 0

    def test_none_answered_exits_with_1(self, corpus: Path) -> None:
        assert process("ask", "--corpus", corpus, "-", stdin="Mount Fuji\n").returncode == 1

    def test_for_people_each_answer_follows_its_question(self, corpus: Path) -> None:
        done = process("ask", "--corpus", corpus, "-", stdin="treaty\n")
        assert done.stdout.startswith("? treaty\nThe treaty was signed")


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


class TestEval:
    @pytest.fixture
    def questions(self, tmp_path: Path) -> Path:
        path = tmp_path / "questions.jsonl"
        path.write_text(
            '{"question": "Where was the treaty signed?", "gold": ["signed in Paris"]}\n'
            '{"question": "How tall is Mount Fuji?", "gold": []}\n'
        )
        return path

    def test_figures_as_json(self, questions: Path, run: Callable[..., Done]) -> None:
        figures = json.loads(run("eval", "--json", questions).out)
        assert figures["questions"] == figures["passages"] == 2
        for name in ("hit_at_1", "hit_at_3", "mrr", "sentence_hit_at_1", "coverage_auroc"):
            assert figures[name] == 1.0
        assert figures["answered_of_covered"] == figures["refused_of_not_covered"] == 1.0
        assert figures["build_seconds"] > 0
        assert 0 < figures["latency_ms"]["p50"] <= figures["latency_ms"]["p99"]
        assert figures["index"] == json.loads(run("ask", "--json", "treaty").out)["index"]

    def test_figures_without_such_questions_are_null(self, questions: Path, run: Callable[..., Done]) -> None:
        questions.write_text('{"question": "How tall is Mount Fuji?", "gold": []}\n')
        assert json.loads(run("eval", "--json", questions).out)["hit_at_1"] is None
        assert "no such questions" in run("eval", questions).out

    def test_a_figure_below_its_floor_exits_with_1(self, questions: Path, run: Callable[..., Done]) -> None:
        questions.write_text('{"question": "Where was the treaty signed?", "gold": ["ate bread"]}\n')
        assert run("eval", questions).code == 0
        done = run("eval", questions, "--min-hit-at-1", "0.5")
        assert done.code == 1
        assert "hit_at_1 is 0.0, below 0.5" in done.err

    def test_a_gold_text_that_no_passage_holds_is_said(
        self, questions: Path, run: Callable[..., Done]
    ) -> None:
        questions.write_text('{"question": "Who?", "gold": ["not in any document"]}\n')
        done = run("eval", questions)
        assert done.code == 0
        assert "line 1" in done.err

    def test_the_questions_that_fail_are_shown_with_what_was_wanted_and_what_came(
        self, questions: Path, run: Callable[..., Done]
    ) -> None:
        questions.write_text('{"question": "Where was the treaty signed?", "gold": ["ate bread"]}\n')
        out = run("eval", questions).out
        assert "Questions that fail: 1 of 1\n" in out
        assert "wanted: ate bread\n    came:   The treaty was signed in Paris.\n" in out
        (failure,) = json.loads(run("eval", "--json", questions).out)["failures"]
        assert (failure["fault"], failure["line"]) == ("other_passage", 1)
        assert (failure["wanted"], failure["came"]) == (["ate bread"], "The treaty was signed in Paris.")

    def test_failures_are_bounded_unless_all_are_wanted(
        self, questions: Path, run: Callable[..., Done]
    ) -> None:
        questions.write_text('{"question": "treaty", "gold": ["ate bread"]}\n' * 25)
        assert "25 of 25 (10 shown; --all-failures shows all)" in run("eval", questions).out
        assert run("eval", questions).out.count("wanted:") == 10
        assert run("eval", "--all-failures", questions).out.count("wanted:") == 25
        facts = json.loads(run("eval", "--json", questions).out)
        assert (facts["failing"], len(facts["failures"])) == (25, 10)

    def test_a_question_that_would_act_on_the_terminal_is_shown_harmless(
        self, questions: Path, run: Callable[..., Done]
    ) -> None:
        questions.write_text('{"question": "treaty \\u001b[31m", "gold": ["\\u001b"], "kind": "\\u001b"}\n')
        assert "\x1b" not in run("eval", questions).out

    def test_kinds_have_figures_of_their_own(self, questions: Path, run: Callable[..., Done]) -> None:
        questions.write_text(
            '{"question": "Where was the treaty signed?", "gold": ["signed in Paris"], "kind": "direct"}\n'
            '{"question": "How tall is Mount Fuji?", "gold": [], "kind": "off topic"}\n'
        )
        assert "\noff topic          1" in run("eval", questions).out
        kinds = json.loads(run("eval", "--json", questions).out)["kinds"]
        assert (kinds["direct"]["hit_at_1"], kinds["off topic"]["refused_of_not_covered"]) == (1.0, 1.0)
        assert kinds["direct"]["questions"] == 1

    def test_two_configurations_are_compared(
        self, questions: Path, run: Callable[..., Done], tmp_path: Path
    ) -> None:
        (tmp_path / "strict.toml").write_text("[answers]\nleast_coverage = 1.0\n")
        done = run("eval", "--against", "strict.toml", questions)
        assert "answered_of_covered        1.0000   0.0000     +1.0000  +1.0000 to +1.0000" in done.out
        assert "Better here: 1\n    line 1: Where was the treaty signed?" in done.out
        against = json.loads(run("eval", "--json", "--against", "strict.toml", questions).out)["against"]
        assert against["figures"]["hit_at_1"] == {
            "here": 1.0,
            "there": 1.0,
            "difference": 0.0,
            "interval": [0.0, 0.0],
        }
        assert [question["line"] for question in against["better"]] == [1]

    def test_a_bad_configuration_to_compare_with_is_named(
        self, questions: Path, run: Callable[..., Done], tmp_path: Path
    ) -> None:
        (tmp_path / "bad.toml").write_text("[search]\nk2 = 1\n")
        assert_one_clear_line(run("eval", "--against", "bad.toml", questions), "bad.toml", "search.k2")
        assert_one_clear_line(run("eval", "--against", "none.toml", questions), "none.toml")

    def test_a_plot_is_written(self, questions: Path, run: Callable[..., Done], tmp_path: Path) -> None:
        assert run("eval", "--plot", "plot.svg", questions).code == 0
        assert "<svg" in (tmp_path / "plot.svg").read_text()

    @pytest.mark.parametrize("name", ["plot.gif", "nowhere/plot.svg"])
    def test_a_plot_that_cannot_be_written_is_refused_first(
        self, name: str, questions: Path, run: Callable[..., Done]
    ) -> None:
        done = run("eval", "--plot", name, questions)
        assert_one_clear_line(done, name)
        assert done.out == ""

    @pytest.mark.parametrize(
        "line",
        [
            "{",
            "[]",
            '{"question": "x"}',
            '{"question": "", "gold": []}',
            '{"question": "x", "gold": [], "kind": 3}',
            '{"question": "x", "gold": [], "kind": " "}',
        ],
    )
    def test_a_bad_line_is_named(self, line: str, questions: Path, run: Callable[..., Done]) -> None:
        questions.write_text(f'{{"question": "x", "gold": []}}\n{line}\n')
        assert_one_clear_line(run("eval", questions), "questions.jsonl", "line 2")

    def test_a_missing_set_is_named(self, run: Callable[..., Done]) -> None:
        assert_one_clear_line(run("eval", "none.jsonl"), "none.jsonl")


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
        assert run("ask", "--", "-5 treaty").code == 0

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
        assert run("--version").out.startswith("meeting-bot ")


def process(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


class TestSurroundings:
    """Where the command is run without what it usually has."""

    @pytest.mark.parametrize("stream", ["<&-", ">&-"])
    @pytest.mark.parametrize("command", ["ask -", "ask treaty", "repl", "check"])
    def test_a_closed_stream_is_no_traceback(self, stream: str, command: str, corpus: Path) -> None:
        line = f'"{sys.executable}" -m bot --corpus "{corpus}" {command} {stream}'
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)  # noqa: S607
        assert "Traceback" not in done.stderr
        if stream == ">&-":
            assert_one_clear_line(Done(done.returncode, "", done.stderr), "standard output is closed")
        else:
            assert done.stderr == ""

    def test_without_a_home_an_answer_comes_and_nothing_is_kept(self) -> None:
        with TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            Path(folder, "minutes.txt").write_text("The treaty was signed.")
            done = subprocess.run(
                [sys.executable, "-c", ASKED_WITHOUT_A_HOME, folder],
                capture_output=True,
                text=True,
                check=False,
            )
        assert done.stderr == ""
        assert done.returncode == 0
        assert done.stdout.count("[1] minutes") == 2


ASKED_WITHOUT_A_HOME = """
import os, sys
from bot.cli import main

def ask():
    try:
        main(["ask", "--corpus", sys.argv[1], "treaty"])
    except SystemExit as exit:
        return exit.code

ask()  # imports what it needs while all may be read
for name in ("HOME", "XDG_STATE_HOME"):
    os.environ.pop(name, None)
if os.getuid() == 0:
    os.chdir("/")
    os.setuid(54321)  # nobody whom the system knows
sys.exit(ask())
"""


class TestOutputThatCannotBeWritten:
    @pytest.fixture(params=["full disk", "closed pipe"])
    def target(self, request: pytest.FixtureRequest) -> Iterator[int]:
        """A file descriptor on which every write fails."""
        if request.param == "full disk":
            descriptor = os.open("/dev/full", os.O_WRONLY)
        else:
            reader, descriptor = os.pipe()
            os.close(reader)
        yield descriptor
        os.close(descriptor)

    @pytest.mark.parametrize("command", ["ask treaty", "documents show minutes", "ask --json -", "--help"])
    def test_is_one_clear_line(self, command: str, target: int, corpus: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "--corpus", str(corpus), *command.split()],
            input="treaty\n" * 100,
            stdout=target,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert_one_clear_line(Done(done.returncode, "", done.stderr), "cannot write the output")
