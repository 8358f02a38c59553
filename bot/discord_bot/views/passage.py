"""A passage in a message: its quote, its context, or why it was chosen, with its citation beneath."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.answers.explaining import features_with_parts, sign, words_with_parts
from bot.discord_bot.custom_ids import Page
from bot.discord_bot.views.attribution import attribution
from bot.discord_bot.views.markdown import TEXT_OF_A_MESSAGE, clipped, units
from bot.discord_bot.views.quoting import Marked
from bot.documents.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.model import Quote, WordMatch
    from bot.discord_bot.texts.catalogue import Texts
    from bot.discord_bot.views.attribution import Attribution
    from bot.discord_bot.views.quoting import Fitted
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The texts of one passage.

    Attributes:
        body: The quote, or what is said about it.
        citation: Where it stands, with its identifier.
        fitted: How the body was divided; None where it never is.
    """

    body: str
    citation: str
    fitted: Fitted | None = None


def cited_passage(quote: Quote, texts: Texts, *, note: str | None = None) -> CitedPassage:
    """Mark a passage's best sentence, the words that answer, and those that match; and cite it.

    Args:
        quote: The passage.
        texts: The language.
        note: A small line beneath it, such as which passage this is.
    """
    passage = quote.passage
    marked = Marked(text=passage.text, strong=quote.best_sentence, answer=quote.answer, matches=quote.matches)
    beneath = attribution(quote.citation, passage.text, texts, note=note, repeats=passage.repeats)
    return CitedPassage(quote=quote, marked=marked, beneath=beneath)


def passage_shown(
    passage: CitedPassage,
    page: Page,
    *,
    text_page: int,
    beside: Sequence[str],
    context: Marked | None,
    texts: Texts,
) -> Shown:
    """Return the texts of one page about a passage.

    Args:
        passage: The passage.
        page: Which page.
        text_page: Which part of it, where it is too long for one message.
        beside: The other texts of the message.
        context: The passage in its context; None to show it alone.
        texts: The language.
    """
    beneath = passage.beneath
    match page:
        case Page.QUOTE:
            fitted = beneath.fitted(passage.marked, page=text_page, beside=beside)
            return Shown(body=fitted.quote, citation=beneath.written(fitted, texts), fitted=fitted)
        case Page.CONTEXT:
            heading = f"**{texts.context}**"
            around = context or Marked(text=passage.quote.passage.text)
            fitted = beneath.fitted(around, page=text_page, beside=[*beside, heading])
            body = f"{heading}\n{fitted.quote}"
            return Shown(body=body, citation=beneath.written(fitted, texts), fitted=fitted)
        case Page.WHY:
            heading = f"**{texts.why}**"
            taken = sum(units(line) + 1 for line in (*beside, heading, *beneath.needed))
            body = f"{heading}\n{reasons(passage.quote, texts, room=TEXT_OF_A_MESSAGE - taken)}"
            return Shown(body=body, citation="\n".join(beneath.needed))
        case _:
            assert_never(page)


def surroundings(citation: Citation, quote: str, text: str) -> Marked:
    """Return the paragraphs that a quote touches, with the quote set off.

    A quote that is all of its paragraphs comes with the paragraph before it and the one after it. Where
    the document does not say any more what was cited, the quote stands alone.

    Args:
        citation: Where the quote stood.
        quote: Its text.
        text: What the document says now.
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

    Args:
        quote: The passage.
        texts: The language.
        room: How many units there are; the words that add least give way.
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
    return f"{asked if between is None else f'{asked} {between} {found}'} · {getattr(texts, f'match_{word.match.name.lower()}')}"
