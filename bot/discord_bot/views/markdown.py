r"""Plain text as Discord's Markdown: escaped, counted, cut to a length, and read back.

`discord.utils.escape_markdown` leaves much of it alone: bare URLs, masked links, mentions, timestamps,
emoji shortcodes, list markers and headings. It is also not made to be undone. Here a backslash goes
before every character that could begin something. Discord takes the backslash away before any
character that is neither a letter, a digit nor white space (the `escape` rule of simple-markdown,
``^\\([^0-9A-Za-z\s])``, which its desktop and mobile clients share), so the backslash never shows.

Characters that nobody sees, and those that reorder what is read after them, are shown as ``⟦U+202E⟧``.
Joiners and variation selectors stay: Persian, Hindi and emoji are written with them.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT_OF_A_MESSAGE = 4000
"""Units of all text of one message, https://docs.discord.com/developers/components/reference"""

CHOICES = 25
LONGEST_CHOICE = 100
"""Choices of an autocompletion, and code units of a choice's name or value:
https://docs.discord.com/developers/interactions/application-commands
"""

_LONGEST_NAME = 200
_NAMELESS = "?"
_ELLIPSIS = "…"
_THREE_BYTES = "\u0800"
_JOINER = "\u200d"
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_WORD_END = re.compile(r"\s(?=\S)")
_HIDDEN = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e00ff]"
)
# Emphasis, strikethrough, code, spoilers, links, mentions, and our own placeholders. A colon begins an
# emoji's shortcode (:smile:), and with two slashes a link, unless a space that stays one follows.
_ACTIVE = rf"[\\*_~`|\[\]<@⟦]|:(?=\S|{_HIDDEN})"
# Headings, subtext, lists and block quotes.
_LINE_START = r"^[ \t\xa0\u3000]*(?:[-+#>]|[0-9]+[.)])"
_SPECIAL = re.compile(rf"{_LINE_START}|{_ACTIVE}|(?P<hidden>{_HIDDEN})", re.MULTILINE)
_ONLY_HIDDEN = re.compile(_HIDDEN)
_ESCAPED = re.compile(r"\\(?P<active>[^0-9A-Za-z\s])|⟦U\+(?P<hidden>[0-9A-F]{4,6})⟧")


def escape(text: str) -> str:
    """Return Markdown that Discord shows as `text`."""
    return "".join(escaped_characters(text))


def escaped_characters(text: str) -> list[str]:
    """Return the Markdown of each character of `text`."""
    characters = list(text)
    for special in _SPECIAL.finditer(text):
        at = special.end() - 1
        hidden = special["hidden"] is not None
        characters[at] = _placeholder(text[at]) if hidden else f"\\{text[at]}"
    return characters


def unescape(escaped: str) -> str:
    """Return the text that `escape` was given."""
    return _ESCAPED.sub(_original, escaped)


def visible(text: str) -> str:
    """Show the hidden characters of a text for places without Markdown; all else is as it was."""
    return _ONLY_HIDDEN.sub(lambda hidden: _placeholder(hidden[0]), text)


def one_line(text: str) -> str:
    """Make each run of white space one space, so that the text can be escaped to stand in a line."""
    return " ".join(text.split())


def units(text: str) -> int:
    """Count what a text takes of a message's 4000 characters, so that it fits by any count.

    Discord does not say whether it counts code points or UTF-16 code units. It does refuse, with an
    internal error, texts of more than some 10,170 bytes in all, of which 12 a text are its own
    (https://github.com/discord/discord-api-docs/issues/8554). So a character of three or four bytes
    counts twice: 4000 of these units are at most 8000 bytes, and never fewer code units.
    """
    return len(text) if text.isascii() else len(text) + sum(map(_THREE_BYTES.__le__, text))


def code_units(text: str) -> int:
    """Count the UTF-16 code units of a text, for labels, where bytes do not matter."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clipped(text: str, limit: int) -> str:
    """Return a text on one line, escaped, in at most `limit` units; a cut is marked."""
    line = one_line(text)
    if len(line) <= limit and units(escape(line)) <= limit:
        return escape(line)
    beginning = line[: limit + 1]
    # One unit is kept: a colon that comes to stand before the ellipsis is escaped.
    costs = [units(shown) for shown in escaped_characters(beginning)]
    return escape(_clipped(beginning, costs, limit - 1))


def clipped_label(text: str, limit: int) -> str:
    """Return a text on one line, as it is, in at most `limit` UTF-16 code units; a cut is marked."""
    line = one_line(text)
    if code_units(line) <= limit:
        return line
    beginning = line[: limit + 1]
    return _clipped(beginning, [code_units(character) for character in beginning], limit)


def choice_label(text: str) -> str:
    """Return how a text stands in autocomplete: plain, 1 to 100 code units."""
    return clipped_label(visible(text), LONGEST_CHOICE) or _NAMELESS


def in_code(name: str) -> str:
    """Return a name in a code span, on one line and short; without backticks, which would end it."""
    bare = visible(name).replace("`", "")
    return f"`{clipped_label(bare, _LONGEST_NAME) or _NAMELESS}`"


def pages(text: str, costs: Sequence[int], budget: int) -> list[str]:
    """Divide a text into pages of at most `budget` units, which joined are the text again.

    They are cut between words where there are any, and never inside what is read as one character. Each
    character has its cost, less than the budget.
    """
    spent = [0, *itertools.accumulate(costs)]
    cut: list[str] = []
    start = 0
    while start < len(text):
        end = _cut(text, start, max(bisect_right(spent, spent[start] + budget) - 1, start + 1))
        cut.append(text[start:end])
        start = end
    return cut or [""]


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


def _placeholder(hidden: str) -> str:
    return f"⟦U+{ord(hidden):04X}⟧"


def _original(match: re.Match[str]) -> str:
    return match["active"] if match["hidden"] is None else chr(int(match["hidden"], 16))
