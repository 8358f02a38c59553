from __future__ import annotations

from typing import TYPE_CHECKING

from bot import app
from bot.answers.model import Answered, NotCovered
from bot.config import DocumentSettings, Settings
from tests.libraries import shipped_assistant

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answers.assistant import Assistant


def assistant_of(folder: Path, *questions: str) -> Assistant:
    (folder / "minutes.txt").write_text(
        "Chancellor Angela Merkel opened the meeting in Berlin.\n\nBread was served at noon with cheese.",
        encoding="utf-8",
    )
    if questions:
        lines = "\n".join(questions)
        (folder / "minutes.questions.jsonl").write_text(lines, encoding="utf-8")
    settings = Settings(documents=DocumentSettings(folder=str(folder)))
    return app.open_service(settings).current


def suggested(question: str, assistant: Assistant) -> tuple[str, ...]:
    answer = assistant.ask(question)
    assert isinstance(answer, NotCovered)
    return answer.suggestions


def test_the_questions_of_the_shipped_set_that_are_most_like_are_suggested() -> None:
    assistant = shipped_assistant()
    suggestions = suggested("How many submarines did Australia buy?", assistant)
    assert 0 < len(suggestions) <= 3
    assert isinstance(assistant.ask(suggestions[0]), Answered)


def test_questions_of_the_owner_that_are_covered_are_suggested(tmp_path: Path) -> None:
    assistant = assistant_of(
        tmp_path,
        '{"question": "Who opened the meeting?", "gold": ["Angela Merkel"]}',
        '{"question": "What was served?", "gold": ["Bread"]}',
        '{"question": "Who won the cup?", "gold": []}',
    )
    assert suggested("Did waiters serve wine?", assistant) == ("What was served?", "Who opened the meeting?")


def test_without_a_question_set_the_closest_passages_say_what_to_ask(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path)
    assert suggested("When did the chancellor retire in Bavaria?", assistant) == (
        "What is said about Chancellor Angela Merkel?",
    )
    assert suggested("xyzzy", assistant) == ()


def test_a_question_set_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, "not JSON")
    assert suggested("xyzzy", assistant) == ()
