r"""Text that Discord shows exactly as it is written, and the way back.

`discord.utils.escape_markdown` leaves much of it alone: bare URLs, masked links, mentions, timestamps,
emoji shortcodes, list markers and headings. It is also not made to be undone. Here a backslash goes
before every character that could begin something. Discord takes the backslash away before any
character that is neither a letter, a digit nor white space (the `escape` rule of simple-markdown,
``^\\([^0-9A-Za-z\s])``, which its desktop and mobile clients share), so the backslash never shows.

Characters that nobody sees, and those that reorder what is read after them, are shown as ``⟦U+202E⟧``.
Joiners and variation selectors stay: Persian, Hindi and emoji are written with them.
"""

from __future__ import annotations

import re

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
    """Return, for each character of `text`, what shows it."""
    characters = list(text)
    for special in _SPECIAL.finditer(text):
        at = special.end() - 1
        hidden = special["hidden"] is not None
        characters[at] = _placeholder(text[at]) if hidden else f"\\{text[at]}"
    return characters


def visible(text: str) -> str:
    """Return a text for places without Markdown: what nobody sees is shown, all else is as it was."""
    return _ONLY_HIDDEN.sub(lambda hidden: _placeholder(hidden[0]), text)


def unescape(escaped: str) -> str:
    """Return the text that `escape` was given."""
    return _ESCAPED.sub(_original, escaped)


def one_line(text: str) -> str:
    """Return a text with each run of white space made one space: what is escaped to stand in a line."""
    return " ".join(text.split())


def _placeholder(hidden: str) -> str:
    return f"⟦U+{ord(hidden):04X}⟧"


def _original(match: re.Match[str]) -> str:
    return match["active"] if match["hidden"] is None else chr(int(match["hidden"], 16))
