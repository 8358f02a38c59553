"""Cutting text to a length: between words where there are any, never inside what is read as one character."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

from bot.discord_bot.messages.escaping import escape, escaped_characters, one_line
from bot.discord_bot.messages.limits import code_units, units

if TYPE_CHECKING:
    from collections.abc import Sequence

_ELLIPSIS = "…"
_JOINER = "\u200d"
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_WORD_END = re.compile(r"\s(?=\S)")


def pages(text: str, costs: Sequence[int], budget: int) -> list[str]:
    """Divide a text into pages, which joined are the text again.

    Args:
        text: The text.
        costs: For each character, what it adds to the length of what is shown.
        budget: How long a page may be shown; more than any one character costs.
    """
    spent = [0, *itertools.accumulate(costs)]
    cut: list[str] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and spent[end + 1] - spent[start] <= budget:
            end += 1
        end = _cut(text, start, end)
        cut.append(text[start:end])
        start = end
    return cut or [""]


def clipped_label(text: str, limit: int) -> str:
    """Return a text on one line, of at most `limit` UTF-16 code units; what is left out is marked."""
    line = one_line(text)
    return _clipped(line, [code_units(character) for character in line], limit)


def clipped(text: str, limit: int) -> str:
    """Return a text on one line, escaped, of at most `limit` units; what is left out is marked."""
    line = one_line(text)
    if len(line) <= limit and units(escape(line)) <= limit:
        return escape(line)
    beginning = line[: limit + 1]
    # One unit is kept: a colon that comes to stand before the ellipsis is escaped.
    costs = [units(shown) for shown in escaped_characters(beginning)]
    return escape(_clipped(beginning, costs, limit - 1))


def _clipped(line: str, costs: Sequence[int], limit: int) -> str:
    if sum(costs) <= limit:
        return line
    return pages(line, costs, limit - units(_ELLIPSIS))[0].rstrip() + _ELLIPSIS


def _cut(text: str, start: int, end: int) -> int:
    """Return where to end a page that must not go beyond `end`."""
    if end == len(text) or text[end - 1].isspace() or text[end].isspace():
        return end
    between_words = max((gap.end() for gap in _WORD_END.finditer(text, start, end)), default=start)
    if between_words > start:
        return between_words
    whole = end
    while whole > start and _joined(text, whole):
        whole -= 1
    return whole if whole > start else end


def _joined(text: str, at: int) -> bool:
    """Whether the characters before and after `at` are read as one."""
    modifies = unicodedata.category(text[at]) in {"Mn", "Me", "Mc"} or text[at] in _SKIN_TONES
    return modifies or _JOINER in text[at - 1 : at + 1]
