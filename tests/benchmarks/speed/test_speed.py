from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("matplotlib")

from tests.benchmarks.speed.__main__ import main
from tests.benchmarks.speed.engines import ENGINES, OURS
from tests.benchmarks.speed.page import amount, page, ratios
from tests.benchmarks.speed.results import Part, Results, Row, circumstances

if TYPE_CHECKING:
    from pathlib import Path


def test_one_command_measures_and_writes_everything(data: Path, tmp_path: Path) -> None:
    output = tmp_path / "docs"
    common = [str(data), "--output", str(output), "--questions", "8", "--work", str(tmp_path)]
    main([*common, "--sizes", "30", "--engines", "rank_bm25", "meeting-bot, numpy"])
    rows = Results.at(output / "speed.json").of(Part.SEARCH)
    assert [(row.engine, row.size, row.failed) for row in rows] == [
        ("rank_bm25", 30, None),
        ("meeting-bot, numpy", 30, None),
    ]
    assert {"p50", "p99", "asked", "build", "memory", "peak"} == set(rows[0].facts)
    assert "| 30 | rank_bm25 |" in (output / "speed.md").read_text(encoding="utf-8")
    assert b"<svg" in (output / "speed.svg").read_bytes()
    assert not list(tmp_path.glob("speed-*")), "nothing is left"


def test_what_fails_is_a_row_with_a_reason(data: Path, tmp_path: Path) -> None:
    options = ["--sizes", "30", "--engines", "rank_bm25", "--gigabytes", "0.001"]
    main([str(data), "--output", str(tmp_path), "--work", str(tmp_path), *options])
    (row,) = json.loads((tmp_path / "speed.json").read_text(encoding="utf-8"))["rows"]
    assert row["failed"] == "more than 0.001 GB"
    assert "| 30 | rank_bm25; not built: more than 0.001 GB |" in (tmp_path / "speed.md").read_text()


def test_every_installed_engine_finds_something() -> None:
    texts = [f"The committee spoke of bridge {number} and of roads." for number in range(30)]
    for engine in ENGINES.values():
        if engine.is_installed():
            assert engine.build(texts)("Which bridge was spoken of?") is not None


def test_ours_is_held_against_the_fastest_peer_of_the_same_size_and_the_build_against_its_like(
    tmp_path: Path,
) -> None:
    rows = [
        Row(part=Part.SEARCH, engine=engine, size=size, facts={"p50": p50, "build": build})
        for engine, size, p50, build in (
            (OURS, 10, 0.2, 3.0),
            ("meeting-bot, numpy", 10, 0.1, 2.0),
            ("tantivy", 10, 0.4, 1.0),
            ("bm25s, numba", 10, 0.5, 6.0),
            ("bm25s, numba", 100, 0.1, 6.0),
        )
    ]
    results = Results(tmp_path / "speed.json", circumstances(), rows)
    assert list(ratios(results)) == [
        ("p50 ms, at 10", "0.200", "0.400 (tantivy)", "0.50"),
        ("build s, at 10", "3.00", "6.00 (bm25s, numba)", "0.50"),
    ]
    assert "| p50 ms, at 10 | 0.200 | 0.400 (tantivy) | 0.50 |" in page(results)


def test_amounts_have_the_digits_that_count() -> None:
    assert [amount(value) for value in (0.0123, 1.234, 12.34, 123.4, 12345.6)] == [
        "0.012",
        "1.23",
        "12.3",
        "123",
        "12,346",
    ]
