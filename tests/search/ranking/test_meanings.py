from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.search.ranking.meanings import meaning_lengths, telling, with_meaning_lengths
from bot.search.ranking.reading import read
from bot.search.vocabulary import Vocabulary
from tests.search.searching import ANALYZER, COLLECTIONS, TEXTS, passage_texts, vectors


def assert_lengths(texts: list[str]) -> None:
    """Hold the lengths against sums that are added up sentence by sentence."""
    tables = read(passage_texts(texts), ANALYZER)
    rows = vectors().rows(tables.names.names)
    of_terms = vectors().vectors(rows) * telling(vectors().rarity(rows))[:, None]
    starts = tables.sentence_starts.tolist()
    expected = [
        np.linalg.norm(of_terms[tables.terms[start:end]].sum(axis=0))
        for start, end in pairwise([*starts, len(tables.terms)])
    ]
    found = meaning_lengths(tables, vectors())
    assert found.dtype == np.float32
    assert found == pytest.approx(np.array(expected), rel=1e-4)


@given(COLLECTIONS)
def test_lengths_are_those_of_the_sums_of_the_vectors_by_what_they_tell(texts: list[str]) -> None:
    assert_lengths(texts)


def test_sentences_may_be_long_and_many() -> None:
    assert_lengths([*["Bread rises. Soup simmers slowly."] * 1000, "rocket " * 3000, "Hot soup. " * 700])


@given(st.lists(TEXTS, max_size=8), st.lists(st.integers(0, 8), max_size=3))
def test_a_length_is_the_same_to_the_last_bit_whatever_stands_beside_the_sentence(
    texts: list[str], cuts: list[int]
) -> None:
    passages = passage_texts(texts)
    bounds = [0, *sorted(cuts), len(texts)]
    parts = [read(passages[start:end], ANALYZER) for start, end in pairwise(bounds)]
    apart = [length for part in parts for length in meaning_lengths(part, vectors()).tolist()]
    assert apart == meaning_lengths(read(passages, ANALYZER), vectors()).tolist()


def test_a_long_sentence_has_the_same_length_beside_others() -> None:
    long, others = "rocket bread " * 1500, ["Soup simmers."] * 2000
    [alone] = meaning_lengths(read(passage_texts([long]), ANALYZER), vectors())
    assert meaning_lengths(read(passage_texts([*others, long]), ANALYZER), vectors())[-1] == alone


def test_names_that_stand_nowhere_change_nothing() -> None:
    tables = read(passage_texts(["Bread rises. Soup simmers."]), ANALYZER)
    more = dataclasses.replace(tables, names=Vocabulary(names=(*tables.names.names, "moon", "zzz")))
    assert meaning_lengths(more, vectors()).tolist() == meaning_lengths(tables, vectors()).tolist()


def test_lengths_that_are_there_are_kept() -> None:
    tables = read(passage_texts(["Bread rises."]), ANALYZER)
    known = with_meaning_lengths(tables, vectors())
    assert with_meaning_lengths(known, vectors()) is known


def test_the_rarest_words_of_english_tell_the_most() -> None:
    the, half, rare = telling(np.array([1.3, 3, 7], dtype=np.float32)).tolist()
    assert 0 < the < 0.05
    assert half == pytest.approx(0.5)
    assert 0.99 < rare < 1
