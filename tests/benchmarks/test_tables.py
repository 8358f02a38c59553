from __future__ import annotations

from tests.benchmarks.tables import percent, table


def test_a_table_aligns_names_left_and_figures_right() -> None:
    rows = [("a system", "80.1", "2"), ("another one", "not installed at all"), ("b", "9.0", "1,234,567")]
    assert table("Ranks", ("", "hit@1", "questions"), rows).splitlines() == [
        "Ranks",
        "               hit@1  questions",
        "a system        80.1          2",
        "another one  not installed at all",
        "b                9.0  1,234,567",
    ]


def test_shares_are_in_percent_to_a_tenth() -> None:
    assert percent(0.80149) == "80.1"
    assert percent(1) == "100.0"
    assert percent(None) == "-"
