"""Running something in a process of its own, watched: how long it takes, how much memory, and if too much."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.benchmarks.speed.memory import available, of_tree

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from typing import IO

_LOOK_EVERY = 0.05
_LEAST_FREE = 700.0
"""Megabytes that are left to the machine, whatever is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a process may take.

    Attributes:
        seconds: For each of its phases.
        megabytes: Resident, together with its children.
    """

    seconds: float
    megabytes: float


@dataclass(slots=True, kw_only=True)
class Watched:
    """What became of a process.

    Attributes:
        facts: What it said of itself, all lines together.
        peaks: The most memory in each of its phases, with its children, in megabytes.
        seconds: From its start to its end.
        output: What else it printed.
        failed: Why it did not end well, or None.
    """

    facts: dict[str, Any] = field(default_factory=dict)
    peaks: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    output: str = ""
    failed: str | None = None


def watched(
    command: Sequence[str],
    *,
    limits: Limits,
    environment: Mapping[str, str],
    good_ends: Container[int] = frozenset({0}),
) -> Watched:
    """Run a command to its end, or until it takes too much.

    A line of its standard output that is a JSON object counts as facts; one of these, ``phase``, names what
    it does from then on.

    Args:
        command: What to run.
        limits: What it may take.
        environment: Its environment variables, all of them.
        good_ends: The exit codes by which it says that all went well.
    """
    found = Watched()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment, start_new_session=True
        )
        lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        reader = threading.Thread(target=_read, args=(_pipe(process), lines), daemon=True)
        reader.start()
        try:
            _watch(process, lines, found, limits)
        finally:
            _end(process)
            reader.join()
        while _take(lines, found):
            found.facts.pop("phase")
        errors.seek(0)
        if found.failed is None and process.returncode not in good_ends:
            found.failed = _last_words(errors, process.returncode)
    return found


def _watch(
    process: subprocess.Popen[str], lines: queue.SimpleQueue[str], found: Watched, limits: Limits
) -> None:
    started = phase_began = time.perf_counter()
    phase = "start"
    while process.poll() is None and found.failed is None:
        if _take(lines, found):
            phase, phase_began = found.facts.pop("phase"), time.perf_counter()
        held = of_tree(process.pid)
        found.peaks[phase] = max(found.peaks.get(phase, 0.0), held)
        if held > limits.megabytes:
            found.failed = f"more than {limits.megabytes / 1000:g} GB"
        elif available() < _LEAST_FREE:
            found.failed = f"more memory than was free, at {held / 1000:.1f} GB"
        elif time.perf_counter() - phase_began > limits.seconds:
            found.failed = f"more than {limits.seconds / 60:g} minutes"
        time.sleep(_LOOK_EVERY)
    found.seconds = time.perf_counter() - started


def _take(lines: queue.SimpleQueue[str], found: Watched) -> bool:
    """Take what was printed since; return whether another phase has begun, at which more may be left."""
    while not lines.empty():
        line = lines.get()
        if line.startswith("{"):
            found.facts |= json.loads(line)
        else:
            found.output += line
        if "phase" in found.facts:
            return True
    return False


def _pipe(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None, "it was asked for"
    return process.stdout


def _read(pipe: IO[str], lines: queue.SimpleQueue[str]) -> None:
    with pipe:
        for line in pipe:
            lines.put(line)


def _end(process: subprocess.Popen[str]) -> None:
    # What it has started and left behind ends too: it may hold the pipe that is read to its end.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _last_words(errors: IO[str], code: int) -> str:
    lines = errors.read().strip().splitlines()
    return lines[-1].strip() if lines else f"ended by {code}"
