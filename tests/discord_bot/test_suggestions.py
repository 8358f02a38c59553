from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.memory import Memory
from bot.discord_bot.suggestions import Suggestions, sample_questions
from bot.discord_bot.views.markdown import CHOICES, LONGEST_CHOICE

if TYPE_CHECKING:
    from pathlib import Path

    from bot.discord_bot.services import Services


def test_questions_of_the_sets_that_the_documents_answer(corpus: Path) -> None:
    assert sample_questions(corpus) == ("Who proposed the lighthouse?", "When does the whale museum close?")


def test_a_broken_set_is_passed_over(corpus: Path) -> None:
    (corpus / "broken.questions.jsonl").write_text("{", encoding="utf-8")
    assert len(sample_questions(corpus)) == 2


def test_ones_own_questions_come_first(services: Services) -> None:
    services.memory.add_question(1, "How much is the lighthouse?")
    found = services.suggestions.choices("LIGHTHOUSE", person=1)
    assert [value for _, value in found] == [
        "How much is the lighthouse?",
        "Who proposed the lighthouse?",
    ]
    assert len(services.suggestions.choices("lighthouse", person=2)) == 1


def test_words_may_be_scattered(services: Services) -> None:
    assert services.suggestions.choices("whale close", person=1)
    assert not services.suggestions.choices("whale sourdough", person=1)


def test_nothing_exceeds_a_choices_limits() -> None:
    samples = tuple(f"{number} {'x' * number}" for number in range(200))
    suggestions = Suggestions(Memory(), samples=samples)
    found = suggestions.choices("", person=1)
    assert len(found) == CHOICES
    assert all(1 <= len(label) <= LONGEST_CHOICE for label, _ in found)
    assert suggestions.choices("150", person=1) == []
