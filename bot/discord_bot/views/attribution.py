"""The lines beneath a quote: where it stands, how anyone can check it, and where else it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encoded

from bot.discord_bot.views.markdown import TEXT_OF_A_MESSAGE, clipped, one_line, units
from bot.discord_bot.views.quoting import divided, quoted
from bot.documents.citations import clock

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.discord_bot.texts.catalogue import Texts
    from bot.discord_bot.views.quoting import Marked
    from bot.documents.model import Citation

LONGEST_IDENTIFIER = 1500
"""Units of an identifier that is shown; a longer one would leave no room for its quote."""

LONGEST_LINK = 700
"""Units of a link in a message: it shares the message's text with the quote."""

_ENOUGH_OF_A_QUOTE = 1200
"""Units that a page of a quote too long for one message has at least, before a line beside it is spared."""

_PAGE_NOTE = 60
_JOINT = 6
"""Units kept free for the line that says which page of a text this is, and between two parts of a line."""

_LONGEST_NAME = 200
_LONGEST_HEADING = 90
_HEADINGS_AT_MOST = 2
_LONGEST_TITLE_OF_A_REPEAT = 60
_REPEATS_AT_MOST = 4
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_WORDS_AT_AN_EDGE = 5
_LONGEST_EDGE = 60
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_FRAGMENT_DIRECTIVE = ":~:"
# Characters of a URL that a link keeps as they are. Brackets and angle brackets would end it, in Markdown.
_KEPT_IN_URL = "%/:?#@!$&'*+,;=~"
_CLAUSE = re.compile(r"[^、。,.！？!?;]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePage:
    """A page of a quote with the lines beneath it; `number` is counted from 1."""

    body: str
    beneath: str
    number: int = 1
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The lines beneath a quote.

    Attributes:
        where: Title, date and place, as a person writes them; None where only the identifier is known.
        identifier: The identifier in a code span; None where it is too long.
        note: A small line, such as which passage this is.
        link: A link to the quote; spared where there is no room.
        also: Where else the quote stands; the first to be spared.
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

    def page(
        self, quote: Marked, texts: Texts, *, number: int, beside: Sequence[str], above: str = ""
    ) -> QuotePage:
        """Return a page of a quote, with as many of the lines as there is room for.

        Its number is counted from 1 and brought into range; 0 is the one where the marked range begins.
        `beside` are the other lines of the message, `above` is one right above the quote.
        """
        lines = [*beside, *self.needed, above]
        room = TEXT_OF_A_MESSAGE - _PAGE_NOTE - sum(units(line) + 1 for line in lines)
        wanted = quote.cost if quote.cost <= room else _ENOUGH_OF_A_QUOTE
        kept: list[str | None] = []
        for part in (self.link, self.also):
            fits = part is not None and room - units(part) - _JOINT >= wanted
            room -= units(part) + _JOINT if part and fits else 0
            kept.append(part if fits else None)
        link, also = kept
        pages = divided(quote, room)
        first_marked = next((at for at, page in enumerate(pages, start=1) if page.strong), 1)
        shown = min(max(number, 0), len(pages)) or first_marked
        paged = f"-# {texts.page_of.format(page=shown, count=len(pages))}" if len(pages) > 1 else None
        small = _joined(self.note, also)
        beneath = [paged, self.where, _joined(self.identifier, link), f"-# {small}" if small else None]
        return QuotePage(
            body="\n".join(line for line in (above, quoted(pages[shown - 1])) if line),
            beneath="\n".join(line for line in beneath if line),
            number=shown,
            count=len(pages),
        )


def attribution(
    citation: Citation,
    quote: str,
    texts: Texts,
    *,
    note: str | None = None,
    repeats: Sequence[Citation] = (),
) -> Attribution:
    """Return the lines beneath a quote."""
    url = link(citation.url, quote)
    return Attribution(
        where=f"— {described(citation, texts)}",
        identifier=f"`{citation.id}`" if units(citation.id) <= LONGEST_IDENTIFIER else None,
        note=note,
        link=f"[{texts.open_at_quote}](<{url}>)" if url else None,
        also=_also_in(citation, repeats, texts) if repeats else None,
    )


def described(citation: Citation, texts: Texts) -> str:
    """Return where a quote stands, as a person writes it, escaped.

    Title, date, headings, page, paragraph and sentence; in a transcript speaker and time first, in place of
    the paragraph.
    """
    time = None if citation.time is None else clock(citation.time)
    headings = [_escaped(name, _LONGEST_HEADING) for name in citation.headings[-_HEADINGS_AT_MOST:]]
    parts = [
        *(_escaped(name, _LONGEST_NAME) for name in (citation.speaker, time, citation.title) if name),
        written_date(citation.date, texts) if citation.date else "",
        " › ".join(name for name in headings if name),
        _counted(texts.page, texts.pages, citation.page) if citation.page else "",
        _counted(texts.paragraph, texts.paragraphs, citation.paragraphs) if time is None else "",
        _counted(texts.sentence, texts.sentences, citation.sentences) if time is None else "",
    ]
    return texts.separator.join(part for part in parts if part)


def written_date(date: dt.date, texts: Texts) -> str:
    """Return a date in words."""
    return texts.date.format(day=date.day, month=texts.months[date.month - 1], year=date.year)


def link(url: str | None, text: str) -> str | None:
    """Return a link to a text on a page, to the page alone where that is too long, or None.

    The text is named by its first and last words in a text fragment,
    https://wicg.github.io/scroll-to-text-fragment/#syntax, so that a browser scrolls to it.
    """
    if url is None or not _WEB.match(url.strip()):
        return None
    page = percent_encoded(url.strip(), safe=_KEPT_IN_URL)
    before, _, _ = page.partition(_FRAGMENT_DIRECTIVE)
    joint = "" if "#" in before else "#"
    at_the_text = f"{before}{joint}{_FRAGMENT_DIRECTIVE}{_directive(text)}"
    fitting = (candidate for candidate in (at_the_text, page) if units(candidate) <= LONGEST_LINK)
    return next(fitting, None)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _escaped(name: str, limit: int) -> str:
    """Return a name that, where it is read from right to left, does not reorder its surroundings."""
    if not one_line(name):
        return ""
    short = clipped(name, limit)
    backwards = any(unicodedata.bidirectional(character) in {"R", "AL"} for character in short)
    return f"{_FIRST_STRONG_ISOLATE}{short}{_POP_ISOLATE}" if backwards else short


def _counted(one: str, several: str, numbers: tuple[int, int]) -> str:
    first, last = numbers
    return one.format(number=first) if first == last else several.format(first=first, last=last)


def _also_in(first: Citation, others: Sequence[Citation], texts: Texts) -> str:
    """Return where else a quote stands, without identifiers."""

    def place(other: Citation) -> str:
        paragraph = _counted(texts.paragraph, texts.paragraphs, other.paragraphs)
        where = paragraph if other.time is None else clock(other.time)
        if other.document == first.document:
            return where
        return f"{clipped(other.title, _LONGEST_TITLE_OF_A_REPEAT)} ({where})"

    places = list(dict.fromkeys(map(place, others)))
    # A single one more is named rather than counted.
    named = places if len(places) <= _REPEATS_AT_MOST + 1 else places[:_REPEATS_AT_MOST]
    more = len(places) - len(named)
    counted = [texts.and_more.format(count=more)] if more else []
    return texts.also_in.format(places=texts.separator.join([*named, *counted]))


def _directive(text: str) -> str:
    """Return ``text=start,end``, or ``text=all`` of a text short enough to be given whole."""
    lines = [line for line in text.splitlines() if line.strip()] or [text]
    first, last = lines[0].split(), lines[-1].split()
    if len(lines) == 1 and len(first) <= 2 * _WORDS_AT_AN_EDGE and len(text) <= 2 * _LONGEST_EDGE:
        return f"text={_encoded(' '.join(first))}"
    start = _short(" ".join(first[:_WORDS_AT_AN_EDGE]), from_the_end=False)
    end = _short(" ".join(last[-_WORDS_AT_AN_EDGE:]), from_the_end=True)
    return f"text={_encoded(start)},{_encoded(end)}"


def _short(words: str, *, from_the_end: bool) -> str:
    """Return an edge of a text without spaces by its first or last clause; of others, all."""
    if len(words) <= _LONGEST_EDGE:
        return words
    clauses = _CLAUSE.findall(words) or [words]
    edge: str = clauses[-1 if from_the_end else 0]
    return edge.strip()


def _encoded(words: str) -> str:
    """Return words in a directive, where a hyphen, a comma and an ampersand have a meaning."""
    return percent_encoded(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
