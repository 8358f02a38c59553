from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.documents.model import Citation, Span
from bot.terminal.citations import described, repeats


@pytest.fixture
def citation() -> Citation:
    return Citation(
        document="minutes",
        hash="0a1b2c3d",
        span=Span(start=5, end=9),
        title="Minutes",
        date=dt.date(2024, 7, 8),
        url=None,
        paragraphs=(3, 3),
        sentences=(1, 2),
    )


def test_a_citation_reads_like_a_persons(citation: Citation) -> None:
    assert described(citation) == "Minutes, 8 July 2024, paragraph 3, sentences 1–2"


def test_a_citation_without_a_date_leaves_it_out(citation: Citation) -> None:
    assert described(replace(citation, date=None, sentences=(2, 2))) == "Minutes, paragraph 3, sentence 2"


def test_a_citation_of_a_transcript_begins_with_who_and_when(citation: Citation) -> None:
    spoken = replace(citation, speaker="Grad G", time="00:12:05")
    assert described(spoken).startswith("Grad G, 00:12:05, Minutes")


def test_a_title_cannot_act_on_the_terminal(citation: Citation) -> None:
    assert "\x1b" not in described(replace(citation, title="\x1b[2J"))


def test_repeats_name_the_other_places_without_identifiers(citation: Citation) -> None:
    here = replace(citation, paragraphs=(6, 6))
    elsewhere = replace(citation, document="annex", title="Annex", paragraphs=(1, 2))
    assert repeats(citation, [here, elsewhere]) == "Also in paragraph 6; Annex, paragraphs 1–2"
