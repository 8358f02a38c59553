from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from bot.documents.model import BlockKind
from bot.documents.readers import transcripts
from bot.documents.readers.turns import NOTHING_SAID, named
from tests.documents.readers.spoken import assert_sound, mutated, of_kind, said

if TYPE_CHECKING:
    from tests.documents.readers.spoken import Said

PLAIN = """Ada Park: Shall we begin? The pump failed again.
Ravi Shah: Over night?
Ada Park: Yes, and nobody noticed until noon.
Dr. Núñez AM: I'd order two.
Ravi Shah: Agreed.
"""
TIMED = "[00:00:07] Ada Park: Shall we begin?\n\n[00:12:31] Ravi Shah: We ordered two pumps on Monday.\n"
WHISPERX = """**[00:00] SPEAKER_00:** The stream is on.

**[01:04] SPEAKER_01:** Good, so let us begin.

**[01:09] SPEAKER_00:** Yes.
"""
OTTER = """Unknown Speaker  0:00
Welcome to the pump show. Today we talk about pumps.

Ada Park  0:42
Hello. I'm Ada.

Ravi Shah  1:02:03
And I'm Ravi.

Ada Park  1:02:09
That is all.

Transcribed by https://otter.ai
"""
OTTER_BOLD = OTTER.replace("Ada Park  ", "**Ada Park**  ").replace("Ravi Shah  ", "**Ravi Shah**  ")
MEET = """# Pump call (2024-11-16 16:05 GMT) - Transcript

## Attendees

Ada Park, Ravi Shah

# Transcript

**This editable transcript was computer generated and might contain errors.**

00:00:11

**Ada Park:** The pump failed again.
Nobody noticed until noon.

**Ravi Shah:** Over night?

00:05:00

**Ada Park:** Yes.

**Meeting ended after 00:14:03 👋**
"""
TEAMS = """Pump call-20260815_200732-Meeting Recording

15 August 2026, 06:07pm

Ada Park started transcription

Ada Park   0:04
The pump failed again.
Nobody noticed until noon, which is what worries me.

Ada Park stopped transcription
"""
ELITR = """(PERSON4) Hello.
Can you hear me?
(PERSON5) Hello [PERSON4].
(PERSON4) The pump failed.
[PERSON5] should know.
(PERSON5) <unintelligible/> I did not.
"""
W3C = """Pump WG call
2024-08-15

Topic: Pumps

Ada: the pump failed
... again, over night

Ravi: nobody noticed

Ada: we order two

RESOLUTION: Order two pumps.

Topic: Next call

Ravi: on Monday

Ada: fine with me
"""
INITIALS = """# 105th meeting | 3 December 2024

| Name           | Abbreviation | Organization |
|----------------|--------------|--------------|
| Ada Park       | AP           | Pumps        |
| Ravi Shah      | RS           | Pipes        |

## Failure of the pump

Presenter: Tomás Núñez (TN)

AP: The pump failed.

TN: Over night.

RS: So we should order two.

AP, RS: Agreed.

### Conclusion

- Two pumps are ordered.
"""
OLDER_INITIALS = """Attendees:
AP: Ada Park
RS: Ravi Shah

AP: The pump failed.
RS: Over night?
AP:
- Yes
- and nobody noticed
RS: Then order two.
AP: I did.
"""
COURT = """                 ORAL ARGUMENT
JUSTICE KAGAN:  Is a pump a vessel, Mr. Park,
    or is it a fixture?
MR. PARK:  A fixture, Justice Kagan.
JUSTICE KAGAN:  Since when?

(Laughter.)

MR. PARK:  Since 1925.
CHIEF JUSTICE ROBERTS:  Thank you, counsel.
"""
HEARING = """    The Chairman. The committee will come to order. We hear about
pumps today.
    Senator Murray. Thank you, Mr. Chairman.
    Ms. Park. The pump failed. Mr. Shah saw it first, and it was he
who told us.
    The Chairman. When was that?
    Ms. Park. On Monday.
"""
JAPANESE = "田中：ポンプが故障しました。\n鈴木：いつですか。\n田中：昨夜です。\n鈴木：二台注文しましょう。\n"
SAMPLES = [
    PLAIN,
    TIMED,
    WHISPERX,
    OTTER,
    OTTER_BOLD,
    MEET,
    TEAMS,
    ELITR,
    W3C,
    INITIALS,
    OLDER_INITIALS,
    COURT,
    HEARING,
    JAPANESE,
]

