from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.evaluation.question_set import Question
from bot.evaluation.run import Mistake, ask, ask_all
from bot.search.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answers.assistant import Assistant
    from bot.evaluation.run import Outcome


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


def test_all_are_asked_in_order(assistant: Assistant) -> None:
    questions = [question("How dark is rye bread?", line=2), question("Who won?", line=1)]
    assert [outcome.question for outcome in ask_all(assistant, questions)] == questions


def test_a_filter_holds_for_every_question(assistant: Assistant) -> None:
    within = Filter(documents=frozenset({"soup"}))
    [outcome] = ask_all(assistant, [question("How dark is rye bread?", "dark")], within=within)
    assert (outcome.answered, outcome.rank) == (False, None)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"covered": False, "answered": False}, None),
        ({"covered": False}, Mistake.ANSWERED),
        ({"rank": 2}, Mistake.OTHER_PASSAGE),
        ({"rank": None, "answered": False}, Mistake.OTHER_PASSAGE),
        ({"answered": False}, Mistake.REFUSED),
        ({"right_sentence": False}, Mistake.OTHER_SENTENCE),
    ],
)
def test_each_mistake_is_told(
    facts: dict[str, object], expected: Mistake | None, outcome: Callable[..., Outcome]
) -> None:
    assert outcome(**facts).mistake is expected
