"""A passage in a message: its quote, its context, or why it was chosen, with its citation beneath."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.answers.explaining import features_with_parts, sign, words_with_parts
from bot.discord_bot.custom_ids import Page
from bot.discord_bot.views.attribution import QuotePage, attribution
from bot.discord_bot.views.markdown import TEXT_OF_A_MESSAGE, clipped, units
from bot.discord_bot.views.quoting import Marked
from bot.documents.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.model import Quote, WordMatch
    from bot.discord_bot.texts.catalogue import Texts
    from bot.discord_bot.views.answer import Showing
    from bot.discord_bot.views.attribution import Attribution
    from bot.documents.model import Citation

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINES = re.compile(r"\n\s*")
_SPACE = re.compile(r"\s")
_FARTHEST = 2000
"""Characters before and after a quote that its context has at most."""

_WORDS_AT_MOST = 10
_LONGEST_WORD = 60
_BAR = 12
_FULL, _EMPTY = "█", "░"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPassage:
    """A passage that is to be shown.

    Attributes:
        quote: The passage.
        marked: Its text with its marks.
        beneath: The lines that stand beneath it.
    """

    quote: Quote
    marked: Marked
    beneath: Attribution

    @property
    def cost(self) -> int:
        """The most units that it takes with the lines that stand beneath it in any case."""
        return self.marked.cost + sum(units(line) + 1 for line in self.beneath.needed)


def cited_passage(quote: Quote, texts: Texts, *, note: str | None = None) -> CitedPassage:
    """Mark a passage's best sentence, the words that answer, and those that match; and cite it.

    The note is a small line beneath it, such as which passage this is.
    """
    passage = quote.passage
    marked = Marked(text=passage.text, strong=quote.best_sentence, answer=quote.answer, matches=quote.matches)
    beneath = attribution(quote.citation, passage.text, texts, note=note, repeats=passage.repeats)
    return CitedPassage(quote=quote, marked=marked, beneath=beneath)


def passage_page(
    passage: CitedPassage, showing: Showing, *, beside: Sequence[str], context: Marked | None, texts: Texts
) -> QuotePage:
    """Return the page about a passage that a message shows, with room for the other texts beside it."""
    number = showing.text_page
    beneath = passage.beneath
    match showing.page:
        case Page.QUOTE:
            return beneath.page(passage.marked, texts, number=number, beside=beside)
        case Page.CONTEXT:
            around, heading = context or Marked(text=passage.quote.passage.text), f"**{texts.context}**"
            return beneath.page(around, texts, number=number, beside=beside, above=heading)
        case Page.WHY:
            heading = f"**{texts.why}**"
            taken = sum(units(line) + 1 for line in (*beside, heading, *beneath.needed))
            why = reasons(passage.quote, texts, room=TEXT_OF_A_MESSAGE - taken)
            return QuotePage(body=f"{heading}\n{why}", beneath="\n".join(beneath.needed))
        case _:
            assert_never(showing.page)


def surroundings(citation: Citation, quote: str, text: str) -> Marked:
    """Return the paragraphs that a quote touches, with the quote set off.

    A quote that is all of its paragraphs comes with the paragraph before it and the one after it. Where
    the document's text is not any more as it was cited, the quote stands alone.
    """
    if citation.span.of(text) != quote:
        return Marked(text=quote)
    window = _window(text, citation.span)
    near, span = window.of(text), citation.span.shifted(-window.start)
    paragraphs = _paragraphs(near)
    touched = [at for at, paragraph in enumerate(paragraphs) if paragraph.overlaps(span)] or [0]
    first, last = touched[0], touched[-1]
    whole = Span(start=paragraphs[first].start, end=paragraphs[last].end)
    if whole.of(near).strip() == quote.strip():
        first, last = max(first - 1, 0), min(last + 1, len(paragraphs) - 1)
    start, end = min(paragraphs[first].start, span.start), max(paragraphs[last].end, span.end)
    return Marked(text=near[start:end], strong=span.shifted(-start))


def reasons(quote: Quote, texts: Texts, *, room: int) -> str:
    """Return a line a word that matches and a line a feature that adds something, the greatest part first.

    Where there are fewer units than that takes, the words that add least give way.
    """
    words = [_line(part, _matched(word, texts), texts) for word, part in words_with_parts(quote)]
    features = [
        # Each feature, and each way to match, has a text of its name.
        _line(part, getattr(texts, f"by_{feature.name.lower()}"), texts)
        for feature, part in features_with_parts(quote)
    ]
    by_feature = [f"**{texts.why_features}**", *features] if features else []
    for shown in range(min(len(words), _WORDS_AT_MOST), 0, -1):
        left = len(words) - shown
        more = [texts.why_more.format(count=left)] if left else []
        written = "\n".join([*words[:shown], *more, *by_feature])
        if units(written) <= room:
            return written
    return "\n".join(by_feature) or "–"


def _window(text: str, span: Span) -> Span:
    """Return the text near a range, without the words that its ends would cut."""
    start, end = max(span.start - _FARTHEST, 0), min(span.end + _FARTHEST, len(text))
    if start and (space := _SPACE.search(text, start, span.start)):
        start = space.end()
    if end < len(text) and (words := text[span.end : end].rpartition(" ")[0]):
        end = span.end + len(words)
    return Span(start=start, end=end)


def _paragraphs(text: str) -> list[Span]:
    """Return the ranges between blank lines; where there are none, the lines."""
    gaps = list(_BLANK_LINES.finditer(text)) or list(_LINES.finditer(text))
    starts = [0, *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), len(text)]
    return [Span(start=start, end=end) for start, end in zip(starts, ends, strict=True)]


def _line(part: float, what: str, texts: Texts) -> str:
    filled = round(_BAR * part)
    bar = _FULL * filled + _EMPTY * (_BAR - filled)
    return f"`{bar}` " + texts.why_share.format(percent=round(100 * part), what=what)


def _matched(word: WordMatch, texts: Texts) -> str:
    """Return a word with the word that it matches, where that is another, and how."""
    between = sign(word)
    asked, found = (f"**{clipped(written, _LONGEST_WORD)}**" for written in (word.asked, word.found))
    how = getattr(texts, f"match_{word.match.name.lower()}")
    return f"{asked if between is None else f'{asked} {between} {found}'} · {how}"
