"""Where output goes: data to standard output, everything else to standard error."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.terminal.blocks import Block

_WIDEST = 96
_BAR = "│ "


class Printer:
    """Prints blocks: wrapped and marked on a terminal, as they are elsewhere.

    Args:
        file: Where to.
        color: Whether colours are wanted; ``NO_COLOR`` in the environment says no as well.
    """

    def __init__(self, file: TextIO, *, color: bool) -> None:
        self._file = file
        self._color = color

    def print(self, *blocks: Block) -> None:
        """Print blocks, each on lines of its own."""
        if self._file.isatty():
            self._print_on_terminal(blocks)
        else:
            self._file.writelines(f"{block.text}\n" for block in blocks)

    def _print_on_terminal(self, blocks: Iterable[Block]) -> None:
        from rich.console import Console
        from rich.text import Text

        console = Console(file=self._file, highlight=False, no_color=not self._color or None)
        console.width = min(console.width, _WIDEST)
        for block in blocks:
            text = Text(block.text, block.style.value)
            for span, style in block.marks:
                text.stylize(style.value, span.start, span.end)
            bar = Text(_BAR if block.quoted else "", "cyan")
            width = None if block.whole else max(console.width - bar.cell_len, 1)
            for line in [text] if width is None else text.wrap(console, width):
                line.rstrip()
                console.print(Text.assemble(bar, line), soft_wrap=True)


def use_utf8() -> None:
    """Read and write UTF-8 whatever the locale says, and show what even that cannot write as an escape."""
    # A stream that was closed before the start is None. There is nothing to read then, and nobody to tell.
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - open to the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream, errors in (
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
        (sys.stdin, "replace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def discard_the_rest() -> None:
    """Let nothing more be written to standard output: what reads it is gone, or its disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
