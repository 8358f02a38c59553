"""How far long work is, on standard error: rich's progress bar on a terminal, elsewhere a line a minute."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

BAR_AFTER = 1.0
"""Seconds of silence before a bar appears."""

LINE_EVERY = 60.0
"""Seconds before the first line, and between two."""

_BAR_EVERY = 0.1
"""Seconds between two updates of a bar: one for every item would take longer than some items."""


class Display(Protocol):
    """Shows people how far a piece of work is.

    Attributes:
        patience: Seconds of work before anything is shown.
        interval: Seconds between two times that something is.
    """

    patience: float
    interval: float

    def show(self, done: int) -> None:
        """Show how many items are done."""

    def end(self) -> None:
        """Show no more."""


class Tracker:
    """Shows how far work is once it takes long, pieces that follow one another taken together.

    Args:
        clock: The time, in seconds.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ended = float("-inf")
        self._due = 0.0

    def __call__(self, items: Iterable[T], *, doing: str, total: int | None) -> Iterable[T]:
        """Pass items on, and show how many have gone by."""
        display: Display = _Bar(doing, total) if sys.stderr.isatty() else _Lines(doing, total)
        now = self._clock()
        # After a pause it is other work: a bot may read documents again days later.
        if now - self._ended > display.patience:
            self._due = now + display.patience
        return self._tracked(items, display)

    def _tracked(self, items: Iterable[T], display: Display) -> Iterator[T]:
        try:
            for done, item in enumerate(items, start=1):
                yield item
                now = self._clock()
                if now >= self._due:
                    display.show(done)
                    self._due = now + display.interval
        finally:
            display.end()
            self._ended = self._clock()


class _Lines:
    """At most a line a minute, for logs."""

    patience = interval = LINE_EVERY

    def __init__(self, doing: str, total: int | None) -> None:
        self._doing = doing
        self._of = "" if total is None else f" of {total:,}"

    def show(self, done: int) -> None:
        with contextlib.suppress(OSError):  # whoever listened has gone; the work goes on
            sys.stderr.write(f"{self._doing}: {done:,}{self._of}\n")
            sys.stderr.flush()

    def end(self) -> None:
        pass


class _Bar:
    """A bar, which vanishes at the end."""

    patience = BAR_AFTER
    interval = _BAR_EVERY

    def __init__(self, doing: str, total: int | None) -> None:
        self._doing = doing
        self._total = total
        self._update: Callable[[int], None] | None = None
        self._shown = contextlib.ExitStack()

    def show(self, done: int) -> None:
        if self._update is None:
            self._update = self._started()
        self._update(done)

    def end(self) -> None:
        self._shown.close()

    def _started(self) -> Callable[[int], None]:
        from rich.console import Console
        from rich.progress import Progress

        progress = self._shown.enter_context(Progress(console=Console(stderr=True), transient=True))
        task = progress.add_task(self._doing.capitalize(), total=self._total)
        return lambda done: progress.update(task, completed=done)