MINUTES = [
    """Venue: Town Hall
Date: 3 May 2024
Chair: Ada Park
Present: Ravi Shah, Ada Park

The pump was discussed.
""",
    """1. Pump
Decision: Order two.
Action: Ravi

2. Roof
Decision: Wait.
Action: Ada

3. Door
Decision: Paint.
""",
    """Motion: Order two pumps
Yes: 13
No: 2
Abstain: 1

Motion: Paint the door
Yes: 9
No: 5
Abstain: 2
""",
    """Topic: Pump
Proposer: Ada
Outcome: bought

Topic: Roof
Proposer: Ravi
Outcome: waits

Topic: Door
Proposer: Ada
Outcome: red
""",
    "Alpha: 5\nBeta: 7\nAlpha: 6\nBeta: 2\nGamma: 4\nAlpha: 3\n",
    "09:00 Registration\n09:30 Opening\n10:00 Keynote\n10:30 Coffee\n11:00 Elections\n12:00 Lunch\n",
    "Blue sheets 0:10\nAgenda bashing 0:05\nPumps 0:30\nLunch 1:00\nPumps 0:30\n",
    "Ada: asks whether two are enough.\n\n"
    + "The pump was looked at by all who were there, and it was found broken.\n\n" * 9
    + "Ada: thanks all.\n",
    """From: Ada
To: Ravi
Subject: pump

It failed.

From: Ravi
To: Ada
Subject: Re: pump

Since when?
""",
    "Pumps fail\n\nPublished May 3, 10:30\n\nThe pumps failed on Monday.\n\nUpdated May 3, 11:45\n\n"
    + "More fail.\n\n" * 9,
    "INFO: started\nWARNING: pump hot\nINFO: pump off\nERROR: pump dead\nINFO: stopped\n",
    "The board met on 3 May. Ada said: the pump failed. It was agreed to order two.\n",
    "",
]


@pytest.mark.parametrize("sample", SAMPLES)
def test_transcripts_are_told_by_the_names_that_recur(sample: str) -> None:
    assert transcripts.looks_like(sample)


def test_notes_above_a_single_turn_are_not_said() -> None:
    text = (
        "Notes\n\nInvited ada@example.org Ada Park\n\nSummary\n\nNothing was summarised.\n\n"
        "Transcript\n\n00:00:11\n\nAda Park: Is it on? It says that it is recording.\n\n"
        "Transcription ended after 00:00:39\n"
    )
    assert transcripts.looks_like(text)
    assert said(transcripts.read(text)) == [(ADA, 11, "Is it on? It says that it is recording.")]


@pytest.mark.parametrize("text", MINUTES)
def test_minutes_with_labels_are_none(text: str) -> None:
    assert not transcripts.looks_like(text)


