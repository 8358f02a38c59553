"""What only shows in collections of many windows: skipping, looking up, and ties far apart."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.search.bm25 import Bm25Index
from bot.search.postings.model import WINDOW
from tests.search.postings.building import compiled, in_parts, index_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.search.postings.index import PostingsIndex

VOCABULARY = 40


def drawn(size: int, seed: int) -> list[list[str]]:
    """Return passages of words that grow rarer, most in few of the windows."""
    chance = np.random.default_rng(seed)
    words = np.minimum(chance.zipf(1.3, size * 6), VOCABULARY)
    return [[f"w{word}" for word in words[start : start + 6]] for start in range(0, size * 6, 6)]


def engines(passages: Sequence[Sequence[str]]) -> list[PostingsIndex]:
    several = in_parts(passages, size=1500)
    several.compile()
    return [index_of(passages, size=1000), compiled(passages), in_parts(passages, size=1500), several]


@pytest.mark.parametrize("seed", range(3))
def test_hits_are_the_small_engines(seed: int) -> None:
    passages = drawn(2 * WINDOW + 100, seed)
    small = Bm25Index(passages, k1=1.2, b=0.75)
    chance = np.random.default_rng(seed)
    for large in engines(passages):
        for _ in range(4):
            words = [f"w{word}" for word in chance.choice(np.arange(1, VOCABULARY + 3), 4, replace=False)]
            query = {
                f"w{word}": factor for word, factor in zip(words, chance.random(4).tolist(), strict=True)
            }
            within = set(chance.choice(len(passages), 500, replace=False).tolist())
            for limit in (1, 10):
                assert large.search(query, limit=limit) == small.search(query, limit=limit)
                there = {*range(WINDOW - 5, WINDOW + 200)}
                for places in (within, there):
                    expected = small.search(query, limit=limit, within=places)
                    assert large.search(query, limit=limit, within=places) == expected


@pytest.mark.parametrize("seed", range(4))
def test_hits_of_many_terms_of_small_weight_are_the_small_engines(seed: int) -> None:
    passages = drawn(3 * WINDOW + 100, seed)
    small = Bm25Index(passages, k1=1.2, b=0.75)
    chance = np.random.default_rng(seed)
    for large in engines(passages):
        for spread in (0.0, 1.0, 6.0):
            # From terms that all count alike to some that hardly count at all beside others.
            words = chance.permutation(np.arange(1, VOCABULARY + 1))[:30].tolist()
            query = {f"w{word}": float(0.3 * np.exp(-spread * chance.random())) for word in words}
            within = set(chance.choice(len(passages), 3000, replace=False).tolist())
            assert large.search(query, limit=40) == small.search(query, limit=40)
            expected = small.search(query, limit=40, within=within)
            assert large.search(query, limit=40, within=within) == expected


def test_of_passages_that_are_all_alike_the_first_are_found() -> None:
    for large in engines([["same", "words"]] * (3 * WINDOW)):
        hits = large.search({"words": 1.0, "same": 0.3}, limit=5)
        assert [hit.passage for hit in hits] == [0, 1, 2, 3, 4]
        assert len({hit.score for hit in hits}) == 1


def test_a_later_passage_wins_only_with_a_greater_score() -> None:
    passages = [["a", "b"]] * 3000 + [["a"]] + [["a", "b"]] * 3000 + [["a"]]
    for large in engines(passages):
        assert [hit.passage for hit in large.search({"a": 0.7}, limit=3)] == [3000, 6001, 0]


def test_who_goes_on_asking_is_answered_by_the_compiled_kernel_alike() -> None:
    index = index_of(drawn(5_000, seed=0), may_compile=True)
    query = {"w2": 1.0, "w7": 0.3, "w30": 2.0}
    expected = [index.search(query, limit=20) for _ in range(4)]
    for thread in threading.enumerate():
        if thread.name == "compile-search":
            thread.join()
    assert [index.search(query, limit=20) for _ in range(4)] == expected
    later = index_of(drawn(5_000, seed=0), may_compile=True)
    assert later.search(query, limit=20) == expected[0]


def test_one_very_long_passage_among_empty_ones() -> None:
    for large in engines([[], ["long"] * 100_000 + ["rare"], []]):
        assert [hit.passage for hit in large.search({"rare": 1.0, "long": 1.0}, limit=5)] == [1]
