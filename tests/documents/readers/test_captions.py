from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from bot.documents.readers import captions
from bot.documents.readers.turns import NOTHING_SAID, named
from tests.documents.readers.spoken import assert_sound, mutated, said

ZOOM = """WEBVTT\r
\r
1\r
00:00:01.500 --> 00:00:03.000\r
Ada Park (she/her): Shall we begin?\r
\r
2\r
00:00:03.500 --> 00:00:05.000\r
There is a lot to do.\r
\r
3\r
01:02:03.000 --> 01:02:05.000\r
Tomás Núñez: Yes, let's.\r
"""
TEAMS = """WEBVTT\r
\r
0:0:2.40 --> 0:0:4.310\r
<v Speaker 1>The pump failed &amp; nobody noticed.</v>\r
\r
0:0:4.810 --> 0:1:6.20\r
<v Ravi Shah>Since when?</v>\r
"""
TEAMS_DOCUMENT = """0:0:2.90 --> 0:0:4.480
Ada Park
Good morning.

0:0:4.480 --> 0:0:6.0
Ravi Shah
Morning.

0:0:6.480 --> 0:0:8.0
Ada Park
The pump failed
over night.
"""
YOUTUBE = """WEBVTT
Kind: captions
Language: en

00:00:00.000 --> 00:00:02.000 align:start position:0%
{0}
the<00:00:00.200><c> pump</c><00:00:00.400><c> failed</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
the pump failed
{0}

00:00:02.010 --> 00:00:04.000 align:start position:0%
the pump failed
again

00:00:04.000 --> 00:00:04.010 align:start position:0%
again
{0}

00:00:04.010 --> 00:00:06.000 align:start position:0%
again
[Music]

00:00:06.000 --> 00:00:06.010 align:start position:0%
[Music]
{0}

00:00:06.010 --> 00:00:08.000 align:start position:0%
[Music]
so<00:00:06.200><c> we</c><00:00:06.400><c> ordered</c>
""".replace("{0}", " ")
WHISPER_SRT = """\ufeff1
00:00:00,380 --> 00:00:01,780
The pump failed

2
00:00:01,780 --> 00:00:03,620
over night.
"""
WHISPER_VTT = (
    "WEBVTT\n\n00:00.000 --> 00:04.000\nThe pump failed.\n\n59:58.000 --> 1:00:01.000\nWe ordered two.\n"
)
WHISPERX = """1
00:00:00,000 --> 00:00:02,000
[SPEAKER_00]: Is it on?

2
00:00:02,000 --> 00:00:03,000
[SPEAKER_01]: It is.
"""
TIMED_LINES = """00:00:00 The pump failed over

00:00:06 night, and we

00:00:09 ordered two.

00:00:12 That is all.
"""
SAMPLES = [ZOOM, TEAMS, TEAMS_DOCUMENT, YOUTUBE, WHISPER_SRT, WHISPER_VTT, WHISPERX, TIMED_LINES]


@pytest.mark.parametrize("sample", SAMPLES)
def test_captions_are_told_by_their_times(sample: str) -> None:
    assert captions.looks_like(sample)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We went from 10:00 --> 11:00 without a break.",
        "Agenda\n\n10:00 Opening\n10:30 Budget\n11:00 Coffee\n11:15 Elections\n",
        "# Minutes\n\nThe board met at 10:00.\n",
        "00:00:01 Ada: It works.\n00:00:05 Ravi: Good.\n00:00:09 Ada: Yes.\n00:00:12 Ravi: Bye.\n",
    ],
)
def test_other_texts_are_none(text: str) -> None:
    assert not captions.looks_like(text)


def test_zoom_names_who_speaks_and_an_unnamed_caption_goes_on() -> None:
    assert said(captions.read(ZOOM)) == [
        ("Ada Park (she/her)", 1, "Shall we begin? There is a lot to do."),
        ("Tomás Núñez", 3723, "Yes, let's."),
    ]


def test_the_text_is_a_turn_a_paragraph_and_the_label_lies_in_no_block() -> None:
    assert captions.read(WHISPERX).text == "SPEAKER_00: Is it on?\n\nSPEAKER_01: It is.\n"
    assert said(captions.read(WHISPERX)) == [("SPEAKER_00", 0, "Is it on?"), ("SPEAKER_01", 2, "It is.")]


def test_times_of_teams_that_are_not_padded_count_thousandths() -> None:
    assert said(captions.read(TEAMS)) == [
        ("Speaker 1", 2, "The pump failed & nobody noticed."),
        ("Ravi Shah", 4, "Since when?"),
    ]
    before_a_pause = "0:0:1.0 --> 0:0:2.900\nOne.\n\n0:0:8.40 --> 0:0:9.0\nTwo.\n"  # from 2.9 to 8.04 seconds
    assert len(said(captions.read(before_a_pause))) == 1


def test_teams_documents_have_the_name_on_a_line_of_its_own() -> None:
    assert said(captions.read(TEAMS_DOCUMENT)) == [
        ("Ada Park", 2, "Good morning."),
        ("Ravi Shah", 4, "Morning."),
        ("Ada Park", 6, "The pump failed over night."),
    ]


def test_each_word_of_captions_that_roll_is_kept_once() -> None:
    extracted = captions.read(YOUTUBE)
    assert said(extracted) == [(None, 0, "the pump failed again [Music] so we ordered")]
    assert extracted.facts.language == "en"


def test_what_is_said_twice_is_kept_twice_where_captions_do_not_roll() -> None:
    text = "1\n00:00:00,000 --> 00:00:01,000\nNo.\n\n2\n00:00:01,000 --> 00:00:02,000\nNo.\n"
    assert said(captions.read(text)) == [(None, 0, "No. No.")]


