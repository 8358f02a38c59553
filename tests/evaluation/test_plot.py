from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from matplotlib.patches import Rectangle

from bot.errors import PlotError
from bot.evaluation.plot import check_path, draw, write_plot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.evaluation.run import Outcome

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def three(outcome: Callable[..., Outcome]) -> list[Outcome]:
    return [
        outcome(kind="direct"),
        outcome(kind="direct", rank=2),
        outcome(kind="off topic", covered=False, answered=False),
    ]


def test_a_bar_a_kind_as_long_as_its_share(three: list[Outcome]) -> None:
    _, kinds = draw(three).axes
    bars = [bar for bar in kinds.patches if isinstance(bar, Rectangle)]
    assert [bar.get_width() for bar in bars] == [1, 0.5, 1, 1]
    assert [label.get_text() for label in kinds.get_yticklabels()] == ["direct", "off topic"]
    assert [text.get_text() for text in kinds.texts] == ["50% of 2", "100% of 1"]


def test_the_diagram_counts_the_questions_of_each_bin(three: list[Outcome]) -> None:
    coverage, _ = draw(three).axes
    assert [text.get_text() for text in coverage.texts] == ["3"]


def test_questions_without_kinds_are_one_bar(outcome: Callable[..., Outcome]) -> None:
    _, kinds = draw([outcome()]).axes
    assert [label.get_text() for label in kinds.get_yticklabels()] == ["all questions"]


def test_many_kinds_make_a_higher_picture(outcome: Callable[..., Outcome]) -> None:
    few, many = draw([outcome()]), draw([outcome(kind=str(number)) for number in range(40)])
    assert many.get_figheight() > 2 * few.get_figheight()


def test_an_svg_has_its_text_as_text_and_is_the_same_each_time(tmp_path: Path, three: list[Outcome]) -> None:
    path, again = tmp_path / "plot.SVG", tmp_path / "again.svg"
    for file in (path, again):
        check_path(file)
        write_plot(file, three)
    texts = {element.text for element in ET.fromstring(path.read_bytes()).iter(f"{SVG}text")}  # noqa: S314 - our own
    assert {"off topic", "50% of 2"} <= texts
    assert path.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("ending", ["svg", "png"])
@pytest.mark.parametrize("kind", ["$x_1^", "\x1b\x00\udcff", "会議", "<&>", "_legend", "long " * 100])
def test_any_kind_can_be_drawn(
    kind: str, ending: str, tmp_path: Path, outcome: Callable[..., Outcome]
) -> None:
    path = tmp_path / f"plot.{ending}"
    write_plot(path, [outcome(kind=kind), outcome(covered=False)])
    assert path.read_bytes().startswith(b"<?xml" if ending == "svg" else b"\x89PNG")
    if ending == "svg":
        ET.fromstring(path.read_bytes())  # noqa: S314 - our own


def test_without_matplotlib_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    for name in ("plot.png", "plot.svg"):
        with pytest.raises(PlotError, match=r"meeting-bot\[plots\]"):
            check_path(tmp_path / name)


@pytest.mark.parametrize("name", ["plot", "plot.jpg", "missing/plot.svg", "folder.svg"])
def test_a_file_that_cannot_be_a_plot_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(PlotError, match=name):
        check_path(tmp_path / name)


def test_a_folder_that_is_gone_is_said(outcome: Callable[..., Outcome], tmp_path: Path) -> None:
    path = tmp_path / "gone" / "plot.svg"
    with pytest.raises(PlotError, match="cannot be written"):
        write_plot(path, [outcome()])
