from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot import recent
from bot.discord_bot.messages.limits import CHOICE
from bot.discord_bot.recent import RecentQuestions
from bot.discord_bot.suggestions import CHOICES, Suggestions, sample_questions

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.discord_bot.services import Services


def test_questions_of_the_sets_that_the_documents_answer(corpus: Path) -> None:
    assert sample_questions(corpus) == ("Who proposed the lighthouse?", "When does the whale museum close?")


def test_a_broken_set_is_passed_over(corpus: Path) -> None:
    (corpus / "broken.questions.jsonl").write_text("{", encoding="utf-8")
    assert len(sample_questions(corpus)) == 2


def test_ones_own_questions_come_first(services: Services) -> None:
    services.recent.add(1, "How much is the lighthouse?")
    found = services.suggestions.questions("LIGHTHOUSE", person=1)
    assert [choice.value for choice in found] == [
        "How much is the lighthouse?",
        "Who proposed the lighthouse?",
    ]
    assert len(services.suggestions.questions("lighthouse", person=2)) == 1


def test_words_may_be_scattered(services: Services) -> None:
    assert services.suggestions.questions("whale close", person=1)
    assert not services.suggestions.questions("whale sourdough", person=1)


def test_documents_by_title_or_identifier(services: Services) -> None:
    library = services.state.library
    for typed in ("harbour", "MINUTES"):
        assert [choice.value for choice in services.suggestions.documents(typed, library)] == ["minutes"]
    assert len(services.suggestions.documents("", library)) == 2


def test_nothing_exceeds_a_choices_limits() -> None:
    samples = tuple(f"{number} {'x' * number}" for number in range(200))
    suggestions = Suggestions(samples=samples, recent=RecentQuestions())
    found = suggestions.questions("", person=1)
    assert len(found) == CHOICES
    assert all(1 <= len(choice.name) <= CHOICE for choice in found)
    assert suggestions.questions("150", person=1) == []


def test_recent_questions_are_few_and_newest_first() -> None:
    questions = RecentQuestions()
    for number in (*range(20), 15):
        questions.add(1, str(number))
    assert questions.of(1) == ("15", "19", "18", "17", "16", "14", "13", "12", "11", "10")
    assert questions.of(2) == ()


def test_people_are_forgotten_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "_PEOPLE", 2)
    questions = RecentQuestions()
    for person in (1, 2, 1, 3):
        questions.add(person, "?")
    assert [bool(questions.of(person)) for person in (1, 2, 3)] == [True, False, True]
