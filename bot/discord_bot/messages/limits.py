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


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units.

    Discord does not say whether it counts code points or UTF-16 units. The second count is never the
    smaller one, so what fits by it fits.
    """
    return len(text) + sum(character > "\uffff" for character in text)
