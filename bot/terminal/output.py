"""Where output goes: data to standard output, everything else to standard error."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST = 96
_NO_WRAPPING = 1 << 20


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says, and show what even that cannot write as an escape."""
    for stream, errors in (
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
        (sys.stdin, "replace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def console(file: TextIO, *, color: bool) -> Console:
    """Return a console that marks nothing by itself, wraps for reading, and is plain off a terminal."""
    from rich.console import Console

    on_terminal = file.isatty()
    console = Console(
        file=file,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=not on_terminal,
        no_color=not color or None,
        force_terminal=on_terminal,
        width=None if on_terminal else _NO_WRAPPING,
    )
    if on_terminal:
        console.width = min(console.width, _WIDEST)
    return console


def discard_the_rest() -> None:
    """Let nothing more be written to standard output: what reads it is gone, or its disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
