from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import app
from bot.config import Settings
from bot.documents.library import load
from bot.evaluation.question_set import Question, read
from bot.evaluation.run import ask, evaluate
from tests.libraries import assistant_of

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answers.assistant import Assistant


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    return assistant_of(
        tmp_path,
        {
            "bread.txt": "Sourdough bread rises slowly overnight. It needs salt.\n\nRye bread is dark.",
            "soup.txt": "Onion soup simmers for an hour.",
        },
    )


def question(text: str, *gold: str, line: int = 1) -> Question:
    return Question(text=text, gold=gold, line=line)


def test_a_right_first_passage_and_sentence(assistant: Assistant) -> None:
    outcome = ask(assistant, question("How does sourdough bread rise?", "rises slowly"))
    assert (outcome.answered, outcome.rank, outcome.right_sentence) == (True, 1, True)
    assert outcome.coverage > 0.5
    assert outcome.milliseconds > 0


def test_a_right_passage_further_down_and_a_wrong_sentence(assistant: Assistant) -> None:
    outcome = ask(assistant, question("How dark is rye bread?", "rises slowly"))
    assert (outcome.rank, outcome.right_sentence) == (2, False)
    outcome = ask(assistant, question("How does sourdough bread rise?", "needs salt"))
    assert (outcome.rank, outcome.right_sentence) == (1, False)


def test_a_passage_below_the_depth_is_not_found(assistant: Assistant) -> None:
    assert ask(assistant, question("How dark is rye bread?", "rises slowly"), depth=1).rank is None


def test_a_greeting_in_a_question_set_covers_nothing(assistant: Assistant) -> None:
    outcome = ask(assistant, question("hello"))
    assert (outcome.answered, outcome.coverage, outcome.rank) == (False, 0, None)


def test_closest_passages_count_for_ranking_though_nothing_was_answered(assistant: Assistant) -> None:
    outcome = ask(assistant, question("Who invented quantum chromodynamics with onion bagels?", "onion"))
    assert (outcome.answered, outcome.rank) == (False, 1)


def test_the_figures_of_a_set_by_hand(assistant: Assistant) -> None:
    report = evaluate(
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
    assert (report.questions, report.passages, report.index) == (6, 3, assistant.fingerprint)
    assert report.hit_at_1 == pytest.approx(2 / 4)
    assert report.hit_at_3 == pytest.approx(3 / 4)
    assert report.mrr == pytest.approx((1 + 1 / 2 + 1 + 0) / 4)
    assert report.sentence_hit_at_1 == pytest.approx(2 / 4)
    assert report.answered_of_covered == 1
    assert report.refused_of_not_covered == 1 / 2
    assert report.coverage_auroc is not None
    assert 0.5 < report.coverage_auroc < 1
    assert report.unknown_gold == (5,)
    assert 0 < report.latency_ms["p50"] <= report.latency_ms["p99"]


def test_without_covered_questions_only_refusals_are_measured(assistant: Assistant) -> None:
    report = evaluate(assistant, [question("Who won?"), question("Who lost the chess game?")])
    assert report.refused_of_not_covered == 1
    assert report.hit_at_1 is report.hit_at_3 is report.mrr is report.sentence_hit_at_1 is None
    assert report.coverage_auroc is report.answered_of_covered is None


def test_without_uncovered_questions_refusals_are_not_measured(assistant: Assistant) -> None:
    report = evaluate(assistant, [question("How dark is rye bread?", "dark")])
    assert report.hit_at_1 == report.answered_of_covered == 1
    assert report.coverage_auroc is report.refused_of_not_covered is None


def test_the_shipped_question_set_is_about_the_shipped_documents() -> None:
    assistant = app.build_assistant(Settings(), load(app.shipped_corpus()))
    [path] = app.shipped_corpus().glob("*.jsonl")
    report = evaluate(assistant, read(path))
    assert report.unknown_gold == ()
    assert report.hit_at_1 is not None
    assert report.hit_at_1 > 1 / 2
