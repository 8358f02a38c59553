"""How much memory processes hold, from Linux's own books, in megabytes."""

from __future__ import annotations

import ctypes
import gc
import os
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE") / 1e6
_PROCESSES = Path("/proc")


def resident(process: int | None = None) -> float:
    """Return what a process, this one by default, holds in memory, what it shares with others included."""
    name = "self" if process is None else str(process)
    try:
        return int((_PROCESSES / name / "statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, IndexError):  # it has ended
        return 0.0


def settled() -> float:
    """Return what this process holds once what it has no more use for is given back."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return resident()


def of_tree(process: int) -> float:
    """Return what a process and its descendants hold; what they share counts for each."""
    return resident(process) + sum(map(of_tree, _children(process)))


def _children(process: int) -> list[int]:
    try:
        tasks = list((_PROCESSES / str(process) / "task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # it, or one of its threads, has ended
        return []


def available() -> float:
    """Return what could be taken without moving anything to disk."""
    return _books()["MemAvailable"]


def installed() -> float:
    """Return what there is in all."""
    return _books()["MemTotal"]


def _books() -> dict[str, float]:
    lines = (_PROCESSES / "meminfo").read_text(encoding="ascii").splitlines()
    return {name: int(rest.split()[0]) * 1024 / 1e6 for name, rest in (line.split(":") for line in lines)}
