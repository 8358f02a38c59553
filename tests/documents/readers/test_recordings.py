from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, strategies as st

from bot.documents.model import BlockKind
from bot.documents.readers import recordings
from bot.documents.readers.turns import NOTHING_SAID
from bot.errors import DocumentError
from tests.documents.readers.spoken import assert_sound, mutated, of_kind, said

WHISPER = json.dumps(
    {
        "text": " The pump failed. We ordered two.",
        "segments": [
            {
                "id": 0,
                "start": 0.0,
                "end": 2.5,
                "text": " The pump failed.",
                "tokens": [1, 2],
                "avg_logprob": float("nan"),
            },
            {"id": 1, "start": 2.5, "end": 4.0, "text": " We ordered two."},
        ],
        "language": "en",
    }
)
WHISPERX = json.dumps(
    {
        "segments": [
            {
                "start": 0.1,
                "end": 2.0,
                "text": " Is it on?",
                "speaker": "SPEAKER_00",
                "words": [{"word": "Is"}],
            },
            {"start": 2.1, "end": 3.0, "text": " It is.", "speaker": "SPEAKER_01"},
            {"start": 3.1, "end": 4.0, "text": " Since noon.", "speaker": "SPEAKER_01"},
        ]
    }
)
QMSUM = json.dumps(
    {
        "topic_list": [{"topic": "Pumps", "relevant_text_span": [["0", "1"]]}],
        "meeting_transcripts": [
            {
                "speaker": "Professor B",
                "content": "Um , so . We 're {disfmarker} we 'll order two , uh - huh .",
            },
            {"speaker": "Grad H", "content": 'So , " pumps " is the sub - directory ?'},
            {"speaker": "Grad H", "content": "The pumps ' noise {vocalsound} didn't stop ."},
        ],
    }
)
OYEZ = json.dumps(
    {
        "title": "Oral Argument - January 16, 2019",
        "transcript": {
            "sections": [
                {
                    "turns": [
                        {
                            "start": 0,
                            "stop": 8.4,
                            "speaker": {"name": "Ada Park"},
                            "text_blocks": [{"text": "One."}, {"text": "Two."}],
                        }
                    ]
                },
                {"turns": [{"start": 9, "stop": 9.5, "speaker": None, "text_blocks": [{"text": "Three."}]}]},
            ]
        },
    }
)
UTTERANCES = json.dumps(
    {
        "utterances": [
            {"speaker": "A", "text": "The pump failed.", "start": 61000, "end": 63000},
            {"speaker": 1, "text": "Again?", "start": 64000, "end": 65000},
        ]
    }
)
REV = json.dumps(
    {
        "monologues": [
            {
                "speaker": 0,
                "elements": [
                    {"type": "text", "value": "Hello", "ts": 1.5},
                    {"type": "punct", "value": " "},
                    {"type": "text", "value": "there."},
                ],
            }
        ]
    }
)
LIST = json.dumps(
    [
        {"name": "Ada", "time": "00:12:31", "content": "It failed."},
        {"name": "Ravi", "time": "12:40", "content": "When?"},
    ]
)
DISCORD = json.dumps(
    {
        "guild": {"id": "0", "name": "Pump House"},
        "channel": {"id": "1", "name": "board"},
        "messages": [
            {
                "type": "Call",
                "timestamp": "2023-01-17T19:00:00+00:00",
                "content": "Started a call.",
                "author": {"name": "ada"},
            },
            {
                "type": "Default",
                "timestamp": "2023-01-17T19:33:07.489+00:00",
                "content": "The pump failed.\n\nAgain.",
                "author": {"name": "ada", "nickname": "Ada Park"},
            },
            {
                "type": "Reply",
                "timestamp": "2023-01-18T08:00:00Z",
                "content": "",
                "author": {"name": "ravi", "nickname": None},
                "attachments": [{"fileName": "pump.pdf"}],
                "embeds": [{"title": "Pumps", "description": "All of them"}],
            },
        ],
    }
)
SAMPLES = [WHISPER, WHISPERX, QMSUM, OYEZ, UTTERANCES, REV, LIST, DISCORD]


def test_whisper() -> None:
    extracted = recordings.read(WHISPER)
    assert said(extracted) == [(None, 0, "The pump failed. We ordered two.")]
    assert extracted.facts.language == "en"


