"""The three ways of a question to its passages, over invented minutes, notes and transcripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answers.model import Answered, NotCovered, quotes
from bot.answers.reasons import NotSaid
from bot.documents.meeting import Kind
from tests.libraries import assistant_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.answers.assistant import Assistant

MARCH = """# Allotment committee, March

Date: 12 March 2024
Venue: Old Mill, Room 3

## Present

- Priya Nair
- Tom Okafor

## Apologies

- Lena Fischer

## Decisions

- The committee agreed to repair the water pump.
- The rent was raised to 40 pounds.

## Actions

- Tom to order seeds by Friday.
- Priya to write to the council about the hedge.

The next meeting is on 9 April 2024 at 19:00.
"""
APRIL = """---
date: 2024-04-09
---
# Allotment committee, April

Date: 9 April 2024
Venue: Village hall

## Present

- Priya Nair
- Lena Fischer

## Decisions

- The committee agreed to buy a greenhouse because the old one leaks.
"""
CALL = """Ana: Welcome to the weekly call, everyone.
Ben: The library on Elm Street was built in 1931.
Ana: We will paint the library in June because the walls are damp.
Ben: I think the paint is too dear.
Ana: I will ask two painters for offers.
"""
NOTES = """Attendees: Sam, Kim, Raj
Scribe: Kim
Chair: Sam

