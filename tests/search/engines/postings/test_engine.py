from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from bot.search.engines.postings.engine import PostingsEngine
from bot.search.engines.postings.kernel import Kernel
from bot.search.filters import Filter
from tests.search.engines.building import Said, batch_of, by_numpy, found, numbered
from tests.search.engines.postings.large import drawn, queries

SOME = numbered([["a", "b"], ["a"], ["c"]])


def large(size: int) -> PostingsEngine:
    return PostingsEngine.build([drawn(size, 1)], k1=1.2, b=0.75, kernel=Kernel(compiles=False))


def test_an_engine_comes_back_from_its_arrays() -> None:
    kept = by_numpy(SOME).to_arrays()
    again = PostingsEngine.from_arrays(kept, k1=1.2, b=0.75)
    assert again.count == 3
    assert found(again, ["a"]) == [2, 1]
    assert found(again, ["a"], within=Filter(documents=frozenset(["minutes"]))) == [2, 1]
    assert again.numbers.tolist() == [1, 2, 3]


def test_where_an_array_is_missing_there_is_no_engine() -> None:
    kept = by_numpy(SOME).to_arrays()
    for name in kept:
        rest = {other: array for other, array in kept.items() if other != name}
        with pytest.raises(KeyError, match=name):
            PostingsEngine.from_arrays(rest, k1=1.2, b=0.75)


def test_a_change_leaves_the_engine_as_it_was() -> None:
    engine = by_numpy(SOME)
    changed = engine.changed(batch_of([Said(number=9, terms=["a"])]), [2])
    assert found(engine, ["a"]) == [2, 1]
    assert found(changed, ["a"]) == [9, 1]
    assert engine.numbers.tolist() == [1, 2, 3]
    assert changed.numbers.tolist() == [1, 3, 9]


def test_what_was_changed_since_is_not_kept_until_it_is_merged() -> None:
    changed = by_numpy(SOME).changed(batch_of([Said(number=9, terms=["a"])]), [2])
    base = PostingsEngine.from_arrays(changed.to_arrays(), k1=1.2, b=0.75)
    merged = PostingsEngine.from_arrays(changed.merged().to_arrays(), k1=1.2, b=0.75)
    assert base.numbers.tolist() == [1, 2, 3]
    assert merged.numbers.tolist() == [1, 3, 9]


def test_a_merge_is_due_when_much_was_added_or_deleted() -> None:
    engine = large(20_000)
    assert not engine.needs_merge
    added = engine.changed(drawn(9_000, 2, first=30_000), [])
    removed = engine.changed(batch_of([]), range(1, 9_001))
    assert added.needs_merge
    assert removed.needs_merge
    assert not added.merged().needs_merge
    assert not removed.merged().needs_merge


def test_what_changed_during_a_merge_is_applied_to_what_was_merged() -> None:
    engine = large(3_000).changed(drawn(500, 2, first=5_000), [7, 8])
    changes = [(drawn(50, seed, first=6_000 + 100 * seed), [*range(seed, 400, 9)]) for seed in range(5)]
    # A change that is in it already may be applied once more.
    merged, followed = engine.changed(*changes[0]).merged(), engine
    for change in changes:
        followed, merged = followed.changed(*change), merged.changed(*change)
    assert merged.numbers.tolist() == followed.numbers.tolist()
    for query in queries(8, seed=3):
        assert merged.search(query, limit=10) == followed.search(query, limit=10)
        assert merged.document_frequency([*query]).tolist() == followed.document_frequency([*query]).tolist()


def test_terms_that_no_passage_has_any_more_are_forgotten_by_a_merge() -> None:
    engine = by_numpy(SOME).changed(batch_of([]), [3])
    assert len(engine.to_arrays()["terms"]) == 3
    assert len(engine.merged().to_arrays()["terms"]) == 2


def test_many_filters_in_turn_find_what_each_lets_be_found() -> None:
    engine = by_numpy([Said(number=n, terms=["a"], document=f"document {n}") for n in range(30)])
    for _ in range(2):
        for number in range(30):
            within = Filter(documents=frozenset([f"document {number}"]))
            assert found(engine, ["a"], within=within) == [number]


@pytest.mark.parametrize("compiled", [False, True])
def test_threads_that_ask_while_others_change_find_what_their_own_engine_has(*, compiled: bool) -> None:
    if compiled:
        pytest.importorskip("numba")
    kernel = Kernel(compiles=False)
    if compiled:
        kernel.compile()
    engines = [PostingsEngine.build([drawn(6_000, 1)], k1=1.2, b=0.75, kernel=kernel)]
    asked = [*queries(6, seed=4)]
    stop = threading.Event()

    def change() -> None:
        for seed in range(25):
            batch = drawn(40, seed, first=10_000 + 100 * seed)
            engine = engines[-1].changed(batch, range(seed * 90, seed * 90 + 80))
            engines.append(engine.merged() if seed % 6 == 5 else engine)
        stop.set()

    def ask(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - a test may be guessed
        while not stop.is_set():
            engine, query = engines[-1], chance.choice(asked)
            numbers = engine.search(query, limit=20)
            assert set(numbers) <= set(engine.numbers.tolist())
            assert engine.search(query, limit=20) == numbers

    with ThreadPoolExecutor(5) as pool:
        done = [pool.submit(change), *(pool.submit(ask, seed) for seed in range(4))]
        for one in done:
            one.result()
    last = engines[-1]
    fresh = last.merged()
    for query in asked:
        assert last.search(query, limit=20) == fresh.search(query, limit=20)
        np.testing.assert_array_equal(last.document_frequency([*query]), fresh.document_frequency([*query]))
