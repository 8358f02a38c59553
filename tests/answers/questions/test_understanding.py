from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from bot import app
from bot.answers.questions.understanding import plain, understand
from bot.answers.routes import FACTS
from bot.config import Settings
from bot.documents.meeting import KINDS, Kind

HERE = Path(__file__).parent
PHRASINGS = {
    Kind(kind): lines.split("\n")[:-1]
    for kind, lines in tomllib.loads((HERE / "phrasings.toml").read_text(encoding="utf-8")).items()
}
LOOK_ALIKES = (HERE / "look_alikes.txt").read_text(encoding="utf-8").splitlines()
IS_KNOWN = app.open_service(Settings()).current.searcher.is_known


def kind_of(question: str) -> Kind | None:
    """Return the kind of thing that an answer to a question is looked for by, as the routes take it."""
    found = understand(question, is_known=IS_KNOWN)
    return None if found.kind in FACTS and found.content.strip() else found.kind


def test_there_are_many_phrasings_of_every_kind_and_none_twice() -> None:
    assert PHRASINGS.keys() == set(KINDS)
    every = [line for lines in PHRASINGS.values() for line in lines] + LOOK_ALIKES
    assert len(set(every)) == len(every) >= 800
    assert all(map(str.strip, every))


@pytest.mark.parametrize("kind", KINDS)
def test_of_phrasings_of_each_kind_nine_of_ten_are_understood(kind: Kind) -> None:
    missed = {question: kind_of(question) for question in PHRASINGS[kind] if kind_of(question) is not kind}
    assert 1 - len(missed) / len(PHRASINGS[kind]) >= 0.9, missed


def test_of_all_phrasings_nineteen_of_twenty_are_understood() -> None:
    every = [(question, kind) for kind, questions in PHRASINGS.items() for question in questions]
    missed = [
        (question, kind, kind_of(question)) for question, kind in every if kind_of(question) is not kind
    ]
    assert 1 - len(missed) / len(every) >= 0.95, missed


def test_of_look_alikes_nineteen_of_twenty_are_of_no_kind() -> None:
    missed = {question: kind_of(question) for question in LOOK_ALIKES if kind_of(question) is not None}
    assert 1 - len(missed) / len(LOOK_ALIKES) >= 0.95, missed


@pytest.mark.parametrize(
    ("question", "kind", "about"),
    [
        ("Who came to the budget talks?", Kind.ATTENDANCE, ("budget",)),
        ("What was decided about the new library?", Kind.DECISION, ("new", "library")),
        ("who voted against the car park", Kind.VOTE, ("car", "park")),
        ("what does Anna have to do", Kind.ACTION, ("Anna",)),
        ("why was the opening postponed?", Kind.REASON, ("opening", "postponed")),
        ("what did Ben say about parking", Kind.POSITION, ("Ben", "parking")),
        ("When was the library built?", Kind.DATE, ("library", "built")),
        ("Who attended?", Kind.ATTENDANCE, ()),
    ],
)
def test_what_a_question_is_about_is_told_from_its_frame(
    question: str, kind: Kind, about: tuple[str, ...]
) -> None:
    found = understand(question, is_known=IS_KNOWN)
    assert (found.kind, found.about) == (kind, about)
    assert tuple(found.content.split()) == about


@pytest.mark.parametrize(
    "question",
    [
        "who was absent",
        "Who was absent?",
        "so, who was absent please",
        "can you tell me who was absent, thanks",
    ],
)
def test_what_people_write_around_a_question_is_left_out(question: str) -> None:
    assert plain(question) == "who was absent"


@pytest.mark.parametrize(("question", "denies"), [("who did not vote", True), ("who voted", False)])
def test_a_question_for_what_was_not_so_says_so(question: str, denies: bool) -> None:
    assert understand(question).denies is denies


def test_a_misspelt_word_that_the_documents_have_is_taken_as_it_is() -> None:
    assert understand("summry", is_known=lambda _: False).kind is Kind.OVERVIEW
    assert understand("summry", is_known=lambda _: True).kind is None


def test_a_text_of_many_words_asks_for_no_kind() -> None:
    assert understand("who was absent " * 20).kind is None


@given(st.text(max_size=200))
def test_any_text_is_understood_and_its_content_stands_where_it_stood(question: str) -> None:
    found = understand(question)
    assert len(found.content) == len(question)
    assert all(one in (" ", other) for one, other in zip(found.content, question, strict=True))
