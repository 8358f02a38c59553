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

_JOINT = 6
"""Units between two parts of a line."""

PAGE_NOTE = 60
"""Units kept free for the line that says which page of a text this is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """One page of a quote with what goes beside it.

    Attributes:
        quote: The page, as Markdown.
        page: Which page it is, from 1.
        pages: How many there are.
        link: The link, where there was room for it.
        also: The line about repeats, where there was room for it.
    """

    quote: str
    page: int
    pages: int
    link: str | None
    also: str | None


def fit(
    marked: Marked, *, page: int, beside: Sequence[str], link: str | None = None, also: str | None = None
) -> Fitted:
    """Return a page of a quote, with the link and the line about repeats where there is room for them.

    Args:
        marked: The quote.
        page: Which page, from 1, brought into range; 0 for the one where the marked range begins.
        beside: The lines that stand beside it in any case.
        link: A link.
        also: Where else the quote stands; the first to be spared.
    """
    room = TEXT_OF_A_MESSAGE - PAGE_NOTE - sum(units(line) + 1 for line in beside)
    whole = quote_cost(marked)
    needed = whole if whole <= room else _ENOUGH_OF_A_QUOTE
    link = link if link and room - _cost(link) >= needed else None
    room -= _cost(link)
    also = also if also and room - _cost(also) >= needed else None
    room -= _cost(also)
    parts = divided(marked, room)
    shown = min(max(page, 0), len(parts)) or _first_marked(parts)
    return Fitted(quote=quoted(parts[shown - 1]), page=shown, pages=len(parts), link=link, also=also)


def _cost(part: str | None) -> int:
    return units(part) + _JOINT if part else 0


def _first_marked(parts: Sequence[Marked]) -> int:
    return next((number for number, part in enumerate(parts, start=1) if part.strong), 1)
