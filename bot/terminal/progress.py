"""How far long work is, on standard error: a bar on a terminal, elsewhere a line a minute."""

from __future__ import annotations

import contextlib
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.progress import Progress, TaskID

T = TypeVar("T")

BAR_AFTER = 1.0
"""Seconds of silence before a bar appears."""

LINE_EVERY = 60.0
"""Seconds before the first line, and between two."""

_BAR_EVERY = 0.1
"""Seconds between two updates of a bar: one for every item would take longer than some items."""


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """One piece of work: what is done, for a person, and to how many items, where that is known."""

    doing: str
    total: int | None


class Display(Protocol):
    """Shows people how far work is.

    Attributes:
        patience: Seconds of work before anything is shown.
        interval: Seconds between two times that something is.
    """

    patience: float
    interval: float

    def show(self, work: Work, done: int) -> None:
        """Show how many items of a piece are done."""

    def end(self, work: Work) -> None:
        """Show no more of a piece."""


class Tracker:
    """Shows how far work is once it takes long, pieces that follow one another taken together.

    Args:
        clock: What time it is, in seconds.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._bars = _Bars()
        self._lines = _Lines()
        self._under_way = 0
        self._ended = float("-inf")
        self._due = 0.0

    def __call__(self, items: Iterable[T], *, doing: str, total: int | None) -> Iterable[T]:
        """Pass items on, and show how many have gone by."""
        display: Display = self._bars if sys.stderr.isatty() else self._lines
        return self._tracked(items, Work(doing, total), display)

    def _tracked(self, items: Iterable[T], work: Work, display: Display) -> Iterator[T]:
        self._begin(display)
        try:
            for done, item in enumerate(items, start=1):
                yield item
                now = self._clock()
                if now >= self._due:
                    display.show(work, done)
                    self._due = now + display.interval
        finally:
            display.end(work)
            self._under_way -= 1
            self._ended = self._clock()

    def _begin(self, display: Display) -> None:
        now = self._clock()
        # After a pause it is other work: a bot may index again days later.
        if not self._under_way and now - self._ended > display.patience:
            self._due = now + display.patience
        self._under_way += 1


class _Lines:
    """At most a line a minute, for logs."""

    patience = interval = LINE_EVERY

    def show(self, work: Work, done: int) -> None:
        of = "" if work.total is None else f" of {work.total:,}"
        with contextlib.suppress(OSError):  # whoever listened has gone; the work goes on
            sys.stderr.write(f"{work.doing}: {done:,}{of}\n")
            sys.stderr.flush()

    def end(self, work: Work) -> None:
        del work


class _Bars:
    """A bar for each piece under way; they vanish when it ends."""

    patience = BAR_AFTER
    interval = _BAR_EVERY

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._tasks: dict[Work, TaskID] = {}

    def show(self, work: Work, done: int) -> None:
        if self._progress is None:
            self._progress = _started()
        if work not in self._tasks:
            self._tasks[work] = self._progress.add_task(work.doing.capitalize(), total=work.total)
        self._progress.update(self._tasks[work], completed=done)

    def end(self, work: Work) -> None:
        task = self._tasks.pop(work, None)
        if self._progress is None or task is None:
            return
        if self._tasks:
            self._progress.remove_task(task)
        else:
            self._progress.stop()
            self._progress = None


def _started() -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    progress = Progress(console=Console(stderr=True), transient=True)
    progress.start()
    return progress
