from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st

from bot.errors import PlotError
from bot.evaluation.plot import check_path, write_plot
from bot.evaluation.plot.charts import charts
from bot.evaluation.plot.drawing import Bar
from bot.evaluation.plot.svg import to_svg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.evaluation.run import Outcome

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: bytes) -> list[str | None]:
    return [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def test_a_bar_a_kind_as_long_as_its_share(outcome: Callable[..., Outcome]) -> None:
    outcomes = [
        outcome(kind="direct"),
        outcome(kind="direct", rank=2),
        outcome(kind="off topic", covered=False, answered=False),
    ]
    bars = [shape.width for shape in charts(outcomes).shapes if isinstance(shape, Bar)]
    assert bars == [250, 125, 250, 250]
    assert {"direct", "off topic", "50% of 2", "100% of 1"} <= set(texts(to_svg(charts(outcomes))))


def test_questions_without_kinds_are_one_bar(outcome: Callable[..., Outcome]) -> None:
    assert "all questions" in texts(to_svg(charts([outcome()])))


@given(kind=st.text())
def test_any_kind_makes_an_svg_that_can_be_read(kind: str, outcome: Callable[..., Outcome]) -> None:
    drawing = charts([outcome(kind=kind)])
    ET.fromstring(to_svg(drawing))  # noqa: S314 - our own
    assert to_svg(drawing) == to_svg(drawing)


def test_the_ending_says_the_format(tmp_path: Path, outcome: Callable[..., Outcome]) -> None:
    path = tmp_path / "plot.SVG"
    check_path(path)
    write_plot(path, [outcome()])
    assert path.read_bytes().startswith(b"<?xml")


def test_png_is_drawn_where_matplotlib_is(tmp_path: Path, outcome: Callable[..., Outcome]) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "plot.png"
    check_path(path)
    write_plot(path, [outcome(kind="$x_1^"), outcome(covered=False)])
    assert path.read_bytes().startswith(b"\x89PNG")


def test_png_without_matplotlib_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(PlotError, match=r"meeting-bot\[plots\]"):
        check_path(tmp_path / "plot.png")


@pytest.mark.parametrize("name", ["plot", "plot.jpg", "missing/plot.svg", "folder.svg"])
def test_a_file_that_cannot_be_a_plot_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(PlotError, match=name):
        check_path(tmp_path / name)


def test_a_full_disk_is_said(outcome: Callable[..., Outcome], tmp_path: Path) -> None:
    path = tmp_path / "gone" / "plot.svg"
    with pytest.raises(PlotError, match="cannot be written"):
        write_plot(path, [outcome()])
