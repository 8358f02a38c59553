"""Text that is safe to show: no character of it acts on the terminal."""

from __future__ import annotations

_REPLACEMENT = 0xFFFD
_KEPT = {ord("\n"), ord("\t")}

# Control characters act on a terminal, bidirectional controls reorder what is read after them, and lone
# surrogates cannot be written. Each is replaced by one character, so that ranges of the text stay true.
_TABLE = {
    **{code: 0x2400 + code for code in range(0x20) if code not in _KEPT},  # control pictures
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT),
    **dict.fromkeys([0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF], _REPLACEMENT),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], _REPLACEMENT),
    **dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT),
}


def printable(text: str) -> str:
    """Return a text of the same length in which nothing acts on a terminal."""
    return text if text.isascii() and text.isprintable() else text.translate(_TABLE)


def one_line(text: str) -> str:
    """Return a text on one line, safe to show."""
    return printable(" ".join(text.split()))
