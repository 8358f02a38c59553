"""Sentences of invented minutes and reports, and what each is evidence of."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.documents.meeting import KINDS, Kind
from bot.documents.model import BlockKind
from bot.library.evidence import (
    EVERY_KIND,
    OPENING_SENTENCES,
    Said,
    early,
    has_date,
    is_about_a_meeting,
    judged,
    kinds_of,
    mask_of_heading,
    mask_of_label,
)
from tests.libraries import document_of

STRONG = 0.5


def degree(
    kind: Kind,
    text: str,
    *above: str,
    block: BlockKind = BlockKind.PARAGRAPH,
    is_early: bool = False,
) -> float:
    """Return how far a sentence is evidence of a kind, 0 to 1."""
    said = Said(
        text=text, kind=block, above=above, is_spoken=False, begins=True, early=1.0 if is_early else 0.0
    )
    return judged(said, KINDS).get(kind, 0.0)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.ATTENDANCE, "The session was attended by the mayors of both towns."),
        (Kind.ATTENDANCE, "Present: Ana Silva, Ben Okri, Chen Wei"),
        (Kind.ATTENDANCE, "Attendees (remote): Ana, Ben"),
        (Kind.ATTENDANCE, "The two foreign ministers took part."),
        (Kind.ABSENCE, "Apologies for absence were received from Lena Fischer."),
        (Kind.ABSENCE, "Lena was unable to attend."),
        (Kind.ABSENCE, "Raj couldn't make it."),
        (Kind.ABSENCE, "Regrets: Raj"),
        (Kind.CHAIR, "The session was chaired by Ana Silva."),
        (Kind.CHAIR, "Chair: Ana"),
        (Kind.CHAIR, "Mayor Silva called the meeting to order."),
        (Kind.MINUTES_TAKER, "Minutes taken by Ben Okri."),
        (Kind.MINUTES_TAKER, "Scribe: Ben"),
        (Kind.MINUTES_TAKER, "Respectfully submitted, Ben Okri"),
        (Kind.PLACE, "The talks were held in Geneva."),
        (Kind.PLACE, "Venue: Old Mill"),
        (Kind.PLACE, "We met via Zoom."),
        (Kind.DATE, "The board met on 12 March 2024."),
        (Kind.DATE, "Date: 2024-03-12"),
        (Kind.DATE, "The meeting was called to order at 7:05 p.m."),
        (Kind.DURATION, "The talks lasted three hours."),
        (Kind.DURATION, "It was a two-hour meeting."),
        (Kind.DURATION, "Duration: 45 minutes"),
        (Kind.COUNT, "Some 40 residents attended."),
        (Kind.COUNT, "There was a quorum, with 7 in the room."),
        (Kind.SUBJECT, "The ministers discussed fishing rights."),
        (Kind.SUBJECT, "Agenda: budget, roof, party"),
        (Kind.DECISION, "It was agreed to repair the pump."),
        (Kind.DECISION, "The motion was carried."),
        (Kind.DECISION, "RESOLVED: the rent stays as it is"),
        (Kind.DECISION, "The board approved the budget."),
        (Kind.VOTE, "The motion passed with 5 in favour and 2 against."),
        (Kind.VOTE, "Lena abstained."),
        (Kind.ACTION, "Tom to order seeds by Friday."),
        (Kind.ACTION, "Priya will write to the council."),
        (Kind.ACTION, "Action: Raj fixes the gate"),
        (Kind.ACTION, "[ ] book the hall"),
        (Kind.NEXT_STEP, "Next steps: publish the report"),
        (Kind.NEXT_STEP, "Work is expected to go on until June."),
        (Kind.NEXT_MEETING, "The next meeting will be on 9 April."),
        (Kind.NEXT_MEETING, "The meeting was adjourned until Tuesday."),
        (Kind.REASON, "The trip was called off because of the snow."),
        (Kind.REASON, "The shop closed due to a leak."),
        (Kind.POSITION, "Lena opposed the plan."),
        (Kind.POSITION, "Ben said that the rent is too high."),
        (Kind.POSITION, "I think we should wait."),
        (Kind.OVERVIEW, "In summary, the pump will be repaired."),
    ],
)
def test_a_sentence_that_says_it_is_strong_evidence(kind: Kind, text: str) -> None:
    assert degree(kind, text) > STRONG


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.ATTENDANCE, "The pump was repaired on Monday."),
        (Kind.ABSENCE, "Everybody had soup."),
        (Kind.CHAIR, "The pump is old."),
        (Kind.PLACE, "The meeting was held in March."),
        (Kind.PLACE, "They met in June 2024."),
        (Kind.PLACE, "The board meets at noon."),
        (Kind.DATE, "The board met in the hall."),
        (Kind.DURATION, "The board met on Monday."),
        (Kind.DECISION, "The hall is cold in winter."),
        (Kind.VOTE, "Ben likes soup."),
        (Kind.NEXT_MEETING, "The next bus is late."),
        (Kind.REASON, "The soup was hot."),
    ],
)
def test_a_sentence_that_says_something_else_is_none(kind: Kind, text: str) -> None:
    assert degree(kind, text) < STRONG


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        (Kind.ATTENDANCE, "Present"),
        (Kind.ATTENDANCE, "In attendance"),
        (Kind.ABSENCE, "Apologies"),
        (Kind.CHAIR, "Chair"),
        (Kind.PLACE, "Venue:"),
        (Kind.DECISION, "Decisions taken"),
        (Kind.ACTION, "Action items"),
        (Kind.ACTION, "To-dos"),
        (Kind.NEXT_STEP, "Next steps"),
        (Kind.NEXT_MEETING, "Next meeting"),
        (Kind.OVERVIEW, "Summary"),
    ],
)
def test_what_stands_beneath_a_heading_is_what_the_heading_says(kind: Kind, heading: str) -> None:
    assert degree(kind, "Blue kettle", heading, block=BlockKind.ITEM) > 0.9
    assert degree(kind, "Blue kettle", "Colours", block=BlockKind.ITEM) < STRONG


def test_a_heading_further_up_counts_less_than_the_one_right_above() -> None:
    near = degree(Kind.DECISION, "Blue kettle", "Minutes", "Decisions", block=BlockKind.ITEM)
    far = degree(Kind.DECISION, "Blue kettle", "Decisions", "Roof", block=BlockKind.ITEM)
    assert near > far > 0


def test_who_stands_beneath_apologies_was_not_there() -> None:
    assert degree(Kind.ATTENDANCE, "Lena Fischer", "Attendance", "Apologies", block=BlockKind.ITEM) == 0


def test_a_long_heading_says_nothing_of_a_kind() -> None:
    heading = f"How the decisions of the committee came about {'over the years ' * 5}"
    assert degree(Kind.DECISION, "Blue kettle", heading, block=BlockKind.ITEM) == 0
    assert mask_of_heading(heading) == 0


def test_what_is_said_early_tells_rather_of_the_meeting() -> None:
    text = "They gathered in Geneva."
    assert degree(Kind.PLACE, text, is_early=True) > degree(Kind.PLACE, text)


def test_what_is_said_of_another_meeting_counts_less() -> None:
    assert degree(Kind.DATE, "The next meeting is on 9 April 2024.") < degree(
        Kind.DATE, "The meeting was on 9 April 2024."
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_without_an_end_is_evidence_of_nothing(kind: Kind) -> None:
    assert degree(kind, "It was agreed, because Ben was absent, to meet on 9 April in Geneva. " * 100) == 0


@given(st.text(max_size=300), st.lists(st.text(max_size=80), max_size=3), st.sampled_from(list(BlockKind)))
def test_any_text_is_judged_from_0_to_1(text: str, above: list[str], block: BlockKind) -> None:
    said = Said(text=text, kind=block, above=tuple(above), is_spoken=True, begins=True, early=1.0)
    assert all(0 < found <= 1 for found in judged(said, KINDS).values())


@pytest.mark.parametrize(
    ("label", "kind"),
    [("Present: Ana", Kind.ATTENDANCE), ("Chair - Ana", Kind.CHAIR), ("Venue: hall", Kind.PLACE)],
)
def test_a_label_names_its_kind(label: str, kind: Kind) -> None:
    assert kind in kinds_of(mask_of_label(label))
    assert mask_of_label(f"So much for that. {label}") == 0


def test_all_kinds_are_in_the_mask_of_all() -> None:
    assert tuple(kinds_of(EVERY_KIND)) == KINDS
    assert kinds_of(0) == []


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("12 March 2024", True),
        ("March 12", True),
        ("2024-03-12", True),
        ("12/03/2024", True),
        ("March 2024", True),
        ("Minutes of March", False),
        ("Room 12", False),
        ("2024", False),
    ],
)
def test_a_date_has_a_day_or_a_year(text: str, *, dated: bool) -> None:
    assert has_date(text) is dated


def test_the_first_sentences_are_as_early_as_can_be_and_others_ever_less() -> None:
    degrees = [early(place) for place in range(50)]
    assert degrees[:OPENING_SENTENCES] == [1.0] * OPENING_SENTENCES
    assert degrees == sorted(degrees, reverse=True)
    assert degrees[-1] < 0.2


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("# Board minutes\n\nThe rent was raised.", "a.md"),
        ("# Roof\n\n## Action items\n\n- Tom to call the roofer", "a.md"),
        ("Attendees: Ana, Ben\n\nThe roof leaks.", "a.txt"),
        ("Ana: Hello, everyone.\nBen: Hello, Ana.\nAna: Let us begin.\nBen: Yes.\n", "a.txt"),
        ("The ministers met on Sunday. After the meeting they agreed to sign.", "a.txt"),
    ],
)
def test_a_document_of_a_meeting_is_told_by_its_turns_title_headings_labels_or_opening(
    content: str, name: str
) -> None:
    assert is_about_a_meeting(document_of(content, name))


@pytest.mark.parametrize(
    "content",
    ["The whale swam south. It ate krill.", "Bread rises slowly. Salt it well.", "How to fix a pump."],
)
def test_a_text_of_something_else_is_of_no_meeting(content: str) -> None:
    assert not is_about_a_meeting(document_of(content, "tale.txt"))
