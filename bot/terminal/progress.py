"""A progress bar on standard error, for work that turns out to take long."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds of silence before the bar appears."""


class Tracker:
    """Shows how far work is once it takes over a second, all pieces together; off a terminal, nothing.

    Args:
        patience: Seconds before the bar appears.
        clock: What time it is, in seconds.
    """

    def __init__(self, *, patience: float = PATIENCE, clock: Callable[[], float] = time.monotonic) -> None:
        self._patience = patience
        self._clock = clock
        self._began: float | None = None

    def __call__(self, items: Iterable[T], *, doing: str, total: int) -> Iterable[T]:
        """Pass items on, and show how many have gone by."""
        return self._tracked(items, doing, total) if sys.stderr.isatty() else items

    def _tracked(self, items: Iterable[T], doing: str, total: int) -> Iterator[T]:
        iterator = iter(items)
        began = self._began = self._clock() if self._began is None else self._began
        done = 0
        for item in iterator:
            yield item
            done += 1
            if self._clock() - began > self._patience:
                break
        else:
            return
        yield from _with_bar(iterator, doing, total, done)


def _with_bar(items: Iterator[T], doing: str, total: int, done: int) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing.capitalize(), total=total, completed=done)
        for item in items:
            yield item
            progress.advance(task)