def test_whisperx_joins_the_segments_of_one_speaker() -> None:
    extracted = recordings.read(WHISPERX.encode())
    assert extracted.text == "SPEAKER_00: Is it on?\n\nSPEAKER_01: It is. Since noon.\n"
    assert said(extracted) == [("SPEAKER_00", 0, "Is it on?"), ("SPEAKER_01", 2, "It is. Since noon.")]


def test_qmsum_keeps_its_turns_and_reads_as_people_write() -> None:
    assert said(recordings.read(QMSUM)) == [
        ("Professor B", None, "Um, so. We're we'll order two, uh-huh."),
        ("Grad H", None, 'So, "pumps" is the sub-directory?'),
        ("Grad H", None, "The pumps' noise didn't stop."),
    ]


def test_turns_in_sections_with_speakers_as_objects() -> None:
    extracted = recordings.read(OYEZ)
    assert said(extracted) == [("Ada Park", 0, "One. Two."), (None, 9, "Three.")]
    assert extracted.facts.title == "Oral Argument - January 16, 2019"
    assert extracted.facts.date == dt.date(2019, 1, 16)


def test_numbered_speakers_and_times_in_thousandths() -> None:
    assert said(recordings.read(UTTERANCES)) == [("A", 61, "The pump failed."), ("Speaker 1", 64, "Again?")]


def test_words_and_marks_that_are_parted() -> None:
    assert said(recordings.read(REV)) == [("Speaker 0", None, "Hello there.")]


def test_a_bare_list_with_times_as_people_write_them() -> None:
    assert said(recordings.read(LIST)) == [("Ada", 751, "It failed."), ("Ravi", 760, "When?")]


def test_discord_has_a_heading_a_day_and_no_notices() -> None:
    extracted = recordings.read(DISCORD)
    assert said(extracted) == [
        ("Ada Park", 70387, "The pump failed.\n\nAgain."),
        ("ravi", 28800, "Pumps\nAll of them\npump.pdf"),
    ]
    assert of_kind(extracted, BlockKind.HEADING) == ["17 January 2023", "18 January 2023"]
    assert (extracted.facts.title, extracted.facts.date) == ("Pump House / board", dt.date(2023, 1, 17))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '{"data": []}',
        '{"name": "pump", "version": "1.0"}',
        "[1, 2]",
        '[{"text": "alone"}]',
        "[" * 100_000,
        "1" * 5000,
    ],
)
def test_other_json_is_refused_with_one_line(content: str) -> None:
    with pytest.raises(DocumentError, match=r"^call\.json: (is|cannot)") as refused:
        recordings.read(content, name="call.json")
    assert "\n" not in str(refused.value)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(DocumentError, match="is not JSON"):
        recordings.read(b'{"text": "\xff"}', name="call.json")


@pytest.mark.parametrize(
    "content",
    ['{"segments": []}', '{"segments": [{"start": 0, "text": " "}]}', '{"channel": {}, "messages": []}'],
)
def test_a_recording_without_words_is_an_empty_text_with_a_note(content: str) -> None:
    extracted = recordings.read(content)
    assert (extracted.text, extracted.blocks, extracted.facts.notes) == ("", (), (NOTHING_SAID,))


@pytest.mark.parametrize("start", [-5, 1e300, float("inf"), float("nan"), 10**400, "soon", True, [], {}])
def test_a_time_that_cannot_be_one_is_left_out_or_shown(start: object) -> None:
    extracted = recordings.read(
        json.dumps({"segments": [{"start": start, "end": 1, "text": "It failed.", "speaker": "A"}]})
    )
    assert [words for _, _, words in said(extracted)] == ["It failed."]
    assert_sound(extracted)


@given(mutated(SAMPLES))
def test_a_damaged_file_is_read_or_refused(text: str) -> None:
    try:
        extracted = recordings.read(text, name="call.json")
    except DocumentError:
        return
    assert_sound(extracted)


_KEYS = (
    "segments text speaker start end name turns sentences elements channel messages content author timestamp"
    " value embeds"
).split()
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(_KEYS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=30,
)


@given(_JSON)
def test_whatever_json_holds_it_is_read_or_refused(value: object) -> None:
    try:
        extracted = recordings.read(json.dumps(value), name="call.json")
    except DocumentError:
        return
    assert_sound(extracted)
