"""Lines of output: what they hold, how a terminal shows them, and text that cannot act on one."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.documents.model import Span

_WIDEST = 96
_BAR = "│ "
_REPLACEMENT = 0xFFFD
_KEPT = {ord("\n"), ord("\t")}

# Control characters act on a terminal, bidirectional controls reorder what is read after them, and lone
# surrogates cannot be written. Each is replaced by one character, so that ranges of the text stay true.
_HARMLESS = {
    **{code: 0x2400 + code for code in range(0x20) if code not in _KEPT},  # control pictures
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT),
    **dict.fromkeys([0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF], _REPLACEMENT),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], _REPLACEMENT),
    **dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT),
}


class Style(Enum):
    """How a text looks on a terminal; the values are rich's words for it."""

    PLAIN = ""
    STRONG = "bold"
    MATCH = "underline yellow"
    ANSWER = "reverse green"
    SIGN = "cyan"
    ASIDE = "dim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A text that begins on a line of its own; a terminal wraps it.

    Attributes:
        text: The text, already safe to show.
        style: The look of all of it.
        marks: The looks of parts of it, on top.
        quoted: Whether it is set off as somebody's words.
        whole: Whether it is never wrapped, so that it can be copied.
    """

    text: str
    style: Style = Style.PLAIN
    marks: tuple[tuple[Span, Style], ...] = ()
    quoted: bool = False
    whole: bool = False


EMPTY_LINE = Line(text="")


class Printer:
    """Prints lines: wrapped and marked on a terminal, as they are elsewhere.

    Args:
        file: Where to.
        color: Whether colours are wanted; ``NO_COLOR`` in the environment says no as well.
    """

    def __init__(self, file: TextIO, *, color: bool) -> None:
        self._file = file
        self._color = color

    def print(self, *lines: Line) -> None:
        """Print lines."""
        if self._file.isatty():
            self._print_on_terminal(lines)
        else:
            self._file.writelines(f"{line.text}\n" for line in lines)

    def _print_on_terminal(self, lines: Iterable[Line]) -> None:
        from rich.console import Console
        from rich.text import Text

        console = Console(file=self._file, highlight=False, no_color=not self._color or None)
        console.width = min(console.width, _WIDEST)
        for line in lines:
            text = Text(line.text, line.style.value)
            for span, style in line.marks:
                text.stylize(style.value, span.start, span.end)
            bar = Text(_BAR if line.quoted else "", "cyan")
            width = None if line.whole else max(console.width - bar.cell_len, 1)
            for wrapped in [text] if width is None else text.wrap(console, width):
                wrapped.rstrip()
                console.print(Text.assemble(bar, wrapped), soft_wrap=True)


def printable(text: str) -> str:
    """Return a text of the same length in which nothing acts on a terminal."""
    return text if text.isascii() and text.isprintable() else text.translate(_HARMLESS)


def one_line(text: str) -> str:
    """Return a text on one line, safe to show."""
    return printable(" ".join(text.split()))


def counted(count: int, what: str) -> str:
    """Return a number of things, such as ``2 passages``."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def warn(*messages: str) -> None:
    """Write messages to standard error, a line each."""
    for message in messages:
        sys.stderr.write(f"meeting-bot: {one_line(message)}\n")


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


def discard(stream: TextIO) -> None:
    """Let nothing more be written to a stream: what reads it is gone, or its disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
