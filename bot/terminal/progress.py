"""A progress bar on standard error, for work that turns out to take long."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds of silence before the bar appears."""


def tracked(items: Iterable[T], *, doing: str, total: int) -> Iterable[T]:
    """Pass items on, and show how many have gone by once it takes over a second; off a terminal, nothing."""
    return _tracked(items, doing, total) if sys.stderr.isatty() else items


def _tracked(items: Iterable[T], doing: str, total: int) -> Iterator[T]:
    iterator = iter(items)
    started = time.monotonic()
    done = 0
    for item in iterator:
        yield item
        done += 1
        if time.monotonic() - started > PATIENCE:
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
