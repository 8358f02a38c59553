from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.benchmarks.speed.engines import ENGINES, OURS
from tests.benchmarks.speed.page import line, page
from tests.benchmarks.speed.plot import Scale, plot
from tests.benchmarks.speed.results import Part, Results, Row, circumstances
from tests.benchmarks.speed.runs import ANSWERS, ARTICLE

if TYPE_CHECKING:
    from pathlib import Path

TOO_MUCH = "more than 20 GB"


@pytest.fixture
def results(tmp_path: Path) -> Results:
    def searched(engine: str, size: int, p50: float, memory: float) -> Row:
        facts = {"p50": p50, "p99": 3 * p50, "build": size / 1e4, "memory": memory, "asked": 1000.0}
        return Row(part=Part.SEARCH, engine=engine, size=size, facts=facts)

    rows = [
        *(searched(OURS, size, size / 1e6, 130.0) for size in (1_000, 100_000)),
        *(searched("tantivy", size, size / 4e5, 65.0) for size in (1_000, 100_000)),
        searched("bm25s, numba", 100_000, 0.2, 1000.0),
        Row(part=Part.SEARCH, engine="Haystack", size=100_000, facts={"peak": 5.0}, failed=TOO_MUCH),
        Row(part=Part.SEARCH, engine="LangChain", size=100_000, facts={"build": 5.0}, failed=TOO_MUCH),
        Row(
            part=Part.THREADS,
            engine=OURS,
            size=100_000,
            facts={"one": 1000.0, "several": 3000.0, "threads": 8.0, "cores": 4.0},
        ),
        Row(part=Part.ANSWERS, engine=ANSWERS, size=ARTICLE, facts={"p50": 0.5, "p99": 1.0}),
        Row(part=Part.ANSWERS, engine=ANSWERS, size=100_000, facts={"p50": 0.8, "p99": 2.0}),
        Row(part=Part.OPEN, engine=ANSWERS, size=ARTICLE, facts={"open": 150.0, "numpy": 75.0, "ratio": 2.0}),
        Row(part=Part.CHANGE, engine=ANSWERS, size=100_000, facts={}, failed="it is not there | yet"),
    ]
    return Results(tmp_path / "speed.json", circumstances(), rows)


def test_the_page_has_each_figure_beside_its_engine_and_size(results: Results) -> None:
    found = page(results).splitlines()
    assert "| 100,000 | tantivy | 0.250 | 0.750 | 1,000 | 10 | 65 |  |" in found
    assert "| 100,000 | meeting-bot, numba | 1,000 | 3,000 | 0.75 |" in found
    assert f"{circumstances().processor}" in page(results)


def test_what_could_not_be_measured_is_there_with_its_reason(results: Results) -> None:
    found = page(results)
    assert f"| 100,000 | Haystack; not built: {TOO_MUCH} |" in found
    assert f"| 100,000 | LangChain; cut short: {TOO_MUCH} |" in found
    assert "| 100,000; it is not there / yet |" in found


def test_goals_are_held_against_the_best_of_the_others(results: Results) -> None:
    found = page(results)
    assert "| search p50 at 100,000, ms | 0.100 | 0.200 (bm25s, numba) | 0.50 | at most 1 |" in found
    assert "| memory, MB, at 100,000 | 130 | 65 (tantivy) | 2.00 | at most 1 |" in found
    assert "| whole answer p50 at 100,000, ms | 0.800 | 1.60 (search + 1.5) | 0.50 | at most 1 |" in found
    assert "eight threads at 100,000 | 3,000 | 4,000 (one thread x 4 cores) | 0.75 | 0.7 or more |" in found
    assert (
        "| cold first answer, shipped article, ms | 150 | 75 (import numpy) | 2.00 | at most 2.5 |" in found
    )


def test_every_row_of_a_table_has_as_many_cells_as_its_head(results: Results) -> None:
    for table in page(results).split("\n\n"):
        if table.startswith("| "):
            assert len({row.count(" |") for row in table.splitlines()}) == 1


def test_a_row_is_a_line_for_whoever_waits(results: Results) -> None:
    assert line(results.rows[0]).startswith(
        "search             1,000 meeting-bot, numba   p50 0.001, p99 0.003"
    )


def test_the_plot_has_a_line_for_each_engine_that_was_measured(results: Results) -> None:
    root = ET.fromstring(plot(results))  # noqa: S314 - ours, this moment
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert [name for name in ENGINES if name in texts] == [OURS, "bm25s, numba", "tantivy", "LangChain"]
    assert {"100k", "1k", "passages"} <= set(texts)


def test_with_nothing_measured_there_is_a_page_and_a_plot(tmp_path: Path) -> None:
    nothing = Results.at(tmp_path / "speed.json")
    assert "Not measured yet" in page(nothing)
    assert ET.fromstring(plot(nothing)).tag.endswith("svg")  # noqa: S314 - ours, this moment


@pytest.mark.parametrize(
    ("values", "powers"), [([1], [1, 10]), ([2, 30], [1, 10, 100]), ([0.1, 1], [0.1, 1])]
)
def test_a_scale_is_of_whole_powers_of_ten(values: list[float], powers: list[float]) -> None:
    scale = Scale.over(values, 10, 110)
    assert scale.powers() == pytest.approx(powers)
    assert scale.at(powers[0]) == pytest.approx(10)
    assert scale.at(powers[-1]) == pytest.approx(110)
