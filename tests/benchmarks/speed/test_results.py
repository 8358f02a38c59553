from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.speed.page import page
from tests.benchmarks.speed.results import Part, Results, Row, circumstances

if TYPE_CHECKING:
    from pathlib import Path


def row(engine: str, size: int, **facts: float) -> Row:
    return Row(part=Part.SEARCH, engine=engine, size=size, facts=facts)


def told(results: Results) -> list[Row]:
    """Return the rows without what tells their runs apart."""
    return [dataclasses.replace(one, run="") for one in results.rows]


def test_each_row_is_kept_as_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "new" / "speed.json"
    first = row("bm25s, numba", 1000, p50=0.1)
    Results.at(path).add(first)
    assert told(Results.at(path)) == [first]
    failed = dataclasses.replace(row("tantivy", 1000), failed="more than 20 GB")
    Results.at(path).add(failed)
    assert told(Results.at(path)) == [first, failed]


def test_a_row_takes_the_place_of_an_earlier_one_of_the_same(tmp_path: Path) -> None:
    results = Results.at(tmp_path / "speed.json")
    for found in (row("a", 10, p50=1.0), row("b", 10, p50=2.0), row("a", 1, p50=3.0), row("a", 10, p50=4.0)):
        results.add(found)
    assert [one.facts["p50"] for one in results.of(Part.SEARCH, "a")] == [3.0, 4.0], "by size"
    kept = results.one(Part.SEARCH, "b", 10)
    assert kept is not None
    assert kept.facts == {"p50": 2.0}
    assert results.one(Part.SEARCH, "b", 11) is None
    assert results.of(Part.CHANGE) == []


def test_a_row_says_of_which_run_it_is(tmp_path: Path) -> None:
    path = tmp_path / "speed.json"
    Results(path, circumstances(), [], run="2026-01-01 10:00").add(row("a", 10))
    later = Results.at(path)
    later.run = "2026-01-02 10:00"
    later.add(row("b", 10))
    assert [(one.engine, one.run[:10]) for one in later.rows] == [("a", "2026-01-01"), ("b", "2026-01-02")]
    assert "2 runs, the first of 2026-01-01 10:00 and the last of 2026-01-02 10:00 UTC" in page(later)


def test_what_was_measured_elsewhere_is_not_added_to(tmp_path: Path) -> None:
    path = tmp_path / "speed.json"
    other = dataclasses.replace(circumstances(), packages="numpy 1.0")
    Results(path, other, []).add(row("a", 10, p50=1.0))
    assert Results.at(path).rows == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"circumstances": {}, "rows": [{}]}'])
def test_a_file_that_is_none_of_ours_counts_as_none(content: str, tmp_path: Path) -> None:
    path = tmp_path / "speed.json"
    path.write_text(content, encoding="utf-8")
    assert Results.at(path).rows == []
