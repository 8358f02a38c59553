from __future__ import annotations

import pytest

from bot.answers.followup import Conversation
from bot.discord_bot import memory
from bot.discord_bot.memory import Latest, Memory, asked_in
from bot.discord_bot.views.reading import ReadBack

QUESTION = "Who proposed the lighthouse?"


def test_of_too_many_the_oldest_is_forgotten() -> None:
    latest: Latest[str, int] = Latest(2)
    for at, key in enumerate("abac"):
        assert latest.put(key, at) == at
    assert len(latest) == 2
    assert [latest.get(key) for key in "abc"] == [2, None, 3]
    assert latest.pop("a") == 2
    assert latest.pop("a") is None


def test_recent_questions_are_few_and_newest_first() -> None:
    kept = Memory()
    for number in (*range(20), 15):
        kept.add_question(1, str(number))
    assert kept.questions(1) == ("15", "19", "18", "17", "16", "14", "13", "12", "11", "10")
    assert kept.questions(2) == ()


def test_people_are_forgotten_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_PEOPLE", 2)
    kept = Memory()
    first = kept.dialogue(1)
    first.go_on(Conversation(subject=QUESTION), message=7)
    kept.dialogue(2)
    assert kept.dialogue(1) is first
    kept.dialogue(3)
    assert kept.dialogue(1) is first
    kept.dialogue(4)
    kept.dialogue(5)
    assert kept.dialogue(1).asked == Conversation()


def test_an_edit_of_an_earlier_question_changes_nothing() -> None:
    dialogue = Memory().dialogue(1)
    dialogue.go_on(Conversation(subject="later"), message=8)
    dialogue.go_on(Conversation(subject="earlier"), message=7)
    assert dialogue.asked.before == "later"


@pytest.mark.parametrize(
    ("question", "taken_with", "before"),
    [("a fox?", None, "a fox?"), ("a fox?", "a cat?", "a cat? a fox?"), ("and why?", "a cat?", "a cat?")],
)
def test_what_a_message_shows_was_asked(question: str, taken_with: str | None, before: str) -> None:
    read = ReadBack(question=question, identifier=None, shared_by=None, taken_with=taken_with)
    shown = asked_in(read)
    assert shown is not None
    assert shown.before == before
    assert asked_in(ReadBack(question=None, identifier=None, shared_by=None)) is None