Kim explained how the event loop works. Raj will fix the timeout bug.
"""
TALE = "The whale swam south in winter. It ate krill, and it sang at night.\n"


@pytest.fixture
def march(tmp_path: Path) -> Assistant:
    return assistant_of(tmp_path, {"march.md": MARCH})


@pytest.fixture
def both(tmp_path: Path) -> Assistant:
    return assistant_of(tmp_path, {"march.md": MARCH, "april.md": APRIL})


def best(assistant: Assistant, question: str) -> str:
    """Return the best sentence of the first quote of an answer."""
    answer = assistant.ask(question)
    assert isinstance(answer, Answered), question
    first = answer.quotes[0]
    return first.best_sentence.of(first.passage.text).removeprefix("- ")


def kinds(assistant: Assistant, questions: Iterable[str]) -> list[str | None]:
    found = []
    for question in questions:
        answer = assistant.ask(question)
        assert isinstance(answer, Answered | NotCovered)
        found.append(answer.kind)
    return found


@pytest.mark.parametrize(
    ("question", "kind", "sentence"),
    [
        ("who was there", Kind.ATTENDANCE, "Priya Nair"),
        ("Who attended the meeting?", Kind.ATTENDANCE, "Priya Nair"),
        ("who was absent", Kind.ABSENCE, "Lena Fischer"),
        ("when was the meeting", Kind.DATE, "12 March 2024"),
        ("where was it held?", Kind.PLACE, "Old Mill, Room 3"),
        ("what was decided", Kind.DECISION, "The committee agreed to repair the water pump."),
        ("action items", Kind.ACTION, "Tom to order seeds by Friday."),
        ("when is the next meeting?", Kind.NEXT_MEETING, "The next meeting is on 9 April 2024 at 19:00."),
    ],
)
def test_a_question_for_a_kind_alone_is_answered_by_what_is_evidence_of_it(
    question: str, kind: Kind, sentence: str, march: Assistant
) -> None:
    answer = march.ask(question)
    assert isinstance(answer, Answered)
    assert answer.kind == kind
    assert sentence in answer.quotes[0].passage.text


@pytest.mark.parametrize(
    ("question", "kind", "sentence"),
    [
        ("What was decided about the rent?", Kind.DECISION, "The rent was raised to 40 pounds."),
        (
            "what was agreed on the water pump",
            Kind.DECISION,
            "The committee agreed to repair the water pump.",
        ),
        ("what does Priya have to do", Kind.ACTION, "Priya to write to the council about the hedge."),
        ("action items for Tom", Kind.ACTION, "Tom to order seeds by Friday."),
    ],
)
def test_a_question_for_a_kind_and_what_it_is_about_is_answered_by_both(
    question: str, kind: Kind, sentence: str, march: Assistant
) -> None:
    assert best(march, question) == sentence
    assert kinds(march, [question]) == [kind]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When was the library built?", "The library on Elm Street was built in 1931."),
        ("what is on Elm Street", "The library on Elm Street was built in 1931."),
        ("Which walls are damp?", "We will paint the library in June because the walls are damp."),
    ],
)
def test_a_question_about_a_thing_is_answered_by_relevance_alone(
    question: str, sentence: str, tmp_path: Path
) -> None:
    assistant = assistant_of(tmp_path, {"call.txt": CALL})
    assert best(assistant, question) == sentence
    assert kinds(assistant, [question]) == [None]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("who was absent", Kind.ABSENCE),
        ("who took the minutes?", Kind.MINUTES_TAKER),
        ("when is the next meeting", Kind.NEXT_MEETING),
        ("how did they vote", Kind.VOTE),
        ("where was the meeting?", Kind.PLACE),
        ("when was the meeting?", Kind.DATE),
        ("how long was the meeting", Kind.DURATION),
    ],
)
def test_a_kind_that_nothing_is_evidence_of_is_not_said(question: str, kind: Kind, tmp_path: Path) -> None:
    answer = assistant_of(tmp_path, {"call.txt": CALL}).ask(question)
    assert isinstance(answer, NotCovered)
    assert (answer.reason, answer.kind) == (NotSaid(kind=kind), kind)


def test_labels_say_who_was_there_who_led_and_who_wrote(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, {"notes.txt": NOTES})
    assert "Sam, Kim, Raj" in best(assistant, "who was there?")
    assert "Kim" in best(assistant, "who took notes")
    assert "Sam" in best(assistant, "who chaired")


def test_a_look_alike_is_answered_by_relevance(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, {"notes.txt": NOTES})
    assert best(assistant, "How does the event loop work?").startswith("Kim explained how the event loop")
    assert kinds(assistant, ["How does the event loop work?"]) == [None]


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("who was there in April", "april"),
        ("who was at the March meeting", "march"),
        ("what was decided in April?", "april"),
        ("where was the March committee meeting", "march"),
        ("where was the meeting on 9 April 2024", "april"),
    ],
)
def test_words_of_titles_and_dates_choose_among_documents(
    question: str, document: str, both: Assistant
) -> None:
    answer = both.ask(question)
    assert isinstance(answer, Answered)
    assert {quote.passage.citation.document for quote in answer.quotes} == {document}
    assert answer.kind is not None


def test_a_word_of_all_titles_chooses_none_of_them(both: Assistant) -> None:
    answer = both.ask("who was there at the allotment committee", passages=10)
    assert isinstance(answer, Answered)
    assert {quote.passage.citation.document for quote in answer.quotes} == {"march", "april"}


def test_the_document_that_is_chosen_may_say_nothing_of_the_kind(both: Assistant) -> None:
    answer = both.ask("who was absent in April")
    assert isinstance(answer, NotCovered)
    assert answer.reason == NotSaid(kind=Kind.ABSENCE)
    assert isinstance(both.ask("who was absent in March"), Answered)


def test_among_documents_that_are_of_no_meeting_relevance_alone_counts(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, {"tale.txt": TALE})
    assert kinds(assistant, ["who was there", "what was decided"]) == [None, None]
    assert best(assistant, "What did the whale eat?") in TALE


def test_a_name_that_is_not_there_is_no_evidence_whatever_the_kind(march: Assistant) -> None:
    for question in ("What did Berlusconi decide?", "what does Berlusconi have to do"):
        assert isinstance(march.ask(question), NotCovered), question


def test_reasons_stand_where_they_are_given(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, {"call.txt": CALL})
    assert "because the walls are damp" in best(assistant, "why do they paint the library")


def test_no_passage_is_quoted_twice(both: Assistant) -> None:
    found = [quote.passage.citation.id for quote in quotes(both.ask("who was there", passages=10))]
    assert len(set(found)) == len(found) > 0
