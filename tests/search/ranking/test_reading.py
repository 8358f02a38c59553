from __future__ import annotations

import functools
import os
from dataclasses import fields
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, strategies as st

from bot.search.analysis import Analyzer
from bot.search.ranking import parallel_reading
from bot.search.ranking.parallel_reading import read_on_all_processors
from bot.search.ranking.reading import read
from bot.search.ranking.tables import ARRAYS, Tables, joined
from tests.search.searching import ANALYZER, TEXTS, passage_texts

if TYPE_CHECKING:
    import pytest


def assert_same(found: Tables, expected: Tables) -> None:
    assert found.names.names == expected.names.names
    assert found.spellings.names == expected.spellings.names
    for name in ARRAYS:
        one, other = getattr(found, name), getattr(expected, name)
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()


@given(st.lists(TEXTS, max_size=8), st.lists(st.integers(0, 8), max_size=3))
def test_parts_that_are_joined_are_what_is_read_at_once(texts: list[str], cuts: list[int]) -> None:
    passages = passage_texts(texts, [number // 2 for number in range(len(texts))])
    bounds = [0, *sorted(cuts), len(texts)]
    parts = [passages[start:end] for start, end in pairwise(bounds)]
    assert_same(joined([read(part, ANALYZER) for part in parts]), read(passages, ANALYZER))


def test_processes_read_what_one_reads() -> None:
    size = 2 * parallel_reading.PASSAGES_A_CHUNK + 3
    passages = passage_texts([f"Bridge {n % 97} is 1.7 km. It leads to Mr. {n % 89}." for n in range(size)])
    make = functools.partial(Analyzer, synonyms={"bridge": ("crossing",)})
    for count in (1, 2):
        found = read_on_all_processors(iter(passages), size=size, analyzer=make, processes=count)
        assert_same(found, read(passages, make()))


def test_of_no_passages_there_is_nothing_to_read() -> None:
    found = read_on_all_processors((), size=10**6, analyzer=Analyzer, processes=2)
    assert_same(found, read((), ANALYZER))


def test_what_processes_die_over_is_read_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel_reading, "PASSAGES_A_CHUNK", 2)
    passages = passage_texts(["Bridge one.", "Road two.", "Bridge two."])
    found = read_on_all_processors(iter(passages), size=3, analyzer=_DiesElsewhere(), processes=2)
    assert_same(found, read(passages, ANALYZER))


class _DiesElsewhere:
    """Makes an analyzer in the process where it was made, and ends any other."""

    def __init__(self) -> None:
        self._home = os.getpid()

    def __call__(self) -> Analyzer:
        if os.getpid() != self._home:
            os._exit(1)
        return Analyzer()


def test_every_array_of_the_tables_is_kept() -> None:
    assert {*ARRAYS, "names", "spellings"} == {field.name for field in fields(Tables)}
