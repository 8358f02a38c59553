"""A citation that someone looked up: whether the quote still stands, and the quote in its context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.discord_bot.buttons import button, pager
from bot.discord_bot.custom_ids import Action, CitationPress
from bot.discord_bot.views.attribution import LONGEST_IDENTIFIER, Attribution, attribution
from bot.discord_bot.views.layout import Accent, Id, rows, text, view
from bot.discord_bot.views.markdown import clipped_label, in_code
from bot.discord_bot.views.notices import did_you_mean
from bot.discord_bot.views.quoting import Marked
from bot.discord_bot.views.reading import SHARED_LINE, shared_by
from bot.documents.verification import Changed, Gone, Moved, Verbatim

if TYPE_CHECKING:
    import discord

    from bot.discord_bot.texts.catalogue import Texts
    from bot.documents.verification import Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationShowing:
    """How a citation that was looked up is shown; the other fields are those of `Showing`.

    Attributes:
        identifier: The identifier as it was asked for.
    """

    asker: int
    identifier: str
    private: bool = True
    text_page: int = 0
    shared_by: int | None = None


def citation_view(
    verification: Verification, showing: CitationShowing, *, context: Marked | None, texts: Texts
) -> discord.ui.LayoutView:
    """Return whether a quote still stands, and the quote in its context.

    Args:
        verification: The outcome.
        showing: What of it, and to whom.
        context: The quote in its context, where it still stands; None to show it alone.
        texts: The language of everything but the quote.
    """
    match verification:
        case Verbatim(citation=citation, quote=quote):
            beneath = attribution(citation, quote, texts)
            return _quote(texts.verbatim, context or Marked(text=quote), beneath, showing, texts)
        case Moved(citation=citation, quote=quote):
            beneath = attribution(citation, quote, texts)
            return _quote(texts.moved, context or Marked(text=quote), beneath, showing, texts)
        case Changed():
            return _changed(verification, showing, texts)
        case Gone(document=document, nearest=nearest):
            said = texts.gone.format(document=in_code(document)) + did_you_mean(nearest, texts)
            return view([text(said)], accent=Accent.REFUSAL)
        case _:
            assert_never(verification)


def _changed(changed: Changed, showing: CitationShowing, texts: Texts) -> discord.ui.LayoutView:
    said = texts.changed.format(document=in_code(changed.document))
    if changed.quote is None:
        return view([text(said)], accent=Accent.REFUSAL)
    # The identifier that was asked about stays in the message: the pages of a long quote are found by it.
    asked = f"`{clipped_label(showing.identifier.strip(' `'), LONGEST_IDENTIFIER)}`"
    beneath = Attribution(where=None, identifier=asked)
    quote = Marked(text=changed.quote)
    return _quote(f"{said} {texts.changed_from}", quote, beneath, showing, texts, accent=Accent.REFUSAL)


def _quote(
    said: str,
    quote: Marked,
    beneath: Attribution,
    showing: CitationShowing,
    texts: Texts,
    *,
    accent: Accent = Accent.QUOTE,
) -> discord.ui.LayoutView:
    fitted = beneath.fitted(quote, page=showing.text_page, beside=[SHARED_LINE, said])
    citation = text(beneath.written(fitted, texts), id_=Id.CITATION)

    def press(page: int, action: Action = Action.TURN) -> CitationPress:
        return CitationPress(action=action, text_page=page, asker=showing.asker)

    turning = pager(texts, page=fitted.page, pages=fitted.pages, turned=press)
    share = [button(texts.share, press(fitted.page, Action.SHARE))] if showing.private else []
    framed = [text(said), text(fitted.quote), citation, *rows([*turning, *share])]
    return view(framed, accent=accent, above=shared_by(showing.shared_by, texts))
