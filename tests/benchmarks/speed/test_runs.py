from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.benchmarks.speed.__main__ import main
from tests.benchmarks.speed.apart import Limits
from tests.benchmarks.speed.results import Part, Results, Row, circumstances
from tests.benchmarks.speed.runs import Runs
from tests.benchmarks.speed.work import Work

if TYPE_CHECKING:
    from pathlib import Path


def test_one_command_measures_and_writes_everything(data: Path, tmp_path: Path) -> None:
    output = tmp_path / "docs"
    common = [str(data), "--output", str(output), "--questions", "8", "--work", str(tmp_path)]
    main([*common, "--sizes", "30", "--engines", "rank_bm25", "SQLite FTS5", "--only", "search"])
    main([*common, "--sizes", "300", "--only", "answers"])
    found = Results.at(output / "speed.json")
    assert [(row.engine, row.size) for row in found.of(Part.SEARCH)] == [
        ("rank_bm25", 30),
        ("SQLite FTS5", 30),
    ]
    assert {"p50", "p99", "asked", "build", "memory", "peak"} == set(found.of(Part.SEARCH)[0].facts)
    article, library = found.of(Part.ANSWERS)
    assert (article.size, library.size, library.facts["passages"]) == (0, 300, 300)
    assert [row.failed for row in found.rows] == [None] * 4
    assert "| 30 | rank_bm25 |" in (output / "speed.md").read_text(encoding="utf-8")
    assert (output / "speed.svg").is_file()
    assert not list(tmp_path.glob("speed-*")), "nothing is left"


def test_a_cold_answer_is_held_against_an_import(data: Path, tmp_path: Path) -> None:
    main([str(data), "--output", str(tmp_path), "--work", str(tmp_path), "--sizes", "--only", "open"])
    (row,) = Results.at(tmp_path / "speed.json").rows
    assert (row.part, row.size, row.failed) == (Part.OPEN, 0, None)
    assert {"open", "numpy", "ratio"} == set(row.facts)


def test_a_change_is_measured_until_it_shows(data: Path, tmp_path: Path) -> None:
    main(
        [str(data), "--output", str(tmp_path), "--work", str(tmp_path), "--sizes", "300", "--only", "change"]
    )
    (row,) = Results.at(tmp_path / "speed.json").rows
    assert (row.part, row.size, row.failed) == (Part.CHANGE, 300, None)
    assert {"changed", "added", "removed"} < set(row.facts)


def test_what_fails_is_a_row_with_a_reason(data: Path, tmp_path: Path) -> None:
    options = ["--sizes", "30", "--engines", "rank_bm25", "--only", "search", "--gigabytes", "0.001"]
    main([str(data), "--output", str(tmp_path), "--work", str(tmp_path), *options])
    (row,) = json.loads((tmp_path / "speed.json").read_text(encoding="utf-8"))["rows"]
    assert row["failed"] == "more than 0.001 GB"
    assert "| 30 | rank_bm25; not built: more than 0.001 GB |" in (tmp_path / "speed.md").read_text()


def test_what_would_take_too_much_is_not_tried(tmp_path: Path) -> None:
    known = [
        Row(part=Part.SEARCH, engine="Haystack", size=size, facts={"peak": size / 10, "build": 1.0})
        for size in (10_000, 100_000)
    ]
    runs = Runs(
        work=Work(tmp_path),
        results=Results(tmp_path / "speed.json", circumstances(), known),
        limits=Limits(seconds=900, megabytes=20_000),
        threads_at=100_000,
    )
    (row,) = runs.rows([1_000_000], [Part.SEARCH], ["Haystack"])
    assert (row.failed, row.facts) == ("about 100 GB, judging by 10,000 and 100,000 passages", {})
