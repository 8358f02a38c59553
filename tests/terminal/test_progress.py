from __future__ import annotations

import sys

import pytest

from bot.terminal.progress import PATIENCE, Tracker


def test_off_a_terminal_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(Tracker(patience=0)(range(3), doing="indexing", total=3)) == [0, 1, 2]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("patience", "shown"), [(0.0, True), (3600.0, False)])
def test_on_a_terminal_a_bar_appears_when_work_takes_long(
    patience: float, shown: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    items = Tracker(patience=patience)(range(500), doing="indexing passages", total=500)
    assert list(items) == list(range(500))
    assert ("Indexing passages" in capsys.readouterr().err) is shown


def test_patience_is_for_all_that_is_done_together(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    now = iter([0.0, 0.9, 0.9, *[1.1] * 600])
    track = Tracker(clock=lambda: next(now))
    list(track(range(2), doing="reading", total=2))
    list(track(range(500), doing="indexing", total=500))
    assert PATIENCE == 1
    shown = capsys.readouterr().err
    assert "Indexing" in shown
    assert "Reading" not in shown
