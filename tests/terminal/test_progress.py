from __future__ import annotations

import sys

import pytest

from bot.terminal import progress


def test_off_a_terminal_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress.tracked(range(3), doing="indexing", total=3)) == [0, 1, 2]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("patience", "shown"), [(0.0, True), (3600.0, False)])
def test_on_a_terminal_a_bar_appears_when_work_takes_long(
    patience: float, shown: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    items = progress.tracked(range(500), doing="indexing passages", total=500)
    assert list(items) == list(range(500))
    assert ("Indexing passages" in capsys.readouterr().err) is shown
