from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from bot.search.bm25 import Bm25Index
from bot.search.ranking.meanings import rarities, sentence_lengths
from bot.search.ranking.passage_terms import PassageTerms
from bot.search.ranking.reading import read
from bot.search.ranking.relatedness import Relatedness
from tests.search.searching import ANALYZER, COLLECTIONS, passage_texts, vectors


def assert_lengths(texts: list[str]) -> None:
    """Hold the lengths against sums that are added up sentence by sentence."""
    tables = read(passage_texts(texts), ANALYZER)
    names = tables.names.names
    rarity = rarities(Bm25Index(PassageTerms(tables).in_order(), k1=1.2, b=0.75))
    of_terms = vectors().vectors(vectors().rows(names)) * rarity[:, None]
    starts = tables.sentence_starts.tolist()
    expected = [
        np.linalg.norm(of_terms[tables.terms[start:end]].sum(axis=0))
        for start, end in pairwise([*starts, len(tables.terms)])
    ]
    assert sentence_lengths(tables, Relatedness(vectors(), names), rarity) == pytest.approx(expected)


@given(COLLECTIONS)
def test_lengths_are_those_of_the_sums_of_the_vectors_by_rarity(texts: list[str]) -> None:
    assert_lengths(texts)


def test_sentences_may_be_long_and_many() -> None:
    assert_lengths([*["Bread rises. Soup simmers slowly."] * 1000, "rocket " * 3000, "Hot soup. " * 700])


def test_the_rarest_are_those_that_stand_in_the_fewest_passages() -> None:
    rarity = rarities(Bm25Index([["a", "b"], ["a"], ["a", "c"]], k1=1.2, b=0.75))
    assert rarity[0] < rarity[1] == rarity[2] < 1
