from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given, strategies as st

from bot.search.engines.passages import Passages
from bot.search.filters import Filter
from tests.search.engines.building import FILTERS, Said, batch_of, batches_of, is_found, passages


@given(passages(), FILTERS)
def test_a_filter_lets_be_found_what_it_says(there: list[Said], within: Filter) -> None:
    mask = Passages.of([*batches_of(there, size=4)]).mask(within)
    assert mask.tolist() == [is_found(passage, within) for passage in there]


@given(passages(), st.data(), FILTERS)
def test_some_passages_are_what_they_were_among_all(
    there: list[Said], data: st.DataObject, within: Filter
) -> None:
    order = data.draw(st.permutations(range(len(there))))[: data.draw(st.integers(0, len(there)))]
    some = Passages.of([*batches_of(there)]).taken(np.array(order, dtype=np.int64))
    assert some.numbers.tolist() == [there[place].number for place in order]
    assert some.mask(within).tolist() == [is_found(there[place], within) for place in order]
    assert set(some.identifiers) == {there[place].document for place in order}


@given(passages(), st.sets(st.integers(0, 99)))
def test_passages_are_found_by_their_numbers(there: list[Said], wanted: set[int]) -> None:
    every = Passages.of([batch_of(there)])
    found = {there[place].number for place in every.places_of(wanted).tolist()}
    assert found == wanted & {passage.number for passage in there}


def test_one_document_of_several_batches_is_one() -> None:
    batches = batches_of([Said(number=n, terms=[], document="ab"[n % 2]) for n in range(6)], size=1)
    every = Passages.of([*batches])
    assert every.identifiers == ("a", "b")
    assert every.documents.tolist() == [0, 1] * 3


def test_the_first_and_the_last_day_count_and_what_has_no_date_is_left_out() -> None:
    days = [dt.date(2024, 1, day) for day in (1, 2, 3)]
    every = Passages.of([batch_of([Said(number=n, terms=[], date=d) for n, d in enumerate([*days, None])])])
    assert every.mask(Filter(since=days[0], until=days[1])).tolist() == [True, True, False, False]
    assert every.mask(Filter(until=days[2])).tolist() == [True, True, True, False]
