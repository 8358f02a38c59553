"""The rules of `pyproject.toml` on what may import what, and what a cold start must not wait for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def imported_with(module: str) -> set[str]:
    """Return the modules that a fresh interpreter has after one import."""
    result = python("-c", f"import sys, {module}; print(*sys.modules)")
    assert result.returncode == 0, result.stderr
    return {name.partition(".")[0] for name in result.stdout.split()}


def test_dependencies_keep_the_import_contracts() -> None:
    result = python(
        "-c", "from importlinter.cli import lint_imports_command as command; command()", "--no-cache"
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert " 0 broken." in result.stdout


@pytest.mark.parametrize(
    "heavy", ["discord", "prompt_toolkit", "rich", "numpy", "yaml", "nupunkt", "rank_bm25"]
)
def test_the_command_line_starts_without(heavy: str) -> None:
    assert "click" in (imported := imported_with("bot.cli"))
    assert heavy not in imported


@pytest.mark.parametrize(
    "core",
    [
        "bot.answers.assistant",
        "bot.app",
        "bot.config",
        "bot.documents.reading",
        "bot.evaluation.run",
        "bot.library.library",
        "bot.search.searcher",
        "bot.store.sqlite",
    ],
)
def test_the_core_knows_neither_chat_nor_terminal(core: str) -> None:
    assert imported_with(core).isdisjoint({"discord", "click", "rich", "prompt_toolkit"})


def test_an_answer_off_a_terminal_comes_without_what_it_does_not_need() -> None:
    script = (
        "import sys; from bot.cli import main\n"
        "try: main(['ask', 'Who attended the meeting?'])\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    result = python("-c", script)
    assert "[1] " in result.stdout
    imported = set(result.stderr.split())
    assert imported.isdisjoint({"discord", "matplotlib", "numba", "prompt_toolkit", "rich"})
