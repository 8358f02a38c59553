from __future__ import annotations

import numpy as np
import pytest
from rank_bm25 import BM25Okapi

from bot.search.engines.memory import LuceneIdfBM25
from bot.search.engines.postings.statistics import Bm25, Statistics


def test_what_is_added_and_taken_away_again_changes_nothing() -> None:
    some, others = Statistics(passages=3, total_length=12), Statistics(passages=2, total_length=5)
    assert (some + others).mean_length == 17 / 5
    assert some + others - others == some


def test_the_mean_length_of_nothing_is_one() -> None:
    assert Statistics(passages=0, total_length=0).mean_length == 1
    assert Statistics(passages=4, total_length=0).mean_length == 1


def test_idf_is_that_of_the_memory_engine() -> None:
    terms = [[1, 2], [1], [1, 3], []]
    statistics = Statistics(passages=4, total_length=5)
    idf = LuceneIdfBM25(terms).idf
    assert [statistics.idf(frequency) for frequency in (3, 1, 1)] == [idf[1], idf[2], idf[3]]


@pytest.mark.parametrize(("k1", "b"), [(1.2, 0.75), (0.4, 1.0), (3.0, 0.0)])
def test_saturation_times_idf_is_rank_bm25s_score(k1: float, b: float) -> None:
    terms = [["a"], ["a", "a", "b"], ["b", "c", "c", "c"], ["d"], ["d", "e"]]
    model = BM25Okapi(terms, k1=k1, b=b)
    pairs = np.array([[1, 2, 1], [1, 3, 4]], dtype=np.int32)
    found = Bm25(k1=k1, b=b).saturations(pairs, 11 / 5)
    expected = [model.get_scores([term])[at] / model.idf[term] for term, at in (("a", 0), ("a", 1), ("b", 2))]
    assert found.tolist() == pytest.approx(expected, rel=1e-12)
