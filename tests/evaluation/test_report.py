from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import app
from bot.config import Settings
from bot.evaluation.comparison import compare
from bot.evaluation.question_set import Question, read
from bot.evaluation.report import failures, report, to_facts, to_lines
from bot.evaluation.run import ask_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answers.assistant import Assistant
    from bot.evaluation.report import Report
    from bot.evaluation.run import Outcome


def question(text: str, *gold: str, line: int = 1) -> Question:
    return Question(text=text, gold=gold, line=line)


def reported(assistant: Assistant, questions: Sequence[Question]) -> Report:
    return report(assistant, ask_all(assistant, questions))


def test_the_figures_of_a_set_by_hand(assistant: Assistant) -> None:
    found = reported(
        assistant,
        [
            question("How does sourdough bread rise?", "rises slowly", line=1),
            question("How dark is rye bread?", "rises slowly", line=2),
            question("How long does onion soup simmer?", "an hour", line=3),
            question("How does onion soup simmer?", "this stands nowhere", line=5),
            question("Who won the chess championship?", line=6),
            question("Is rye bread dark?", line=7),
        ],
    )
    assert (found.questions, found.passages, found.index) == (6, 3, assistant.fingerprint)
    assert found.figures["hit_at_1"] == pytest.approx(2 / 4)
    assert found.figures["hit_at_3"] == pytest.approx(3 / 4)
    assert found.figures["mrr"] == pytest.approx((1 + 1 / 2 + 1 + 0) / 4)
    assert found.figures["sentence_hit_at_1"] == pytest.approx(2 / 4)
    assert found.figures["answered_of_covered"] == 1
    assert found.figures["refused_of_not_covered"] == 1 / 2
    assert found.figures["coverage_auroc"] is not None
    # The chess is less sure than all four that are covered, the other rye bread is surer than some.
    assert 4 / 8 <= found.figures["coverage_auroc"] < 1
    assert found.unknown_gold == (5,)
    assert 0 < found.latency_ms["p50"] <= found.latency_ms["p99"]


def test_without_covered_questions_only_refusals_are_measured(assistant: Assistant) -> None:
    found = reported(assistant, [question("Who won?"), question("Who lost the chess game?")])
    assert found.figures["refused_of_not_covered"] == 1
    assert [name for name, figure in found.figures.items() if figure is not None] == [
        "refused_of_not_covered"
    ]


def test_without_uncovered_questions_refusals_are_not_measured(assistant: Assistant) -> None:
    found = reported(assistant, [question("How dark is rye bread?", "dark")])
    assert found.figures["hit_at_1"] == found.figures["answered_of_covered"] == 1
    assert found.figures["coverage_auroc"] is found.figures["refused_of_not_covered"] is None


def test_the_shipped_question_set_is_about_the_shipped_documents() -> None:
    assistant = app.open_service(Settings()).current
    [path] = app.shipped_corpus().glob("*.jsonl")
    found = reported(assistant, read(path))
    assert found.unknown_gold == ()
    assert found.figures["hit_at_1"] is not None
    assert found.figures["hit_at_1"] > 1 / 2


def test_each_kind_has_its_figures(assistant: Assistant) -> None:
    questions = [
        Question(text="How dark is rye bread?", gold=("dark",), line=1, kind="direct"),
        Question(text="Who won the chess championship?", gold=(), line=2, kind="off topic"),
        Question(text="Is there soup?", gold=(), line=3),
    ]
    found = reported(assistant, questions)
    assert {kind: one.questions for kind, one in found.kinds.items()} == {"direct": 1, "off topic": 1}
    assert found.kinds["direct"].figures["hit_at_1"] == 1
    assert found.kinds["off topic"].figures["refused_of_not_covered"] == 1


def test_the_failures_are_those_of_the_set(assistant: Assistant) -> None:
    found = reported(
        assistant, [question("How dark is rye bread?", "rises slowly"), question("Is rye dark?")]
    )
    assert [failure.question.text for failure in found.failures] == ["Is rye dark?", "How dark is rye bread?"]


def test_the_worst_come_first_with_what_was_wanted_and_what_came(outcome: Callable[..., Outcome]) -> None:
    found = failures(
        [
            outcome(line=1, answered=False),
            outcome(line=2),
            outcome(line=3, covered=False),
            outcome(line=4, rank=2),
        ]
    )
    assert [failure.question.line for failure in found] == [3, 4, 1]
    assert [failure.rank for failure in found] == [None, 2, 1]
    assert {failure.came for failure in found} == {"The treaty was signed."}
    refusals = [failure.refusal for failure in found]
    assert refusals == [None, None, "nothing in the documents mentions it"]


def test_as_json_it_holds_the_contract(assistant: Assistant) -> None:
    outcomes = ask_all(assistant, [question("How dark is rye bread?", "dark"), question("Who won?", line=2)])
    facts = to_facts(report(assistant, outcomes, build_seconds=0.123456), shown=None)
    assert set(facts) >= {
        "questions",
        "passages",
        "hit_at_1",
        "hit_at_3",
        "mrr",
        "sentence_hit_at_1",
        "coverage_auroc",
        "answered_of_covered",
        "refused_of_not_covered",
        "build_seconds",
        "latency_ms",
        "index",
    }
    assert set(facts["latency_ms"]) == {"p50", "p99"}  # type: ignore[call-overload]
    assert facts["build_seconds"] == 0.1235


def test_only_so_many_failures_are_shown_and_all_are_counted(assistant: Assistant) -> None:
    found = reported(assistant, [question("Is rye dark?", line=line) for line in range(1, 6)])
    facts = to_facts(found, shown=2)
    assert (facts["failing"], len(facts["failures"])) == (5, 2)  # type: ignore[arg-type]
    lines = list(to_lines(found, shown=2))
    assert "Questions that fail: 5 of 5 (2 shown; --all-failures shows all)" in lines
    assert sum(line.startswith("line ") for line in lines) == 2
    assert sum(line.startswith("line ") for line in to_lines(found, shown=None)) == 5


def test_a_comparison_stands_beneath_with_its_questions(
    assistant: Assistant, outcome: Callable[..., Outcome]
) -> None:
    here, there = [outcome(line=7)], [outcome(line=7, rank=2)]
    found = reported(assistant, [question("How dark is rye bread?", "dark")])
    compared = compare(here, there)
    lines = list(to_lines(found, shown=None, comparison=compared, against="other\ntoml"))
    assert any(line.startswith("Against other toml") for line in lines)
    assert lines[-2:] == ["Better here: 1", "    line 7: Who?"]
    against = to_facts(found, shown=None, comparison=compared, against="other.toml")["against"]
    assert against["better"] == [{"line": 7, "question": "Who?", "kind": None}]  # type: ignore[index]


def test_a_text_with_line_ends_stays_on_its_line(assistant: Assistant) -> None:
    asked = Question(text="Is rye\ndark?", gold=("not\nthere",), line=1, kind="a\nkind")
    lines = list(to_lines(reported(assistant, [asked]), shown=None))
    assert not any("\n" in line for line in lines)
