"""A passage in a message: its quote, its citation, and the pages about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.discord_bot.messages.citing import described, identifier, linked, repeated
from bot.discord_bot.messages.contexts import surroundings
from bot.discord_bot.messages.fitting import fit
from bot.discord_bot.messages.quoting import Marked
from bot.discord_bot.messages.reasons import shares
from bot.discord_bot.messages.showing import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.model import Quote
    from bot.discord_bot.messages.fitting import Fitted
    from bot.discord_bot.texts.catalogue import Texts
    from bot.documents.library import Library
    from bot.documents.model import Citation


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


def shown(
    quote: Quote, page: Page, *, text_page: int, above: Sequence[str], library: Library, texts: Texts
) -> Shown:
    """Return the texts of one page about a passage.

    Args:
        quote: The passage.
        page: What is shown of it.
        text_page: Which part, where it is too long for one message.
        above: What else stands in the message.
        library: Where its context is looked up.
        texts: The language.
    """
    passage = quote.passage
    cited = citation_lines(passage.citation, texts)
    match page:
        case Page.QUOTE:
            marked = marks(quote)
            extras = [
                linked(passage.citation, passage.text, texts),
                _small(repeated(passage.citation, passage.repeats, texts)),
            ]
            fitted = fit(marked, page=text_page, beside=[*above, *cited], extras=extras)
            return Shown(body=fitted.quote, citation=_citation(cited, fitted, texts), fitted=fitted)
        case Page.CONTEXT:
            marked = surroundings(passage.citation, passage.text, library)
            beside = [*above, *cited, texts.context]
            fitted = fit(marked, page=text_page, beside=beside, extras=[])
            body = f"{texts.context}\n{fitted.quote}"
            return Shown(body=body, citation=_citation(cited, fitted, texts), fitted=fitted)
        case Page.WHY:
            return Shown(body=f"{texts.why}\n{shares(quote, texts)}", citation="\n".join(cited))
        case _:
            assert_never(page)


def marks(quote: Quote) -> Marked:
    """Return a passage's text with its best sentence and its matched words."""
    return Marked(text=quote.passage.text, strong=quote.best_sentence, matches=quote.matches)


def citation_lines(citation: Citation, texts: Texts) -> list[str]:
    """Return where a quote stands, as a person writes it and as anyone can check it."""
    span = identifier(citation)
    return [described(citation, texts), *([span] if span else [])]


def page_note(fitted: Fitted, texts: Texts) -> list[str]:
    """Return the line that says which page of a text is shown, where there are several."""
    if fitted.pages == 1:
        return []
    return [f"-# {texts.page_of.format(page=fitted.page, count=fitted.pages)}"]


def _citation(cited: Sequence[str], fitted: Fitted, texts: Texts) -> str:
    return "\n".join([*page_note(fitted, texts), *cited, *fitted.extras])


def _small(line: str | None) -> str | None:
    return f"-# {line}" if line else None
