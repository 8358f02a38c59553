from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.speed.apart import Limits, watched

if TYPE_CHECKING:
    from tests.benchmarks.speed.apart import Watched

AMPLE = Limits(seconds=600, megabytes=10_000)


def run(script: str, limits: Limits = AMPLE, good_ends: frozenset[int] = frozenset({0})) -> Watched:
    return watched([sys.executable, "-c", script], limits=limits, environment=os.environ, good_ends=good_ends)


def is_running(process: str) -> bool:
    try:
        status = Path("/proc", process, "status").read_text(encoding="ascii")
    except OSError:
        return False
    return status.partition("State:\t")[2][0] not in {"Z", "X"}  # dead, and perhaps not yet buried


def test_facts_and_other_output_are_told_apart() -> None:
    found = run("""print('{"build": 1.5}\\nall well\\n{"asked": 3}')""")
    assert found.facts == {"build": 1.5, "asked": 3}
    assert (found.output, found.failed) == ("all well\n", None)


def test_memory_is_of_all_processes_and_of_each_phase() -> None:
    child = "import time; held = bytearray(100_000_000); time.sleep(1)"
    found = run(f"""
import subprocess, sys
print('{{"phase": "build"}}', flush=True)
subprocess.run([sys.executable, "-c", {child!r}])
""")
    assert found.failed is None
    assert found.peaks["build"] > 100
    assert found.peaks["start"] < 100
    assert "phase" not in found.facts


def test_what_goes_wrong_is_named_by_the_last_line_of_the_error() -> None:
    assert run("raise MemoryError('no room')").failed == "MemoryError: no room"
    assert run("import os; os._exit(3)").failed == "ended by 3"


@pytest.mark.parametrize(("code", "good"), [(0, True), (1, True), (2, False)])
def test_an_exit_code_may_be_as_good_as_another(code: int, good: bool) -> None:
    assert (run(f"raise SystemExit({code})", good_ends=frozenset({0, 1})).failed is None) is good


def test_what_takes_too_long_is_ended_and_what_it_said_is_kept() -> None:
    script = """import time; print('{"build": 2}', flush=True); time.sleep(600)"""
    found = run(script, Limits(seconds=1.2, megabytes=10_000))
    assert found.failed == "more than 0.02 minutes"
    assert found.facts == {"build": 2}


def test_what_a_process_leaves_behind_ends_with_it() -> None:
    found = run("import subprocess; print(subprocess.Popen(['sleep', '600']).pid)")
    # A process that is killed takes a moment to end.
    while is_running(found.output.strip()):
        time.sleep(0.01)


def test_what_holds_too_much_is_ended_with_its_children() -> None:
    child = "import time; held = bytearray(80_000_000); time.sleep(600)"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    assert run(script, Limits(seconds=600, megabytes=70)).failed == "more than 0.07 GB"
