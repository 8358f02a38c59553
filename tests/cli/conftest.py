"""A small corpus, and the command run on it in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.cli import main
from tests.cli.running import Done

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "minutes.txt").write_text("The treaty was signed in Paris. It was cold.\n", encoding="utf-8")
    (folder / "supper.txt").write_text("The delegates ate bread.\n", encoding="utf-8")
    return folder


@pytest.fixture
def run(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """Run a command on the small corpus, in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEETING_BOT__DOCUMENTS__FOLDER", str(corpus))

    def run_(*arguments: object) -> Done:
        with pytest.raises(SystemExit) as exit_:
            main(list(map(str, arguments)))
        assert isinstance(exit_.value.code, int)
        return Done(exit_.value.code, *capsys.readouterr())

    return run_
