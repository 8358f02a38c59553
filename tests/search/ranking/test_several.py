"""Several segments say what one of the same passages does."""

from __future__ import annotations

import dataclasses
from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, strategies as st

from bot.search.postings.statistics import Statistics
from bot.search.ranking.reading import read
from bot.search.ranking.segment_terms import SegmentTerms
from bot.search.ranking.several import SeveralTerms, TermsPart
from tests.search.searching import ANALYZER, TEXTS, passage_texts, vectors

if TYPE_CHECKING:
    from bot.search.ranking.tables import Tables

COLLECTIONS = st.lists(TEXTS.filter(ANALYZER.terms), min_size=1, max_size=8)


def rows(tables: Tables, first: int, end: int) -> Tables:
    """Return the tables of some of the passages, by the same numbers."""
    places = slice(tables.starts[first], tables.starts[end])
    words = slice(tables.word_starts[first], tables.word_starts[end])
    sentences = slice(tables.sentence_bounds[first], tables.sentence_bounds[end])
    return dataclasses.replace(
        tables,
        **{name: getattr(tables, name)[places] for name in ("terms", "forms", "begins", "ends")},
        words=tables.words[words],
        starts=tables.starts[first : end + 1] - places.start,
        word_starts=tables.word_starts[first : end + 1] - words.start,
        sentence_starts=tables.sentence_starts[sentences] - places.start,
        sentence_numbers=tables.sentence_numbers[sentences],
        sentence_bounds=tables.sentence_bounds[first : end + 1] - sentences.start,
        paragraphs=tables.paragraphs[first:end],
    )


def in_two(tables: Tables, cut: int) -> SeveralTerms:
    size = len(tables.paragraphs)
    return SeveralTerms(
        [
            TermsPart(terms=SegmentTerms(rows(tables, 0, cut)), first=0),
            TermsPart(terms=SegmentTerms(rows(tables, cut, size)), first=cut),
        ],
        vocabulary=tables.names,
        spellings=tables.spellings,
        statistics=Statistics.of(tables.terms, tables.starts),
        order=None,
    )


@given(COLLECTIONS, st.data())
def test_several_segments_say_what_one_does(texts: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(texts)))
    tables = read(passage_texts(texts), ANALYZER)
    one = SegmentTerms(tables).with_meaning_lengths(vectors())
    several = in_two(tables, cut).with_meaning_lengths(vectors())
    assert len(several) == len(one)
    assert several.mean_length == one.mean_length
    assert several.mean_paragraph_length == one.mean_paragraph_length
    assert several.word_counts().tolist() == one.word_counts().tolist()
    chosen = np.array(data.draw(st.permutations(range(len(texts)))), dtype=np.int64)
    for found, expected in (
        (several.excerpt(chosen), one.excerpt(chosen)),
        (several.surroundings(chosen), one.surroundings(chosen)),
    ):
        for field in fields(expected):
            if field.name == "paragraphs":
                continue  # the numbers only tell paragraphs apart
            assert getattr(found, field.name).tolist() == getattr(expected, field.name).tolist()
    for passage in chosen.tolist():
        terms = [*one.names]
        assert several.placed(passage, terms) == one.placed(passage, terms)


def test_equals_stand_in_the_order_that_is_given() -> None:
    tables = read(passage_texts(["Bread rises.", "Soup simmers.", "Rockets fly."]), ANALYZER)
    several = in_two(tables, 2)
    assert several.in_sequence({2, 0, 1}).tolist() == [0, 1, 2]
    ordered = SeveralTerms(
        several._parts,  # noqa: SLF001 - the same in another order
        vocabulary=tables.names,
        spellings=tables.spellings,
        statistics=Statistics.of(tables.terms, tables.starts),
        order=np.array([20, 30, 10]),
    )
    assert ordered.in_sequence({2, 0, 1}).tolist() == [2, 0, 1]


def test_a_term_that_no_passage_has_any_more_has_no_number() -> None:
    tables = read(passage_texts(["Bread rises.", "Soup simmers."]), ANALYZER)
    left = SeveralTerms(
        [TermsPart(terms=SegmentTerms(tables, np.array([True, False])), first=0)],
        vocabulary=tables.names,
        spellings=tables.spellings,
        statistics=Statistics.of(tables.terms[:2], tables.starts[:2]),
        order=None,
    )
    assert left.number("bread") is not None
    assert left.number("soup") is None
    assert left.word_counts().tolist() == [1, 1, 0, 0]
