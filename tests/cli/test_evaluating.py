"""``eval`` as other programs meet it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import assert_one_clear_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Done


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

    def test_a_set_can_be_asked_of_some_documents_alone(
        self, questions: Path, run: Callable[..., Done]
    ) -> None:
        assert json.loads(run("eval", "--json", "--document", "minutes", questions).out)["hit_at_1"] == 1.0
        assert json.loads(run("eval", "--json", "--document", "supper", questions).out)["hit_at_1"] == 0.0
        assert_one_clear_line(run("eval", "--document", "suppr", questions), "did you mean supper")

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
