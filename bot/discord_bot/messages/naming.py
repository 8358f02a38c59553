"""Names that people typed, in code spans: nothing in them is Markdown, nothing in them is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.messages.clipping import clipped_label
from bot.discord_bot.messages.escaping import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord_bot.texts.catalogue import Texts

_LONGEST_NAME = 200
_NAMELESS = "?"


def in_code(name: str) -> str:
    """Return a name in a code span, on one line and short; without backticks, which would end it."""
    bare = visible(name).replace("`", "")
    return f"`{clipped_label(bare, _LONGEST_NAME) or _NAMELESS}`"


def did_you_mean(nearest: Sequence[str], texts: Texts) -> str:
    """Return a question after the nearest names, or nothing where none is near; a space goes before it."""
    if not nearest:
        return ""
    *first, last = map(in_code, nearest)
    named = texts.either.format(words=texts.separator.join(first), last=last) if first else last
    return f" {texts.did_you_mean.format(documents=named)}"
