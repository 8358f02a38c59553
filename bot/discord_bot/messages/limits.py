"""What Discord accepts in one message, and how it counts."""

from __future__ import annotations

TEXT_OF_A_MESSAGE = 4000
"""Characters over all text of one message, https://docs.discord.com/developers/components/reference"""

COMPONENTS_OF_A_MESSAGE = 40
"""Components of one message, nested ones included; the same page."""

BUTTON_LABEL = 80
"""Characters on a button; the same page."""

CUSTOM_ID = 100
"""Characters in a `custom_id`; the same page."""

CHOICE = 100
"""Characters in an autocomplete choice's name or value, and at least one,
https://docs.discord.com/developers/interactions/application-commands"""


_THREE_BYTES = "\u0800"


def units(text: str) -> int:
    """Return what a text takes of a message's 4000 characters, counted so that it fits by any count.

    Discord does not say whether it counts code points or UTF-16 code units. It does refuse, with an
    internal error, texts of more than some 10,170 bytes in all, of which 12 a text are its own
    (https://github.com/discord/discord-api-docs/issues/8554). So a character of three or four bytes
    counts twice: 4000 of these units are at most 8000 bytes, and never fewer code units.
    """
    return len(text) + sum(character >= _THREE_BYTES for character in text)


def code_units(text: str) -> int:
    """Return the length of a text in UTF-16 code units, for labels, where bytes do not matter."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
