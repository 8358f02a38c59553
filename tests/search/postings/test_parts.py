"""Whatever a collection has been through, it is searched like one that is built anew."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.search.bm25 import Bm25Index
from bot.search.idf import lucene_idf
from bot.search.index import Hit
from bot.search.postings.index import PostingsIndex
from bot.search.postings.part import Part
from bot.search.postings.statistics import Statistics
from bot.search.vocabulary import Vocabulary
from tests.search.postings.building import Numbered, numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.search.index import Index
    from bot.search.postings.model import Postings

TERMS = ["a", "b", "c", "d", "e", "f"]
ABSENT = "known, but in no passage"
K1, B = 1.4, 0.6

SEGMENTS = st.lists(st.lists(st.lists(st.sampled_from(TERMS), max_size=8), max_size=12), max_size=6)
QUERIES = st.dictionaries(st.sampled_from([*TERMS, "x", ABSENT]), st.sampled_from([0.25, 1.0]), min_size=1)


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A collection after changes, and the same built anew from the passages that are there.

    Attributes:
        index: The former.
        fresh: The latter.
        numbers: The number in the former of each passage of the latter.
    """

    index: PostingsIndex
    fresh: Index
    numbers: Sequence[int]

    def expected(self, query: dict[str, float], limit: int, within: set[int] | None = None) -> list[Hit]:
        places = within and {at for at, number in enumerate(self.numbers) if number in within}
        hits = self.fresh.search(query, limit=limit, within=places)
        return [Hit(self.numbers[hit.passage], hit.score) for hit in hits]


def widened(postings: Postings) -> Postings:
    """Return postings as they are where grades are many."""
    grades, peaks, window_peaks = postings.grades, postings.peaks, postings.window_peaks
    return dataclasses.replace(
        postings,
        grades=grades.astype(np.uint32),
        peaks=peaks.astype(np.uint32),
        window_peaks=window_peaks.astype(np.uint32),
    )


def changed(
    segments: Sequence[Sequence[Sequence[str]]],
    chance: np.random.Generator,
    *,
    gone: float = 0.3,
    then: Callable[[PostingsIndex], None] = lambda _: None,
) -> Changed:
    """Make segments one after the other, each as if it were all there is; remove and mix passages."""
    vocabulary = Vocabulary()
    size = sum(map(len, segments))
    order = chance.permutation(size)
    parts, first = [], 0
    statistics = numbered([], vocabulary).statistics()
    for segment in segments:
        own = numbered(segment, vocabulary)
        # Under other parameters the grades have another order, as they do under other mean lengths.
        rows = len(vocabulary) if chance.random() < 0.5 else None
        postings = own.postings(rows, k1=float(chance.uniform(0.1, 3)), b=float(chance.random()), size=5)
        if chance.random() < 0.3:
            postings = widened(postings)
        alive = chance.random(len(segment)) >= gone
        order[first : first + len(segment)].sort()
        parts.append(Part(postings=postings, first=first, alive=None if alive.all() else alive))
        removed = numbered([*compress(segment, ~alive)], vocabulary)
        statistics = statistics + Statistics.of_postings(postings) - removed.statistics()
        first += len(segment)
    vocabulary.add(ABSENT)
    index = PostingsIndex(
        parts,
        vocabulary=vocabulary,
        statistics=statistics,
        k1=K1,
        b=B,
        order=order.astype(np.int64),
        may_compile=False,
    )
    then(index)
    passages = [passage for segment in segments for passage in segment]
    stay = np.concatenate(
        [np.zeros(0, dtype=bool)]
        + [np.ones(part.postings.passages, bool) if part.alive is None else part.alive for part in parts]
    )
    numbers = sorted(np.flatnonzero(stay).tolist(), key=order.tolist().__getitem__)
    fresh = Bm25Index([passages[number] for number in numbers], k1=K1, b=B)
    return Changed(index=index, fresh=fresh, numbers=numbers)


@pytest.fixture(params=["numpy", "kernel"], scope="module")
def then(request: pytest.FixtureRequest) -> Callable[[PostingsIndex], None]:
    return PostingsIndex.compile if request.param == "kernel" else lambda _: None


@given(SEGMENTS, QUERIES, st.integers(1, 12), st.integers(0, 99), st.sets(st.integers(0, 71)))
def test_a_changed_collection_is_searched_like_a_new_one(  # noqa: PLR0917 - given by hypothesis
    then: Callable[[PostingsIndex], None],
    segments: list[list[list[str]]],
    query: dict[str, float],
    limit: int,
    seed: int,
    within: set[int],
) -> None:
    collection = changed(segments, np.random.default_rng(seed), then=then)
    within &= {*range(sum(map(len, segments)))}
    assert [*collection.index.search(query, limit=limit)] == collection.expected(query, limit)
    hits = collection.index.search(query, limit=limit, within=within)
    assert [*hits] == collection.expected(query, limit, within)


@given(SEGMENTS, st.integers(0, 99))
def test_a_changed_collection_knows_the_terms_of_a_new_one(
    segments: list[list[list[str]]], seed: int
) -> None:
    collection = changed(segments, np.random.default_rng(seed))
    index, fresh = collection.index, collection.fresh
    assert len(index) == len(fresh)
    assert {*index.vocabulary()} == {*fresh.vocabulary()}
    for term in [*TERMS, "x", ABSENT]:
        assert (term in index) == (term in fresh)
        assert index.idf(term) == fresh.idf(term)
    assert {*index.idfs()} <= {lucene_idf(len(fresh), n) for n in range(len(fresh) + 1)}


@pytest.mark.parametrize("seed", range(4))
def test_large_parts_are_pruned_and_merged_exactly(then: Callable[[PostingsIndex], None], seed: int) -> None:
    chance = np.random.default_rng(seed)
    segments = [
        [
            [f"w{word}" for word in np.minimum(chance.zipf(1.3, chance.integers(1, 12)), 40)]
            for _ in range(size)
        ]
        for size in (5000, 3000, 40, 1)
    ]
    collection = changed(segments, chance, then=then, gone=0.1)
    for _ in range(8):
        query = {f"w{word}": float(chance.random()) for word in chance.integers(1, 45, 5)}
        assert [*collection.index.search(query, limit=10)] == collection.expected(query, 10)


def test_more_grades_than_sixteen_bits_hold_are_told_apart() -> None:
    # In each passage, one term once, another twice, and so on; and no two passages are of one length.
    each = np.repeat(np.arange(50), np.arange(1, 51))
    passages = [np.append(each, np.full(n, 50)) for n in range(1320)]
    starts = np.cumsum([0, *map(len, passages)])
    found = Numbered(terms=np.concatenate(passages).astype(np.int32), starts=starts)
    postings = found.postings(51, k1=K1, b=B)
    assert postings.pairs.shape[1] > np.iinfo(np.uint16).max
    own = slice(postings.starts[7], postings.starts[8])
    frequencies, lengths = postings.pairs[:, postings.grades[own]]
    assert set(frequencies) == {8}
    assert lengths.tolist() == np.diff(starts).tolist()
