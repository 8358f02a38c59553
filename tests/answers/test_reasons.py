from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import app
from bot.answers.model import NotCovered
from bot.answers.reasons import NothingToLookFor, NotSaid, Scattered, Unmentioned, in_english
from bot.config import AnswerSettings, Settings
from bot.documents.meeting import Kind

if TYPE_CHECKING:
    from bot.answers.assistant import Assistant


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["Sourdough"], "nothing in the documents mentions Sourdough"),
        (["sourdough", "Crust"], "nothing in the documents mentions sourdough or Crust"),
        (["k", "l", "m"], "nothing in the documents mentions k, l or m"),
        (["k", "l", "m", "n"], "nothing in the documents mentions k, l, m or n"),
        (["k", "l", "m", "n", "o"], "nothing in the documents mentions k, l, m or 2 other words"),
        (["x" * 40], f"nothing in the documents mentions {'x' * 40}"),
        (["x" * 41], f"nothing in the documents mentions {'x' * 40}…"),
    ],
)
def test_words_that_nothing_mentions_are_named(words: list[str], reason: str) -> None:
    assert in_english(Unmentioned(words=tuple(words))) == reason


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["Treaty"], "no passage in the documents says enough of Treaty"),
        (["Treaty", "Bread"], "no passage in the documents brings together Treaty and Bread"),
        (["Treaty", "Bread", "Soup"], "no passage in the documents brings together Treaty, Bread and Soup"),
    ],
)
def test_words_that_stand_apart_are_named(words: list[str], reason: str) -> None:
    assert in_english(Scattered(words=tuple(words))) == reason


def test_what_the_nearest_passage_is_about_is_named() -> None:
    unmentioned = Unmentioned(words=("Mount Fuji",), nearest="the East China Sea")
    assert in_english(unmentioned) == (
        "nothing in the documents mentions Mount Fuji; the nearest is about the East China Sea"
    )
    assert in_english(Scattered(words=("a", "b"), nearest="x" * 50)).endswith(
        f"a and b; the nearest is about {'x' * 40}…"
    )


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    """Return what refuses every question."""
    settings = Settings(answers=AnswerSettings(least_coverage=1.0))
    return app.open_service(settings).current


def refused(question: str, assistant: Assistant) -> NotCovered:
    answer = assistant.ask(question)
    assert isinstance(answer, NotCovered)
    return answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("how tall is Mount Fuji", ("Mount Fuji",)),
        ("Who is Angela  Merkel, and where is Berlin?", ("Angela  Merkel", "Berlin")),
        ("how many sourdough loaves", ("sourdough", "loaves")),
        ("bread with sourdough", ("bread", "sourdough")),
        ("What did Japan say of Mount Fuji?", ("Mount Fuji",)),
    ],
)
def test_names_that_nothing_mentions_are_named_whole_and_alone(
    question: str, words: tuple[str, ...], assistant: Assistant
) -> None:
    reason = refused(question, assistant).reason
    assert isinstance(reason, Unmentioned)
    assert reason.words == words


def test_words_that_are_there_are_named_all(assistant: Assistant) -> None:
    reason = refused("Did Trump purchase missiles?", assistant).reason
    assert isinstance(reason, Scattered)
    assert reason.words == ("Trump", "purchase", "missiles")


def test_words_that_only_ask_are_not_named(assistant: Assistant) -> None:
    reason = refused("What kind of missiles did Trump discuss?", assistant).reason
    assert isinstance(reason, Scattered)
    assert reason.words == ("missiles", "Trump")


def test_the_reason_says_what_the_nearest_passage_is_about(assistant: Assistant) -> None:
    reason = refused("how tall is Mount Fuji next to the East China Sea", assistant).reason
    assert in_english(reason).endswith("Mount Fuji; the nearest is about the East China Sea")


def test_a_question_with_nothing_in_common_is_near_to_nothing(assistant: Assistant) -> None:
    reason = refused("xyzzy plugh", assistant).reason
    assert reason == Unmentioned(words=("xyzzy", "plugh"), nearest=None)


def test_a_question_of_stop_words_has_nothing_to_look_for(assistant: Assistant) -> None:
    assert refused("whose is it", assistant).reason == NothingToLookFor()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who attended?", Kind.ATTENDANCE),
        ("who was absent", Kind.ABSENCE),
        ("When was the meeting?", Kind.DATE),
        ("when is the next meeting", Kind.NEXT_MEETING),
    ],
)
def test_a_kind_of_thing_that_is_asked_for_alone_is_not_said(
    question: str, kind: Kind, assistant: Assistant
) -> None:
    answer = refused(question, assistant)
    assert (answer.reason, answer.kind) == (NotSaid(kind=kind), kind)
