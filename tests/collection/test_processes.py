from __future__ import annotations

import fcntl
import functools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.collection.processes import worked_on

if TYPE_CHECKING:
    from collections.abc import Iterator


def tripled(number: int, *, home: int, dies_at: int | None = None) -> tuple[int, bool]:
    """Return three times a number, and whether another process than `home` reckoned it."""
    if number == dies_at and os.getpid() != home:
        os._exit(1)
    return 3 * number, os.getpid() != home


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_order(processes: int) -> None:
    work = functools.partial(tripled, home=os.getpid())
    found = list(worked_on(range(20), work, processes=processes))
    assert found == [(3 * number, processes > 1) for number in range(20)]


def test_what_processes_die_over_is_done_without_them() -> None:
    work = functools.partial(tripled, home=os.getpid(), dies_at=7)
    assert [number for number, _ in worked_on(range(20), work, processes=2)] == list(range(0, 60, 3))


def test_items_are_taken_only_as_they_are_worked_on() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = worked_on(items(), functools.partial(tripled, home=os.getpid()), processes=2)
    next(results)
    assert len(taken) < 10
    results.close()


def refuse(number: int) -> int:
    raise ValueError(number)


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ValueError, match="0"):
        list(worked_on(range(3), refuse, processes=2))


def stay(number: int, *, folder: Path) -> int:
    """Hold a lock for as long as the process lives, and say so if nobody ends it."""
    with (folder / f"held{number}").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        (folder / f"at{number}").touch()
        time.sleep(30)
        (folder / "undisturbed").touch()
    return number


def wait_for_all(folder: str) -> None:
    """Work until somebody interrupts it, as a program of its own."""
    try:
        list(worked_on(range(2), functools.partial(stay, folder=Path(folder)), processes=2))
    except KeyboardInterrupt:
        sys.exit(130)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_processes_end_with_the_one_that_started_them_and_say_nothing(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    program = f"import {__name__} as test; test.wait_for_all({str(tmp_path)!r})"
    with subprocess.Popen(
        [sys.executable, "-c", program], stderr=subprocess.PIPE, start_new_session=True
    ) as started:
        while not all((tmp_path / f"at{one}").exists() for one in range(2)):
            assert started.poll() is None
            time.sleep(0.01)
        # As a terminal does with Ctrl-C, to all; but only the first can be killed.
        (os.killpg if number == signal.SIGINT else os.kill)(started.pid, number)
        _, said = started.communicate()
    for one in range(2):
        with (tmp_path / f"held{one}").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
    assert started.returncode == code
    assert not (tmp_path / "undisturbed").exists()
    assert number == signal.SIGKILL or said == b""
