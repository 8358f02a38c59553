from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import app
from bot.config import Settings
from bot.documents.library import load
from bot.evaluation.question_set import Question, read
from bot.evaluation.report import report
from bot.evaluation.run import ask_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.assistant import Assistant
    from bot.evaluation.report import Report


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
    assistant = app.build_assistant(Settings(), load(app.shipped_corpus()))
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
