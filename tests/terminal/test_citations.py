from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.terminal.citations import described, repeats

if TYPE_CHECKING:
    from bot.documents.model import Citation


@pytest.fixture
def minutes(citation: Citation) -> Citation:
    return replace(
        citation,
        document="minutes",
        title="Minutes",
        date=dt.date(2024, 7, 8),
        paragraphs=(3, 3),
        sentences=(1, 2),
    )


def test_a_citation_reads_like_a_persons(minutes: Citation) -> None:
    assert described(minutes) == "Minutes, 8 July 2024, paragraph 3, sentences 1–2"


def test_a_citation_without_a_date_leaves_it_out(minutes: Citation) -> None:
    assert described(replace(minutes, date=None, sentences=(2, 2))) == "Minutes, paragraph 3, sentence 2"


def test_headings_and_pages_stand_between_document_and_paragraph(minutes: Citation) -> None:
    paged = replace(minutes, headings=("3. Budget", "Rates"), page=(2, 3))
    assert (
        described(paged) == "Minutes, 8 July 2024, 3. Budget › Rates, pages 2–3, paragraph 3, sentences 1–2"
    )


def test_a_citation_of_a_transcript_begins_with_who_and_when(minutes: Citation) -> None:
    spoken = replace(minutes, speaker="Lynne Neagle", time=751)
    assert described(spoken) == "Lynne Neagle, 0:12:31, Minutes, 8 July 2024"
    assert described(replace(spoken, speaker=None)) == "0:12:31, Minutes, 8 July 2024"


def test_without_times_a_turn_is_cited_as_a_paragraph(minutes: Citation) -> None:
    spoken = replace(minutes, speaker="Grad G", date=None)
    assert described(spoken) == "Grad G, Minutes, paragraph 3, sentences 1–2"


def test_a_title_cannot_act_on_the_terminal(minutes: Citation) -> None:
    assert "\x1b" not in described(replace(minutes, title="\x1b[2J", speaker="\x1b", headings=("\x1b",)))


def test_a_long_heading_is_cut(minutes: Citation) -> None:
    assert len(described(replace(minutes, headings=("x" * 4000,)))) < 160


def test_repeats_name_the_other_places_without_identifiers(minutes: Citation) -> None:
    here = replace(minutes, paragraphs=(6, 6))
    elsewhere = replace(minutes, document="annex", title="Annex", paragraphs=(1, 2))
    assert repeats(minutes, [here, elsewhere]) == "Also in paragraph 6; Annex, paragraphs 1–2"


def test_a_repeat_in_a_transcript_is_named_by_its_time(minutes: Citation) -> None:
    assert repeats(minutes, [replace(minutes, time=3600)]) == "Also in 1:00:00"


def test_beyond_three_places_the_others_are_counted(minutes: Citation) -> None:
    others = [replace(minutes, paragraphs=(number, number)) for number in range(4, 10)]
    assert repeats(minutes, others) == "Also in paragraph 4; paragraph 5; paragraph 6 and in 3 others"
    assert repeats(minutes, others[:4]).endswith("paragraph 6 and in 1 other")
