"""The lines beneath a quote: where it stands, how anyone can check it, and where else it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.discord_bot.messages.citing import described, identifier, linked, repeated
from bot.discord_bot.messages.fitting import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord_bot.messages.fitting import Fitted
    from bot.discord_bot.messages.quoting import Marked
    from bot.discord_bot.texts.catalogue import Texts
    from bot.documents.model import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What is written beneath a quote.

    Attributes:
        where: Title, date and place, as a person writes them; None where only the identifier is known.
        identifier: The identifier in a code span; None where it is too long.
        note: A small line, such as which passage this is.
        link: A link to the quote; spared where there is no room.
        also: Where else the quote stands; spared where there is no room.
    """

    where: str | None
    identifier: str | None
    note: str | None = None
    link: str | None = None
    also: str | None = None

    @property
    def needed(self) -> list[str]:
        """The lines that stand in any case."""
        small = f"-# {self.note}" if self.note else None
        return [line for line in (self.where, self.identifier, small) if line]

    def fitted(self, quote: Marked, *, page: int, beside: Sequence[str]) -> Fitted:
        """Return a page of the quote, with as much of this as there is room for."""
        return fit(quote, page=page, beside=[*beside, *self.needed], link=self.link, also=self.also)

    def written(self, fitted: Fitted, texts: Texts) -> str:
        """Return the lines beneath a page of the quote, with what there was room for."""
        several = fitted.pages > 1
        paged = f"-# {texts.page_of.format(page=fitted.page, count=fitted.pages)}" if several else None
        small = _joined(self.note, fitted.also)
        lines = [paged, self.where, _joined(self.identifier, fitted.link), f"-# {small}" if small else None]
        return "\n".join(line for line in lines if line)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def attribution(
    citation: Citation,
    quote: str,
    texts: Texts,
    *,
    note: str | None = None,
    repeats: Sequence[Citation] = (),
) -> Attribution:
    """Return what is written beneath a quote."""
    return Attribution(
        where=f"— {described(citation, texts)}",
        identifier=identifier(citation),
        note=note,
        link=linked(citation, quote, texts),
        also=repeated(citation, repeats, texts),
    )
