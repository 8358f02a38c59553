"""Sharing out a message's characters: what must stand whole first, then the quote, then what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.discord_bot.messages.limits import TEXT_OF_A_MESSAGE, units
from bot.discord_bot.messages.quoting import divided, quote_cost, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord_bot.messages.quoting import Marked

_ENOUGH_OF_A_QUOTE = 1200
"""Units that a page of a quote too long for one message has at least, before a line beside it is spared."""

PAGE_NOTE = 60
"""Units kept free for the line that says which page of a text this is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """One page of a quote with what goes beside it.

    Attributes:
        quote: The page, as Markdown.
        page: Which page it is, from 1.
        pages: How many there are.
        extras: What of the dispensable lines there was room for.
    """

    quote: str
    page: int
    pages: int
    extras: tuple[str, ...]


def fit(marked: Marked, *, page: int, beside: Sequence[str], extras: Sequence[str | None]) -> Fitted:
    """Return a page of a quote, and the extra lines for which there is room.

    Args:
        marked: The quote.
        page: Which page, from 1, brought into range; 0 for the one where the marked range begins.
        beside: The lines that stand beside it in any case.
        extras: Lines that can be spared, the most useful first.
    """
    room = TEXT_OF_A_MESSAGE - PAGE_NOTE - sum(units(line) + 1 for line in beside)
    whole = quote_cost(marked)
    needed = whole if whole <= room else _ENOUGH_OF_A_QUOTE
    kept: list[str] = []
    for extra in extras:
        if extra is not None and room - units(extra) - 1 >= needed:
            kept.append(extra)
            room -= units(extra) + 1
    parts = divided(marked, room)
    shown = min(page, len(parts)) or _first_marked(parts)
    return Fitted(quote=quoted(parts[shown - 1]), page=shown, pages=len(parts), extras=tuple(kept))


def _first_marked(parts: Sequence[Marked]) -> int:
    return next((number for number, part in enumerate(parts, start=1) if part.strong), 1)
