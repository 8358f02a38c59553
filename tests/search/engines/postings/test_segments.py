"""Segments say what the passages say that they were built of, however these were divided and merged."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, strategies as st

from bot.search.engines.postings.inverting import inverted
from bot.search.engines.postings.merging import Source, merge
from bot.search.engines.postings.segment import WINDOW, Segment
from bot.search.engines.postings.statistics import Bm25
from bot.store.numbers import number_of_term
from tests.search.engines.building import Said, batches_of, numbered, passages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.search.engines.postings.segment import PostingLists

BM25 = Bm25(k1=1.2, b=0.75)


def runs_of(there: Sequence[Said], *, run: int = 5) -> list[PostingLists]:
    return [*inverted(batches_of(there, size=max(2, run // 4)), run=run)]


def segment_of(there: Sequence[Said], *, run: int = 5) -> Segment:
    return merge([Source(lists) for lists in runs_of(there, run=run)], BM25)


def said_by(lists: PostingLists) -> dict[tuple[int, int], tuple[int, int]]:
    """For each term and passage how often the one stands in the other, and how long that is."""
    said = {}
    for row, term in enumerate(lists.terms.tolist()):
        for posting in range(int(lists.starts[row]), int(lists.starts[row + 1])):
            place = lists.places[posting]
            frequency, length = lists.pairs[:, lists.grades[posting]].tolist()
            said[term, int(lists.passages.numbers[place])] = frequency, length
    return said


def said_in(there: Sequence[Said]) -> dict[tuple[int, int], tuple[int, int]]:
    return {
        (number_of_term(term), passage.number): (frequency, len(passage.terms))
        for passage in there
        for term, frequency in Counter(passage.terms).items()
    }


def assert_is_in_order(segment: Segment) -> None:
    assert (np.diff(segment.passages.numbers) > 0).all()
    assert (segment.terms[1:] > segment.terms[:-1]).all()
    assert (np.diff(segment.starts) > 0).all()
    for row in range(len(segment.terms)):
        own = segment.list_of(row)
        assert (np.diff(segment.places[own]) > 0).all()
        assert segment.peaks[row] == segment.grades[own].max()


@given(passages(), st.integers(1, 9))
def test_a_run_says_what_its_passages_say(there: list[Said], run: int) -> None:
    said: dict[tuple[int, int], tuple[int, int]] = {}
    for lists in runs_of(there, run=run):
        said |= said_by(lists)
    assert said == said_in(there)


@given(passages(), st.integers(1, 9))
def test_a_segment_says_what_its_passages_say(there: list[Said], run: int) -> None:
    segment = segment_of(there, run=run)
    assert said_by(segment) == said_in(there)
    assert segment.lengths.tolist() == [len(passage.terms) for passage in there]
    assert_is_in_order(segment)


@given(passages(), st.data())
def test_deleted_passages_and_their_terms_are_gone_from_what_is_merged(
    there: list[Said], data: st.DataObject
) -> None:
    sources, stay = [], []
    for first in range(0, len(there), 6):
        some = there[first : first + 6]
        alive = data.draw(st.lists(st.booleans(), min_size=len(some), max_size=len(some)))
        sources.append(Source(segment_of(some), np.array(alive, dtype=np.bool_)))
        stay += [passage for passage, is_alive in zip(some, alive, strict=True) if is_alive]
    segment = merge(sources, BM25)
    assert said_by(segment) == said_in(stay)
    assert segment.passages.numbers.tolist() == [passage.number for passage in stay]
    assert set(segment.passages.identifiers) == {passage.document for passage in stay}
    assert_is_in_order(segment)


@given(passages(), st.data())
def test_segments_whose_numbers_lie_between_each_other_are_merged_in_order(
    there: list[Said], data: st.DataObject
) -> None:
    which = data.draw(st.lists(st.integers(0, 2), min_size=len(there), max_size=len(there)))
    each = [[p for p, own in zip(there, which, strict=True) if own == number] for number in range(3)]
    segment = merge([Source(segment_of(some)) for some in each], BM25)
    assert said_by(segment) == said_in(there)
    assert_is_in_order(segment)


@given(passages())
def test_a_segment_comes_back_from_its_arrays(there: list[Said]) -> None:
    segment = segment_of(there)
    again = Segment.from_arrays(segment.to_arrays())
    assert said_by(again) == said_in(there)
    assert again.passages.identifiers == segment.passages.identifiers
    assert all((again.to_arrays()[name] == own).all() for name, own in segment.to_arrays().items())


def test_grades_ascend_with_what_they_are_worth() -> None:
    segment = segment_of(numbered([["a"] * often + ["b"] * more for often in range(9) for more in range(9)]))
    mean_length = float(segment.lengths.mean())
    assert (np.diff(BM25.saturations(segment.pairs, mean_length)) >= 0).all()


def test_windows_say_where_postings_begin_and_what_is_greatest() -> None:
    size = 12 * WINDOW + 5
    chance = np.random.default_rng(0)
    there = numbered([["a"] * often + ["b"] for often in chance.integers(0, 3, size).tolist()])
    there[size // 2] = Said(number=size // 2 + 1, terms=["rare"])
    segment = segment_of(there, run=10_000)
    assert segment.window_rows[segment.row(number_of_term("rare"))] == -1
    for term in ("a", "b"):
        row = segment.row(number_of_term(term))
        own = segment.list_of(row)
        places, grades = segment.places[own], segment.grades[own]
        starts = segment.window_starts[segment.window_rows[row]]
        for window in range(13):
            inside = places // WINDOW == window
            assert (np.flatnonzero(inside) == np.arange(starts[window], starts[window + 1])).all()
            assert segment.window_peaks[segment.window_rows[row], window] == grades[inside].max()


def test_more_pairs_than_sixteen_bits_tell_apart_share_grades() -> None:
    # In each passage, one term once, another twice, and so on; and no two passages are of one length.
    each = [f"w{number}" for number in range(50) for _ in range(number + 1)]
    there = numbered([[*each, *["x"] * length] for length in range(1_320)])
    segment = segment_of(there, run=2_000)
    assert len(said_in(there)) > segment.pairs.shape[1] > 1 << 15
    mean_length = float(segment.lengths.mean())
    for term in range(0, 50, 7):
        own = segment.list_of(segment.row(number_of_term(f"w{term}")))
        exact = np.stack([np.full(len(there), term + 1), segment.lengths]).astype(np.int32)
        worth = BM25.saturations(segment.pairs[:, segment.grades[own]], mean_length)
        np.testing.assert_allclose(worth, BM25.saturations(exact, mean_length), rtol=1e-3)


def test_terms_of_any_number_are_told_apart() -> None:
    ends = [-(2**63), -1, 0, 1, 2**63 - 1]
    [batch] = batches_of(numbered([["a"] * 5]))
    batch.terms[:] = ends
    [lists] = inverted([batch])
    assert lists.terms.tolist() == ends
