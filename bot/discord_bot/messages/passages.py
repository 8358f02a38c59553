"""A passage in a message: its quote, its citation, and the pages about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.discord_bot.messages.attribution import attribution
from bot.discord_bot.messages.contexts import surroundings
from bot.discord_bot.messages.limits import TEXT_OF_A_MESSAGE, units
from bot.discord_bot.messages.quoting import Marked, quote_cost
from bot.discord_bot.messages.reasons import reasons
from bot.discord_bot.messages.showing import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.model import Quote
    from bot.discord_bot.messages.fitting import Fitted
    from bot.discord_bot.messages.showing import Showing
    from bot.discord_bot.texts.catalogue import Texts
    from bot.documents.library import Library


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
    quote: Quote, note: str | None, showing: Showing, *, above: Sequence[str], library: Library, texts: Texts
) -> Shown:
    """Return the texts of one page about a passage.

    Args:
        quote: The passage.
        note: A small line beneath it, such as which passage this is.
        showing: What is shown of it.
        above: What else stands in the message.
        library: Where its context is looked up.
        texts: The language.
    """
    passage = quote.passage
    beneath = attribution(passage.citation, passage.text, texts, note=note, repeats=passage.repeats)
    match showing.page:
        case Page.QUOTE:
            fitted = beneath.fitted(marks(quote), page=showing.text_page, beside=above)
            return Shown(body=fitted.quote, citation=beneath.written(fitted, texts), fitted=fitted)
        case Page.CONTEXT:
            heading = f"**{texts.context}**"
            around = surroundings(passage.citation, passage.text, library)
            fitted = beneath.fitted(around, page=showing.text_page, beside=[*above, heading])
            body = f"{heading}\n{fitted.quote}"
            return Shown(body=body, citation=beneath.written(fitted, texts), fitted=fitted)
        case Page.WHY:
            heading = f"**{texts.why}**"
            beside = sum(units(line) + 1 for line in (*above, heading, *beneath.needed))
            body = f"{heading}\n{reasons(quote, texts, room=TEXT_OF_A_MESSAGE - beside)}"
            return Shown(body=body, citation="\n".join(beneath.needed))
        case _:
            assert_never(showing.page)


def marks(quote: Quote) -> Marked:
    """Return a passage's text with its best sentence, the words that answer, and those that match."""
    return Marked(
        text=quote.passage.text, strong=quote.best_sentence, answer=quote.answer, matches=quote.matches
    )


def least_cost(quote: Quote, texts: Texts) -> int:
    """Return the most units that a passage takes with the lines that stand beneath it in any case."""
    needed = attribution(quote.passage.citation, quote.passage.text, texts).needed
    return quote_cost(marks(quote)) + sum(units(line) + 1 for line in needed)
