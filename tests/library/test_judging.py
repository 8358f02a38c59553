"""Documents of several shapes, and what their sentences are found to be evidence of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.documents.meeting import KINDS, Kind
from bot.library.evidence import kinds_of
from bot.library.judging import dated_headings, evidence_terms, masks_of_sentences
from bot.store.numbers import EVIDENCE_LEVELS, number_of_evidence, number_of_word
from tests.libraries import document_of, library_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MINUTES = """# Choir meeting

Venue: Chapel, Long Lane

## Present

- Ana Silva
- Ben Okri

## Apologies

- Lena Fischer

## Business

The choir agreed to sing in May because the hall is free. Ben opposed the date.

## Actions

- Ana to print the scores.
"""
TRANSCRIPT = """Ana: Welcome, everyone, to the weekly call.
Ben: I think the roof should wait until spring.
Ana: Then it is decided: we voted three to two for the roof.
Ben: I will ask the roofer for an offer.
"""
REPORT = """The ministers of both countries met in Geneva on 12 March 2024 to discuss fishing rights.

They agreed to share the northern waters, and the talks lasted three hours. Gulls flew over the lake.
"""
LABELS = """Attendees: Ana, Ben
Scribe: Ben
Chair: Ana

Ana will send the slides.
"""


def levels(folder: Path, content: str, name: str) -> Mapping[str, Mapping[Kind, int]]:
    """Return how far each sentence of a document is evidence of each kind, 0 to 255, by its text."""
    store = library_of(folder, {name: content}).store
    found: dict[str, Mapping[Kind, int]] = {}
    for passage in store.passages([number for batch in store.indexed() for number in batch.numbers.tolist()]):
        records = store.records([passage.number])
        place = records.numbers.tolist().index(passage.number)
        own = slice(*records.sentence_starts[place : place + 2].tolist())
        for sentence, evidence in zip(passage.sentences, records.sentences["evidence"][own], strict=True):
            text = sentence.span.of(passage.text).removeprefix("- ")
            found[text] = dict(zip(KINDS, evidence.tolist(), strict=True))
    return found


def greatest(found: Mapping[str, Mapping[Kind, int]], kind: Kind) -> str:
    """Return the sentence that is most of a kind."""
    return max(found, key=lambda text: found[text][kind])


@pytest.mark.parametrize(
    ("content", "name", "kind", "sentence"),
    [
        (MINUTES, "a.md", Kind.ABSENCE, "Lena Fischer"),
        (MINUTES, "a.md", Kind.ATTENDANCE, "Ana Silva"),
        (MINUTES, "a.md", Kind.PLACE, "Venue: Chapel, Long Lane"),
        (MINUTES, "a.md", Kind.ACTION, "Ana to print the scores."),
        (MINUTES, "a.md", Kind.POSITION, "Ben opposed the date."),
        (TRANSCRIPT, "a.txt", Kind.ACTION, "I will ask the roofer for an offer."),
        (TRANSCRIPT, "a.txt", Kind.POSITION, "I think the roof should wait until spring."),
        (TRANSCRIPT, "a.txt", Kind.VOTE, "Then it is decided: we voted three to two for the roof."),
        (LABELS, "a.txt", Kind.ATTENDANCE, "Attendees: Ana, Ben"),
        (LABELS, "a.txt", Kind.MINUTES_TAKER, "Scribe: Ben"),
        (LABELS, "a.txt", Kind.CHAIR, "Chair: Ana"),
        (LABELS, "a.txt", Kind.ACTION, "Ana will send the slides."),
    ],
)
def test_the_sentence_that_says_it_is_the_greatest_evidence(
    content: str, name: str, kind: Kind, sentence: str, tmp_path: Path
) -> None:
    found = levels(tmp_path, content, name)
    assert sentence in greatest(found, kind)
    assert max(one[kind] for one in found.values()) >= EVIDENCE_LEVELS[0]


def test_a_report_tells_place_date_and_length_of_the_meeting(tmp_path: Path) -> None:
    found = levels(tmp_path, REPORT, "a.txt")
    assert greatest(found, Kind.PLACE) == greatest(found, Kind.DATE) == greatest(found, Kind.SUBJECT)
    assert greatest(found, Kind.PLACE).startswith("The ministers of both countries met in Geneva")
    assert greatest(found, Kind.DURATION) == greatest(found, Kind.DECISION)
    assert greatest(found, Kind.DURATION).startswith("They agreed to share the northern waters")


def test_the_first_sentences_of_prose_sum_it_up_best(tmp_path: Path) -> None:
    found = list(levels(tmp_path, REPORT, "a.txt").values())
    overview = [one[Kind.OVERVIEW] for one in found]
    assert overview == sorted(overview, reverse=True)
    assert overview[0] > overview[-1]


def test_what_nothing_says_is_no_evidence(tmp_path: Path) -> None:
    found = levels(tmp_path, TRANSCRIPT, "a.txt")
    for kind in (Kind.ABSENCE, Kind.MINUTES_TAKER, Kind.NEXT_MEETING, Kind.DURATION):
        assert max(one[kind] for one in found.values()) < EVIDENCE_LEVELS[0], kind


def test_a_text_of_no_meeting_is_evidence_of_nothing(tmp_path: Path) -> None:
    found = levels(
        tmp_path, "The whale was decided to be absent. It ate krill because it was there.", "a.txt"
    )
    assert all(not any(one.values()) for one in found.values())


def test_headings_with_a_date_above_something_are_found(tmp_path: Path) -> None:
    content = "# Choir meeting of 12 March 2024\n\nThey sang.\n\n## Roof\n\nIt leaks.\n\n# 1 May 2025\n"
    headings = [passage.text for passage in dated_headings(document_of(content, "a.md"))]
    assert len(headings) == 1
    assert "Choir meeting of 12 March 2024" in headings[0]
    assert "12 March 2024" in greatest(levels(tmp_path, content, "a.md"), Kind.DATE)


def test_a_document_without_headings_has_no_dated_ones() -> None:
    assert list(dated_headings(document_of("They met on 12 March 2024.", "a.txt"))) == []


def masks(*sentences: str) -> list[int]:
    words = [sentence.split() for sentence in sentences]
    firsts = np.cumsum([0, *map(len, words[:-1])])
    numbers = np.array([number_of_word(word) for one in words for word in one], dtype=np.uint32)
    return masks_of_sentences(numbers, firsts.astype(np.int64))


def test_words_say_which_kinds_a_sentence_may_be_evidence_of() -> None:
    agreed, absent, nothing = masks("they agreed", "lena was absent", "krill")
    assert Kind.DECISION in kinds_of(agreed)
    assert Kind.ABSENCE in kinds_of(absent)
    assert kinds_of(nothing) == []


def test_a_sentence_without_words_may_be_evidence_of_nothing() -> None:
    first, empty, last = masks("they agreed", "", "lena was absent")
    assert empty == 0
    assert [first, last] == masks("they agreed", "lena was absent")


LEVELS = st.lists(
    st.lists(st.integers(0, 255), min_size=len(KINDS), max_size=len(KINDS)), min_size=1, max_size=4
)


@given(LEVELS)
def test_a_passage_is_indexed_for_each_level_that_its_best_sentence_reaches(rows: list[list[int]]) -> None:
    evidence = np.array(rows, dtype=np.uint8)
    numbers = set(np.frombuffer(evidence_terms(evidence), dtype="<i8").tolist())
    expected = {
        number_of_evidence(kind, level)
        for place, kind in enumerate(KINDS)
        for level, least in enumerate(EVIDENCE_LEVELS)
        if max(row[place] for row in rows) >= least
    }
    assert numbers == expected


def test_a_passage_without_sentences_is_indexed_for_nothing() -> None:
    assert evidence_terms(np.zeros((0, len(KINDS)), dtype=np.uint8)) == b""
