"""Citations as a person would write them, and as anyone can check them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from bot.discord_bot.messages.clipping import clipped
from bot.discord_bot.messages.escaping import one_line
from bot.discord_bot.messages.limits import units
from bot.discord_bot.messages.linking import link

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.discord_bot.texts.catalogue import Texts
    from bot.documents.model import Citation

_LONGEST_NAME = 200
_LONGEST_TITLE_OF_A_REPEAT = 60
_REPEATS_AT_MOST = 4
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
LONGEST_IDENTIFIER = 1500
"""Characters of an identifier that is shown; a longer one would leave no room for its quote."""


def described(citation: Citation, texts: Texts) -> str:
    """Return title, date, paragraph and sentence, escaped; for a transcript, speaker and time first."""
    names = [citation.speaker, citation.time, citation.title]
    escaped = [_isolated(clipped(name, _LONGEST_NAME)) for name in names if name and one_line(name)]
    date = [written_date(citation.date, texts)] if citation.date else []
    return texts.separator.join([*escaped, *date, *_place(citation, texts)])


def identifier(citation: Citation) -> str | None:
    """Return the identifier in a code span, whole, or None where it is longer than any message bears."""
    return f"`{citation.id}`" if units(citation.id) <= LONGEST_IDENTIFIER else None


def linked(citation: Citation, quote: str, texts: Texts) -> str | None:
    """Return a link to the quote where it is published, or None."""
    url = link(citation.url, quote)
    return f"[{texts.open_at_quote}](<{url}>)" if url else None


def repeated(first: Citation, others: Sequence[Citation], texts: Texts) -> str | None:
    """Return where else a quote stands, without identifiers, or None."""
    if not others:
        return None
    places = list(dict.fromkeys(_repeat(first, other, texts) for other in others))
    named = places[:_REPEATS_AT_MOST]
    if len(places) > len(named):
        named.append(texts.and_more.format(count=len(places) - len(named)))
    return texts.also_in.format(places=texts.separator.join(named))


def written_date(date: dt.date, texts: Texts) -> str:
    """Return a date in words."""
    return texts.date.format(day=date.day, month=texts.months[date.month - 1], year=date.year)


def _isolated(name: str) -> str:
    """Return a name that, where it is read from right to left, does not reorder what stands around it."""
    backwards = any(unicodedata.bidirectional(character) in {"R", "AL"} for character in name)
    return f"{_FIRST_STRONG_ISOLATE}{name}{_POP_ISOLATE}" if backwards else name


def _place(citation: Citation, texts: Texts) -> list[str]:
    return [
        _counted(texts.paragraph, texts.paragraphs, citation.paragraphs),
        _counted(texts.sentence, texts.sentences, citation.sentences),
    ]


def _repeat(first: Citation, other: Citation, texts: Texts) -> str:
    paragraph = _counted(texts.paragraph, texts.paragraphs, other.paragraphs)
    if other.document == first.document:
        return paragraph
    return f"{clipped(other.title, _LONGEST_TITLE_OF_A_REPEAT)} ({paragraph})"


def _counted(one: str, several: str, numbers: tuple[int, int]) -> str:
    first, last = numbers
    return one.format(number=first) if first == last else several.format(first=first, last=last)
