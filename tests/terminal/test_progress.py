from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.terminal.progress import BAR_AFTER, LINE_EVERY, Tracker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Clock:
    """Stands still but for what is worked."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def work(self, items: Iterable[int], *, seconds: float) -> list[int]:
        done = []
        for item in items:
            self.now += seconds
            done.append(item)
        return done


def pretend_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_off_a_terminal_a_line_a_minute_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    items = Tracker(clock=clock)(range(3000), doing="indexing passages", total=3000)
    assert clock.work(items, seconds=1 / 16) == list(range(3000)), "three minutes and a bit"
    assert lines(capsys) == [f"indexing passages: {done} of 3,000" for done in ("960", "1,920", "2,880")]


def test_where_a_total_is_unknown_what_is_done_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    clock.work(Tracker(clock=clock)(range(2000), doing="indexing passages", total=None), seconds=1 / 32)
    assert lines(capsys) == ["indexing passages: 1,920"]


def test_off_a_terminal_work_of_less_than_a_minute_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    clock.work(Tracker(clock=clock)(range(59), doing="indexing", total=59), seconds=1)
    assert lines(capsys) == []


def test_pieces_that_follow_one_another_are_one_work(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    track = Tracker(clock=clock)
    clock.work(track(range(50), doing="reading", total=50), seconds=1)
    clock.work(track(range(50), doing="dividing", total=50), seconds=1)
    clock.work(track(range(50), doing="indexing", total=50), seconds=1)
    assert lines(capsys) == ["dividing: 10 of 50", "indexing: 20 of 50"]


def test_after_a_pause_it_is_other_work(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    track = Tracker(clock=clock)
    clock.work(track(range(59), doing="reading", total=59), seconds=1)
    clock.now += 24 * 3600
    clock.work(track(range(59), doing="indexing", total=59), seconds=1)
    assert lines(capsys) == []


@given(seconds=st.lists(st.floats(0, 100)), pieces=st.integers(1, 4))
def test_never_are_there_more_lines_than_minutes(seconds: list[float], pieces: int) -> None:
    clock, written = Clock(), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.stderr, "write", lambda _: written.append(clock.now))
        track = Tracker(clock=clock)
        for _ in range(pieces):
            for passing in track(seconds, doing="reading", total=len(seconds)):
                clock.now += passing
    begun = [1000.0, *written]
    gaps = [later - earlier for earlier, later in zip(begun, written, strict=False)]
    assert all(gap >= LINE_EVERY - 1e-6 for gap in gaps)


def test_work_goes_on_when_nobody_listens_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: str) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(sys.stderr, "write", gone)
    clock = Clock()
    items = Tracker(clock=clock)(range(200), doing="indexing", total=200)
    assert clock.work(items, seconds=1) == list(range(200))


@pytest.mark.parametrize(("seconds", "shown"), [(BAR_AFTER / 128, True), (BAR_AFTER / 1024, False)])
@pytest.mark.parametrize("total", [500, None])
def test_on_a_terminal_a_bar_appears_when_work_takes_long(
    seconds: float,
    shown: bool,
    total: int | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pretend_terminal(monkeypatch)
    clock = Clock()
    items = Tracker(clock=clock)(range(500), doing="indexing passages", total=total)
    assert clock.work(items, seconds=seconds) == list(range(500))
    assert ("Indexing passages" in capsys.readouterr().err) is shown


def test_patience_is_for_all_that_is_done_together(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend_terminal(monkeypatch)
    clock = Clock()
    track = Tracker(clock=clock)
    clock.work(track(range(7), doing="reading", total=7), seconds=0.125)
    clock.work(track(range(9), doing="indexing", total=9), seconds=0.125)
    shown = capsys.readouterr().err
    assert "Indexing" in shown
    assert "Reading" not in shown


def test_off_a_terminal_and_for_short_work_rich_is_not_imported() -> None:
    script = (
        "import sys; from bot.terminal.progress import Tracker; track = Tracker(clock=lambda: 0.0);"
        "list(track(range(9), doing='reading', total=9)); sys.stderr.isatty = lambda: True;"
        "list(track(range(9), doing='reading', total=9)); sys.exit('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_bar_ends_with_work_that_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend_terminal(monkeypatch)

    def failing() -> Iterator[int]:
        yield from range(5)
        raise OSError

    clock = Clock()
    track = Tracker(clock=clock)
    with pytest.raises(OSError):  # noqa: PT011 - its own, as it was raised
        clock.work(track(failing(), doing="reading", total=5), seconds=1)
    assert capsys.readouterr().err.endswith("\x1b[?25h\r\x1b[1A\x1b[2K"), "the cursor is back, the line empty"