def test_whisper_leaves_out_the_hours() -> None:
    assert said(captions.read(WHISPER_VTT)) == [
        (None, 0, "The pump failed."),
        (None, 3598, "We ordered two."),
    ]


def test_a_byte_order_mark_decimal_commas_and_numbers_are_no_words() -> None:
    assert said(captions.read(WHISPER_SRT)) == [(None, 0, "The pump failed over night.")]


def test_a_text_with_a_time_before_each_line_is_captions_too() -> None:
    assert said(captions.read(TIMED_LINES)) == [
        (None, 0, "The pump failed over night, and we ordered two. That is all.")
    ]


def test_identifiers_settings_and_comments_are_no_words() -> None:
    text = (
        "WEBVTT - Budget meeting\n\nNOTE\nmade by hand\non Monday\n\nSTYLE\n::cue { color: red }\n\n"
        "intro-1\n00:01.000 --> 00:02.000 line:0 position:20%\n<i>The</i> pump\n<b>failed</b>.\n\n"
        "NOTE again\n\n8c2f/21-0\n00:02.000 --> 00:03.000\nYes.\n"
    )
    extracted = captions.read(text)
    assert said(extracted) == [(None, 1, "The pump failed. Yes.")]
    assert extracted.facts.title == "Budget meeting"


def test_captions_without_blank_lines_between_them() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:02,000 --> 00:00:03,000\ntwo.\n"
    assert said(captions.read(text)) == [(None, 1, "One two.")]


def test_overlapping_and_backward_times_are_read_as_they_come() -> None:
    text = (
        "00:00:09.000 --> 00:00:05.000\n<v Ada>Last.\n\n00:00:01.000 --> 00:00:20.000\n<v Ravi>First.\n\n"
        "00:00:02.000 --> 00:00:03.000\n<v Ada>Second.\n"
    )
    assert said(captions.read(text)) == [("Ada", 9, "Last."), ("Ravi", 1, "First."), ("Ada", 2, "Second.")]


def test_two_voices_in_one_caption_are_two_turns() -> None:
    text = "00:01.000 --> 00:02.000\n<v.loud Ada>Stop!</v> <v Ravi>Why?</v>\n"
    assert said(captions.read(text)) == [("Ada", 1, "Stop!"), ("Ravi", 1, "Why?")]


def test_a_mark_of_another_speaker_begins_a_turn() -> None:
    text = "00:01.000 --> 00:02.000\n>> Is it on?\n\n00:02.000 --> 00:03.000\n>> It is. >> Good.\n"
    assert [words for _, _, words in said(captions.read(text))] == ["Is it on?", "It is.", "Good."]


def test_a_colon_in_what_is_said_names_nobody() -> None:
    cues = [f"00:{second:02}.000 --> 00:{second + 1:02}.000\nwe went on and on\n" for second in range(30)]
    cues[12] = "00:12.000 --> 00:13.000\nOne thing: it failed\n"
    assert {speaker for speaker, _, _ in said(captions.read("\n".join(cues)))} == {None}


def test_a_pause_ends_a_turn_and_so_does_length() -> None:
    cues = [
        f"{second // 60:02}:{second % 60:02}.000 --> {second // 60:02}:{second % 60 + 1:02}.000\nWe go on.\n"
        for second in [*range(0, 60, 2), *range(90, 210, 2)]
    ]
    turns = said(captions.read("\n".join(cues)))
    assert [time for _, time, _ in turns][:2] == [0, 90]
    assert all(len(words) < 600 for _, _, words in turns)
    assert sum(words.count("We go on.") for _, _, words in turns) == 90


def test_one_speaker_who_goes_on_for_long_stays_named() -> None:
    cues = [
        f"00:{minute:02}:00.000 --> 00:{minute:02}:59.000\n<v Ada>{'It failed. ' * 20}\n"
        for minute in range(9)
    ]
    turns = said(captions.read("\n".join(cues)))
    assert len(turns) > 1
    assert {speaker for speaker, _, _ in turns} == {"Ada"}


def test_scripts_without_spaces_are_joined_without_one() -> None:
    text = "00:01.000 --> 00:02.000\nポンプが\n\n00:02.000 --> 00:03.000\n故障した。\n"
    assert said(captions.read(text)) == [(None, 1, "ポンプが故障した。")]


def test_the_date_stands_in_the_name_of_a_zoom_recording() -> None:
    name = "calls/GMT20240728-180512_Recording.transcript.vtt"
    assert captions.read(ZOOM, name=name).facts.date == dt.date(2024, 7, 28)
    assert captions.read(ZOOM, name="call.vtt").facts.date is None


@pytest.mark.parametrize("text", ["", "WEBVTT\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "\ufeff\n\n"])
def test_captions_without_words_are_an_empty_text_with_a_note(text: str) -> None:
    extracted = captions.read(text)
    assert (extracted.text, extracted.blocks) == ("", ())
    assert extracted.facts.notes == (NOTHING_SAID,)


def test_an_owner_names_a_speaker_and_the_text_stays() -> None:
    extracted = captions.read(TEAMS)
    other = named(extracted, {"speaker 1": "Ada Park", "Speaker 9": "Nobody"})
    assert [speaker for speaker, _, _ in said(other)] == ["Ada Park", "Ravi Shah"]
    assert other.text == extracted.text


@given(mutated(SAMPLES))
def test_whatever_a_file_holds_its_blocks_are_sound(text: str) -> None:
    captions.looks_like(text)
    assert_sound(captions.read(text))
