from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from bot.documents.model import BlockKind
from bot.documents.readers import chats
from bot.documents.readers.turns import NOTHING_SAID
from tests.documents.readers.spoken import assert_sound, mutated, of_kind, said

if TYPE_CHECKING:
    from tests.documents.readers.spoken import Said

ZOOM = (
    "00:21:14\tAda Park:\tThe pump failed.\n"
    "00:21:35\tRavi Shah (he/him):\tSince when?\nI was here\n\nall night.\n"
    '00:22:01\tAda Park:\tReacted to "Since when?\nI was here..." with 👍\n'
    '00:22:10\tTomás:\tReplying to "The pump failed."\n\nOrder two.\n'
    '00:22:12\tTomás:\tRemoved a 👍 reaction from "The pump failed."\n'
)
OLDER_ZOOM = """12:31:05\t From  Ada Park  to  Everyone : The pump failed.
12:31:09 From Ravi to Everyone:
\tSince when?
"""
IRC = (
    "[2024-08-15T19:00:17.224Z]\t<ada>\tpresent+\n"
    "[2024-08-15T19:03:56.986Z]\t<ravi>\thttps://example.org/665\nhttps://example.org/666\n"
    "[2024-08-15T19:05:20.358Z]\t<TallTed_//_(he/him)>\tthe pump failed\n"
)
SHORT_IRC = "19:00:17 <ada> the pump failed\n19:01:00 <@ravi> since when?\n"
DISCORD = """==============================================================
Guild: Pump House
Channel: board
==============================================================

[17-Jan-23 07:33 PM] ada
The pump failed.

Again.

{Reactions}
👍 (2)

[18-Jan-23 12:05 AM] Ravi Shah (pinned)
Since when?

==============================================================
Exported 2 message(s)
==============================================================
"""
WHATSAPP = (
    "17/01/2023, 19:33 - Ada Park: The pump failed.\n17/01/2023, 19:40 - Ravi: Since when?\nI was here.\n"
)
SCRIBED = (
    "[2024-08-15T19:00:00Z]\t<ravi>\tAda: can you hear us?\n[2024-08-15T19:00:09Z]\t<bo>\tTopic: Pumps\n"
) + "".join(
    f"[2024-08-15T19:0{minute}:00Z]\t<scribe>\t{'Ada' if minute % 2 else 'ravi'}: it failed {minute} times\n"
    for minute in range(1, 9)
)
SAMPLES = [SCRIBED, ZOOM, OLDER_ZOOM, IRC, SHORT_IRC, DISCORD, WHATSAPP]


@pytest.mark.parametrize("sample", SAMPLES)
def test_chats_are_told_by_who_and_when(sample: str) -> None:
    assert chats.looks_like(sample)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Minutes\n\n00:21:14\tAda:\tThe pump failed.\n",
        "[00:00:07] Ada Park: Shall we begin?\n",
        "Agenda\n10:30 Coffee\n",
        "2024-08-15: the pump failed.\n",
    ],
)
def test_other_texts_are_none(text: str) -> None:
    assert not chats.looks_like(text)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            ZOOM,
            [
                ("Ada Park", 1274, "The pump failed."),
                ("Ravi Shah (he/him)", 1295, "Since when?\nI was here"),
                ("Ravi Shah (he/him)", 1295, "all night."),
                ("Tomás", 1330, "Order two."),
            ],
        ),
        (OLDER_ZOOM, [("Ada Park", 45065, "The pump failed."), ("Ravi", 45069, "Since when?")]),
        (
            IRC,
            [
                ("ada", 68417, "present+"),
                ("ravi", 68636, "https://example.org/665\nhttps://example.org/666"),
                ("TallTed_//_(he/him)", 68720, "the pump failed"),
            ],
        ),
        (SHORT_IRC, [("ada", 68417, "the pump failed"), ("ravi", 68460, "since when?")]),
        (
            DISCORD,
            [("ada", 70380, "The pump failed."), ("ada", 70380, "Again."), ("Ravi Shah", 300, "Since when?")],
        ),
        (WHATSAPP, [("Ada Park", 70380, "The pump failed."), ("Ravi", 70800, "Since when?\nI was here.")]),
    ],
    ids=["zoom", "older zoom", "irc", "short irc", "discord", "whatsapp"],
)
def test_who_writes_what_and_when(text: str, messages: list[Said]) -> None:
    extracted = chats.read(text)
    assert extracted.text == text
    assert said(extracted) == messages


def test_each_of_several_days_is_a_heading() -> None:
    extracted = chats.read(DISCORD)
    assert of_kind(extracted, BlockKind.HEADING) == ["17-Jan-23", "18-Jan-23"]
    last = next(block for block in extracted.blocks if block.speaker == "Ravi Shah")
    assert [extracted.blocks[above].span.of(extracted.text) for above in last.above] == ["18-Jan-23"]
    assert of_kind(chats.read(IRC), BlockKind.HEADING) == []


def test_what_stands_around_the_messages_is_said_by_nobody() -> None:
    assert of_kind(chats.read(DISCORD), BlockKind.PARAGRAPH) == [
        "Guild: Pump House\nChannel: board",
        "Exported 2 message(s)",
    ]


def test_what_a_scribe_notes_down_is_said_by_others() -> None:
    extracted = chats.read(SCRIBED)
    assert said(extracted)[:3] == [
        ("ravi", 68400, "Ada: can you hear us?"),
        ("Ada", 68460, "it failed 1 times"),
        ("ravi", 68520, "it failed 2 times"),
    ]
    assert of_kind(extracted, BlockKind.HEADING) == ["Pumps"]
    assert extracted.blocks[-1].above == (1,)


def test_the_channel_is_the_title() -> None:
    assert chats.read(DISCORD).facts.title == "board"


@pytest.mark.parametrize(
    ("days", "date"),
    [
        (["2023-01-17"], dt.date(2023, 1, 17)),
        (["17-Jan-23"], dt.date(2023, 1, 17)),
        (["17/01/2023"], dt.date(2023, 1, 17)),
        (["1/17/2023"], dt.date(2023, 1, 17)),
        (["1/2/2023", "1/17/2023"], dt.date(2023, 1, 2)),
        (["01.02.23", "13.02.23"], dt.date(2023, 2, 1)),
        (["1/2/2023"], None),
    ],
)
def test_the_date_is_the_first_day_where_day_and_month_can_be_told_apart(
    days: list[str], date: dt.date | None
) -> None:
    assert chats.read("".join(f"[{day}, 19:33:07] Ada: Hello.\n" for day in days)).facts.date == date


def test_a_text_without_messages_is_paragraphs_with_a_note() -> None:
    extracted = chats.read("Nobody wrote.\n")
    assert of_kind(extracted, BlockKind.PARAGRAPH) == ["Nobody wrote."]
    assert extracted.facts.notes == (NOTHING_SAID,)
    assert chats.read("").blocks == ()


@given(mutated(SAMPLES))
def test_whatever_a_file_holds_its_blocks_are_sound(text: str) -> None:
    chats.looks_like(text)
    extracted = chats.read(text)
    assert extracted.text == text
    assert_sound(extracted)
