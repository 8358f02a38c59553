"""``ask`` as other programs meet it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import assert_one_clear_line, process

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Done


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


@pytest.fixture
def dated(corpus: Path) -> None:
    """Two further documents, of which each has a date."""
    for name, date in (("march", "2026-03-12"), ("july", "2026-07-28")):
        (corpus / f"{name}.md").write_text(f"---\ndate: {date}\n---\nIn {name} they ate rye bread.\n")


@pytest.mark.usefixtures("dated")
class TestRestrictions:
    """Options that say where to look."""

    @pytest.mark.parametrize(
        ("options", "documents"),
        [
            ([], {"supper", "march", "july"}),
            (["--document", "march"], {"march"}),
            (["--document", "march", "--document", "supper"], {"march", "supper"}),
            (["--since", "April 2026"], {"july"}),
            (["--until", "12 March 2026"], {"march"}),
            (["--since", "2026", "--until", "2026-12"], {"march", "july"}),
        ],
    )
    def test_only_what_is_asked_for_is_found(
        self, options: list[str], documents: set[str], run: Callable[..., Done]
    ) -> None:
        hits = json.loads(run("ask", "--json", *options, "who ate bread?").out)["hits"]
        assert {hit["citation"]["document"] for hit in hits} == documents

    @pytest.mark.parametrize(
        ("options", "names"),
        [
            (["--document", "marsh"], ["'marsh'", "did you mean march"]),
            (["--speaker", "Ann"], ["'Ann'", "no document says who speaks"]),
            (["--since", "soon"], ["'soon' is not a date", "2026-03-12"]),
            (["--until", "3/4/2026"], ["2026-04-03 or 2026-03-04"]),
            (["--since", "2027"], ["no document has a date", "28 July 2026"]),
            (["--since", "2026-05-01", "--until", "2026-04-01"], ["1 May 2026 is after 1 April 2026"]),
            (["--since", ""], ["is not a date"]),
        ],
    )
    @pytest.mark.parametrize("command", [["ask", "bread"], ["repl"]])
    def test_what_cannot_be_is_one_clear_line(
        self, command: list[str], options: list[str], names: list[str], run: Callable[..., Done]
    ) -> None:
        assert_one_clear_line(run(*command, *options), *names)


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
