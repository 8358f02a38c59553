"""The search by numpy and the compiled one find the same, score by score, in collections of many windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.search.engines.memory import MemoryEngine
from bot.search.engines.postings.engine import PostingsEngine
from bot.search.engines.postings.kernel import Kernel
from bot.search.engines.postings.segment import WINDOW
from bot.search.filters import Filter
from bot.store.numbers import number_of_term
from tests.search.engines.postings.large import TERMS, batch, drawn, queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.search.engines.protocol import Batch

pytest.importorskip("numba")


@pytest.fixture
def compiled() -> Kernel:
    kernel = Kernel(compiles=False)
    kernel.compile()
    return kernel


def both(batches: Sequence[Batch], compiled: Kernel) -> list[PostingsEngine]:
    kernels = (Kernel(compiles=False), compiled)
    return [PostingsEngine.build(batches, k1=1.2, b=0.75, kernel=kernel) for kernel in kernels]


@pytest.mark.parametrize("windows", [2, 20])
def test_both_find_the_same(compiled: Kernel, windows: int) -> None:
    there = [
        drawn(windows * WINDOW, 1),
        drawn(100, 2, first=windows * WINDOW + 1, document="small"),
    ]
    numpy, numba = both(there, compiled)
    for terms in (1, 3, 8, 30):
        for query in queries(6, seed=terms, terms=terms):
            for limit in (1, 10, 40):
                assert numba.search(query, limit=limit) == numpy.search(query, limit=limit)
            for document in ("small", "large", "none"):
                within = Filter(documents=frozenset([document]))
                expected = numpy.search(query, limit=10, within=within)
                assert numba.search(query, limit=10, within=within) == expected


def test_both_find_the_same_where_passages_were_deleted_and_the_mean_length_has_changed(
    compiled: Kernel,
) -> None:
    there = drawn(12 * WINDOW, 3)
    removed = set(np.random.default_rng(3).choice(there.numbers, 9 * WINDOW, replace=False).tolist())
    lengths = np.full(300, 90)
    added = batch(np.random.default_rng(4).choice(TERMS, int(lengths.sum())), lengths, first=10**6)
    numpy, numba = (engine.changed(added, removed) for engine in both([there], compiled))
    for query in queries(12, seed=5):
        assert numba.search(query, limit=20) == numpy.search(query, limit=20)


@pytest.mark.parametrize("seed", range(3))
def test_both_find_what_rank_bm25_does(compiled: Kernel, seed: int) -> None:
    there = [drawn(2 * WINDOW + 100, seed)]
    memory = MemoryEngine.build(there, k1=1.2, b=0.75)
    for query in queries(4, seed):
        scores = memory.scores(query)
        greatest = np.sort(scores)[::-1][:10]
        for engine in both(there, compiled):
            found = np.array(engine.search(query, limit=10)) - 1
            np.testing.assert_allclose(scores[found], greatest, rtol=1e-12)


def test_of_passages_that_are_all_alike_the_first_are_found(compiled: Kernel) -> None:
    size = 3 * WINDOW
    there = batch(np.tile(TERMS[:2], size), np.full(size, 2))
    query = {int(TERMS[0]): 1.0, int(TERMS[1]): 0.3}
    for engine in both([there], compiled):
        assert engine.search(query, limit=5) == [1, 2, 3, 4, 5]


def test_a_later_passage_wins_only_with_a_greater_score(compiled: Kernel) -> None:
    lengths = np.array([*[2] * 3000, 1, *[2] * 3000, 1])
    terms = np.concatenate([TERMS[:length] for length in lengths])
    for engine in both([batch(terms, lengths)], compiled):
        assert engine.search({int(TERMS[0]): 0.7}, limit=3) == [3001, 6002, 1]


def test_one_very_long_passage_among_empty_ones(compiled: Kernel) -> None:
    long = np.array([TERMS[0]] * 100_000 + [TERMS[1]])
    for engine in both([batch(long, np.array([0, len(long), 0]))], compiled):
        assert engine.search({int(TERMS[1]): 1.0, int(TERMS[0]): 1.0}, limit=5) == [2]


def test_more_are_wanted_than_are_put_in_order_one_by_one(compiled: Kernel) -> None:
    numpy, numba = both([drawn(2 * WINDOW, 6)], compiled)
    query = {int(term): 1.0 for term in TERMS[:3]}
    found = numba.search(query, limit=5_000)
    assert found == numpy.search(query, limit=5_000)
    assert len(found) > 2_000
    assert numba.search(query, limit=900) == found[:900]


def test_no_question_is_compiled_for_anew(compiled: Kernel) -> None:
    from bot.search.engines.postings.maxscore import search

    _, engine = both([drawn(3_000, 7)], compiled)
    # Arrays that were kept may be read-only and lie anywhere.
    kept = {
        name: np.frombuffer(b"\0" + own.tobytes(), np.uint8)[1:].view(own.dtype).reshape(own.shape)
        for name, own in engine.to_arrays().items()
    }
    again = PostingsEngine.from_arrays(kept, k1=1.2, b=0.75, kernel=compiled)
    changed = again.changed(drawn(200, 8, first=10**6, document="new"), [1, 2])
    for one in (engine, again, changed, changed.merged()):
        for within in (Filter(), Filter(documents=frozenset(["large"]))):
            one.search({int(TERMS[4]): 1.0, number_of_term("none has it"): 2.0}, limit=3, within=within)
    assert len(search.signatures) == 1