ADA, RAVI = "Ada Park", "Ravi Shah"


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (
            PLAIN,
            [
                (ADA, None, "Shall we begin? The pump failed again."),
                (RAVI, None, "Over night?"),
                (ADA, None, "Yes, and nobody noticed until noon."),
                ("Dr. Núñez AM", None, "I'd order two."),
                (RAVI, None, "Agreed."),
            ],
        ),
        (TIMED, [(ADA, 7, "Shall we begin?"), (RAVI, 751, "We ordered two pumps on Monday.")]),
        (
            WHISPERX,
            [
                ("SPEAKER_00", 0, "The stream is on."),
                ("SPEAKER_01", 64, "Good, so let us begin."),
                ("SPEAKER_00", 69, "Yes."),
            ],
        ),
        (
            OTTER,
            [
                ("Unknown Speaker", 0, "Welcome to the pump show. Today we talk about pumps."),
                (ADA, 42, "Hello. I'm Ada."),
                (RAVI, 3723, "And I'm Ravi."),
                (ADA, 3729, "That is all."),
            ],
        ),
        (
            MEET,
            [
                (ADA, 11, "The pump failed again.\nNobody noticed until noon."),
                (RAVI, 11, "Over night?"),
                (ADA, 300, "Yes."),
            ],
        ),
        (TEAMS, [(ADA, 4, "The pump failed again.\nNobody noticed until noon, which is what worries me.")]),
        (
            ELITR,
            [
                ("PERSON4", None, "Hello.\nCan you hear me?"),
                ("PERSON5", None, "Hello [PERSON4]."),
                ("PERSON4", None, "The pump failed.\n[PERSON5] should know."),
                ("PERSON5", None, "<unintelligible/> I did not."),
            ],
        ),
        (
            W3C,
            [
                ("Ada", None, "the pump failed\n... again, over night"),
                ("Ravi", None, "nobody noticed"),
                ("Ada", None, "we order two"),
                ("Ravi", None, "on Monday"),
                ("Ada", None, "fine with me"),
            ],
        ),
        (
            INITIALS,
            [
                (ADA, None, "The pump failed."),
                ("Tomás Núñez", None, "Over night."),
                (RAVI, None, "So we should order two."),
                ("Ada Park, Ravi Shah", None, "Agreed."),
            ],
        ),
        (
            COURT,
            [
                ("JUSTICE KAGAN", None, "Is a pump a vessel, Mr. Park,\n    or is it a fixture?"),
                ("MR. PARK", None, "A fixture, Justice Kagan."),
                ("JUSTICE KAGAN", None, "Since when?"),
                ("MR. PARK", None, "Since 1925."),
                ("CHIEF JUSTICE ROBERTS", None, "Thank you, counsel."),
            ],
        ),
        (
            HEARING,
            [
                ("The Chairman", None, "The committee will come to order. We hear about\npumps today."),
                ("Senator Murray", None, "Thank you, Mr. Chairman."),
                ("Ms. Park", None, "The pump failed. Mr. Shah saw it first, and it was he\nwho told us."),
                ("The Chairman", None, "When was that?"),
                ("Ms. Park", None, "On Monday."),
            ],
        ),
        (
            JAPANESE,
            [
                ("田中", None, "ポンプが故障しました。"),
                ("鈴木", None, "いつですか。"),
                ("田中", None, "昨夜です。"),
                ("鈴木", None, "二台注文しましょう。"),
            ],
        ),
    ],
    ids="plain timed whisperx otter meet teams elitr w3c initials court hearing japanese".split(),
)
def test_who_says_what_and_when(text: str, turns: list[Said]) -> None:
    extracted = transcripts.read(text)
    assert extracted.text == text
    assert said(extracted) == turns


def test_bold_names_are_the_same_names() -> None:
    assert said(transcripts.read(OTTER_BOLD)) == said(transcripts.read(OTTER))


@pytest.mark.parametrize(
    "line",
    [
        "00:12:31 Ada Park: It failed.",
        "12:31 - Ada Park: It failed.",
        "(12:31) Ada Park: It failed.",
        "Ada Park (00:12:31): It failed.",
        "Ada Park [12:31]: It failed.",
        "Ada Park: [00:12:31] It failed.",
        "**Ada Park** (12:31): It failed.",
        "[12:31.250] **Ada Park**: It failed.",
        "[00:12:31 - 00:12:40] Ada Park: It failed.",
        ">> [12:31] Ada Park: It failed.",
        "Ada Park | 12:31\nIt failed.",
        "12:31 Ada Park\nIt failed.",
        "[00:12:31] Ada Park\nIt failed.",
        "Ada Park - 0:12:31\nIt failed.",
        "Ada Park: 00:12:31\n\nIt failed.",
        "## Ada Park [00:12:31]\n\nIt failed.",
    ],
)
def test_ways_to_write_name_and_time(line: str) -> None:
    text = f"{line}\n\n{line.replace('Ada Park', RAVI)}\n\n{line}\n"
    assert transcripts.looks_like(text)
    assert said(transcripts.read(text)) == [
        (ADA, 751, "It failed."),
        (RAVI, 751, "It failed."),
        (ADA, 751, "It failed."),
    ]


def test_what_nobody_says_is_a_paragraph() -> None:
    assert of_kind(transcripts.read(OTTER), BlockKind.PARAGRAPH) == ["Transcribed by https://otter.ai"]
    assert of_kind(transcripts.read(COURT), BlockKind.PARAGRAPH) == ["ORAL ARGUMENT", "(Laughter.)"]
    assert of_kind(transcripts.read(W3C), BlockKind.PARAGRAPH)[1:] == ["RESOLUTION: Order two pumps."]
    assert of_kind(transcripts.read(TEAMS), BlockKind.PARAGRAPH)[-2:] == [
        "Ada Park started transcription",
        "Ada Park stopped transcription",
    ]


