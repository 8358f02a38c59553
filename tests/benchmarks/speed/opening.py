"""A first answer by a fresh process: whole processes, beside Python with nothing but numpy imported."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.benchmarks.speed.apart import watched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.benchmarks.speed.apart import Limits, Watched

_PAIRS = 5
_ANSWERED_OR_REFUSED = frozenset({0, 1})
_SLOW = 20.0
"""Seconds from which an answer is measured by its first run alone."""


def rebuilt(folder: Path, *, limits: Limits, environment: Mapping[str, str]) -> Watched:
    """Index a library anew and keep the index, by the command line.

    Its facts are ``build`` in seconds, ``peak`` in megabytes, and how many ``passages`` there are.
    """
    found = watched(
        [*_COMMAND, "documents", "--rebuild", *_corpus(folder)], limits=limits, environment=environment
    )
    found.facts |= {"build": found.seconds, "peak": max(found.peaks.values(), default=0.0)}
    counts = (line.partition(" passage")[0].rpartition(" ")[2] for line in found.output.splitlines())
    found.facts["passages"] = sum(int(count) for count in counts if count.isdecimal())
    return found


def opened(folder: Path | None, question: str, *, limits: Limits, environment: Mapping[str, str]) -> Watched:
    """Ask one question by the command line, of the shipped article if no folder is named.

    Its facts are ``open`` and ``numpy`` in milliseconds, medians of some runs in turn, and their ``ratio``.
    """
    ask = [*_COMMAND, "ask", *_corpus(folder), question]
    # The first run is watched, which costs it some hundredths of a second, and has the files read.
    first = watched(ask, limits=limits, environment=environment, good_ends=_ANSWERED_OR_REFUSED)
    if first.failed:
        return first
    numpy = [sys.executable, "-c", "import numpy"]
    _seconds(numpy, environment)
    pairs = [
        (first.seconds if first.seconds > _SLOW else _seconds(ask, environment), _seconds(numpy, environment))
        for _ in range(1 if first.seconds > _SLOW else _PAIRS)
    ]
    first.facts |= {
        "open": 1000 * statistics.median(ours for ours, _ in pairs),
        "numpy": 1000 * statistics.median(theirs for _, theirs in pairs),
        "ratio": statistics.median(ours / theirs for ours, theirs in pairs),
    }
    return first


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(
        command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    return time.perf_counter() - started


_COMMAND = (sys.executable, "-m", "bot")


def _corpus(folder: Path | None) -> list[str]:
    return [] if folder is None else ["--corpus", str(folder)]
