from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
from hypothesis import given, strategies as st

from bot.documents import readers
from bot.documents.readers import ENDINGS
from bot.errors import DocumentError
from tests.documents.readers.reading import shown
from tests.generated import TEXTS

CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn Bell: Hello.\n"
TRANSCRIPT = "\n\n".join(
    f"{name}: We talked about the budget, item {n}." for n in range(4) for name in ("Ann Bell", "Tom Shaw")
)


@pytest.mark.parametrize("format_", sorted(set(ENDINGS.values())))
def test_each_format_has_a_module_that_reads(format_: str) -> None:
    assert callable(import_module(f"bot.documents.readers.{format_}").read)


@pytest.mark.parametrize(
    ("name", "content", "format_"),
    [
        ("a.md", "# A\n\nOne.", "markdown"),
        ("A.MD", "# A\n\nOne.", "markdown"),
        ("a.txt", "One.", "plain"),
        ("folder/a.b.text", "One.", "plain"),
        ("a.vtt", CAPTIONS, "captions"),
        ("a.txt", CAPTIONS, "captions"),
        ("a.txt", TRANSCRIPT, "transcripts"),
        ("a.md", TRANSCRIPT, "transcripts"),
    ],
)
def test_a_file_is_read_by_its_ending_and_a_text_by_what_it_says(
    name: str, content: str, format_: str
) -> None:
    assert readers.read(content.encode(), name=name).format == format_


def test_minutes_are_no_transcript() -> None:
    minutes = (
        b"Present:\nAnn Bell\n\nVenue: Town Hall\nDate: 9 April\n\nDecision: approved\n\nThe rent rises."
    )
    assert readers.read(minutes, name="a.txt").format == "plain"


def test_what_stands_above_a_text_is_no_part_of_it_and_goes_before_what_the_text_says() -> None:
    content = "---\ntitle: Talks\ndate: 2024-07-28\n---\n# Minutes\n\nOne.\n".encode("utf-16")
    found = readers.read(content, name="a.md")
    assert shown(found) == ["heading: # Minutes", "  paragraph: One."]
    assert (found.facts.title, found.facts.date) == ("Talks", dt.date(2024, 7, 28))
    assert len(found.facts.notes) == 1, "it says which encoding was taken"
    assert readers.read(b"# Minutes", name="a.md").facts.title == "Minutes"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2024-07-28-board.md", "# Board\n\nOne."),
        ("board.md", "# Board, July 28, 2024\n\nOne."),
        ("board.txt", "Minutes of the Board\n\n28 July 2024\n\nThe meeting was opened."),
        ("board.md", "* **Next meeting:** 5 May 2025\n* **Date:** 28 July 2024\n"),
    ],
)
def test_a_date_is_found_in_the_name_the_title_or_the_first_lines(name: str, text: str) -> None:
    assert readers.read(text.encode(), name=name).facts.date == dt.date(2024, 7, 28)


@pytest.mark.parametrize(
    "text", [f"{'The treaty was signed. ' * 6}It was on 28 July 2024.", "# A\n\n5/6/2024"]
)
def test_dates_in_the_text_or_that_can_be_read_in_two_ways_are_not_taken(text: str) -> None:
    assert readers.read(text.encode(), name="a.md").facts.date is None


def test_speakers_can_be_named_above_a_text() -> None:
    content = f"---\nspeakers:\n  Ann Bell: Dr Ann Bell\n---\n{TRANSCRIPT}"
    found = readers.read(content.encode(), name="a.txt")
    assert {block.speaker for block in found.blocks} == {"Dr Ann Bell", "Tom Shaw"}


def test_a_file_that_no_reader_reads_is_said_to_be_none() -> None:
    with pytest.raises(DocumentError, match=r"^a\.xyz: cannot be read: only \.md, "):
        readers.read(b"", name="a.xyz")


@given(TEXTS, st.sampled_from(sorted(ENDINGS)))
def test_any_text_is_read_into_blocks_in_order_and_apart_or_refused(text: str, ending: str) -> None:
    try:
        found = readers.read(text.encode(), name=f"a{ending}")
    except DocumentError:
        return
    end = 0
    for position, block in enumerate(found.blocks):
        assert end <= block.span.start < block.span.end <= len(found.text)
        assert block.span.of(found.text) == block.span.of(found.text).strip()
        assert all(above < position for above in block.above)
        end = block.span.end