def test_headings_and_topics_stand_above_what_is_said() -> None:
    extracted = transcripts.read(W3C)
    assert of_kind(extracted, BlockKind.HEADING) == ["Pumps", "Next call"]
    last = extracted.blocks[-1]
    assert [extracted.blocks[above].span.of(extracted.text) for above in last.above] == ["Next call"]
    nested = transcripts.read(INITIALS)
    item = nested.blocks[-1]
    assert (item.kind, item.speaker) == (BlockKind.ITEM, None)
    assert [nested.blocks[above].span.of(nested.text) for above in item.above] == [
        "105th meeting | 3 December 2024",
        "Failure of the pump",
        "Conclusion",
    ]


def test_underlined_headings() -> None:
    text = f"Pumps\n=====\n\n{PLAIN}\nDoors\n-----\n\n{PLAIN}"
    assert of_kind(transcripts.read(text), BlockKind.HEADING) == ["Pumps", "Doors"]


def test_a_list_beneath_a_name_is_said_by_its_speaker() -> None:
    extracted = transcripts.read(OLDER_INITIALS)
    items = [block for block in extracted.blocks if block.kind is BlockKind.ITEM]
    assert [(item.speaker, item.span.of(extracted.text)) for item in items] == [
        (ADA, "- Yes"),
        (ADA, "- and nobody noticed"),
    ]
    assert (RAVI, None, "Over night?") in said(extracted)


def test_a_table_of_initials_is_not_speech() -> None:
    assert said(transcripts.read(OLDER_INITIALS))[0] == (ADA, None, "The pump failed.")
    assert (
        of_kind(transcripts.read(INITIALS), BlockKind.ROW)[1]
        == "| Ada Park       | AP           | Pumps        |"
    )


def test_a_paragraph_without_a_name_goes_on_with_the_speaker_before() -> None:
    text = PLAIN.replace("\n", "\n\n").replace("Over night?", "Over night?\n\nI was here all night.")
    assert said(transcripts.read(text))[1:3] == [
        (RAVI, None, "Over night?"),
        (RAVI, None, "I was here all night."),
    ]


def test_a_sentence_that_goes_on_behind_a_blank_line_stays_whole() -> None:
    text = PLAIN.replace("nobody noticed until", "nobody noticed\n\nuntil")
    assert (ADA, None, "Yes, and nobody noticed\n\nuntil noon.") in said(transcripts.read(text))


def test_a_time_that_somebody_speaks_of_is_words() -> None:
    text = PLAIN.replace("Over night?", "Over night?\n10:30 was when I left.")
    assert (RAVI, None, "Over night?\n10:30 was when I left.") in said(transcripts.read(text))


def test_title_and_date_stand_above_the_first_turn() -> None:
    facts = transcripts.read(MEET).facts
    assert (facts.title, facts.date) == (
        "Pump call (2024-11-16 16:05 GMT) - Transcript",
        dt.date(2024, 11, 16),
    )
    assert transcripts.read(TEAMS).facts.date == dt.date(2026, 8, 15)
    assert transcripts.read(W3C).facts.title == "Pump WG call"
    assert transcripts.read("Title: Pumps\nDate: March 5th, 2024\n\n" + PLAIN).facts.title == "Pumps"
    assert transcripts.read(PLAIN).facts.title is None


def test_a_text_that_nobody_speaks_in_gets_a_note() -> None:
    extracted = transcripts.read("The pump failed.\n\nNobody noticed.\n")
    assert of_kind(extracted, BlockKind.PARAGRAPH) == ["The pump failed.", "Nobody noticed."]
    assert extracted.facts.notes == (NOTHING_SAID,)
    assert transcripts.read("").blocks == ()


def test_an_owner_names_the_speakers() -> None:
    named_by_owner = named(transcripts.read(WHISPERX), {"SPEAKER_00": ADA})
    assert [speaker for speaker, _, _ in said(named_by_owner)] == [ADA, "SPEAKER_01", ADA]


@given(mutated(SAMPLES + MINUTES))
def test_whatever_a_file_holds_its_blocks_are_sound(text: str) -> None:
    transcripts.looks_like(text)
    extracted = transcripts.read(text)
    assert extracted.text == text
    assert_sound(extracted)
