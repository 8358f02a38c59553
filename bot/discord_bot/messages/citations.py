"""What becomes of a citation that someone looks up."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.discord_bot.messages.attribution import Attribution, attribution
from bot.discord_bot.messages.buttons import button
from bot.discord_bot.messages.citing import LONGEST_IDENTIFIER
from bot.discord_bot.messages.clipping import clipped_label
from bot.discord_bot.messages.contexts import surroundings
from bot.discord_bot.messages.frame import SHARED_LINE, shared_by
from bot.discord_bot.messages.layout import Accent, Id, rows, text, view
from bot.discord_bot.messages.naming import did_you_mean, in_code
from bot.discord_bot.messages.presses import Action, CitationPress
from bot.discord_bot.messages.quoting import Marked
from bot.documents.verification import Changed, Gone, Moved, Verbatim

if TYPE_CHECKING:
    import discord

    from bot.discord_bot.messages.buttons import PressButton
    from bot.discord_bot.messages.showing import CitationShowing
    from bot.discord_bot.texts.catalogue import Texts
    from bot.documents.library import Library
    from bot.documents.model import Citation
    from bot.documents.verification import Verification

_LONGEST_NAME = 200


def citation_view(
    verification: Verification, showing: CitationShowing, *, library: Library, texts: Texts
) -> discord.ui.LayoutView:
    """Return whether a quote still stands, and the quote in its context.

    Args:
        verification: What was found.
        showing: What of it, and to whom.
        library: Where the quote's context is looked up.
        texts: The language of everything but the quote.
    """
    match verification:
        case Verbatim(citation=citation, quote=quote):
            return _standing(texts.verbatim, citation, quote, showing, library=library, texts=texts)
        case Moved(citation=citation, quote=quote):
            return _standing(texts.moved, citation, quote, showing, library=library, texts=texts)
        case Changed():
            return _changed(verification, showing, texts)
        case Gone(document=document, nearest=nearest):
            return _words(texts.gone.format(document=in_code(document)) + did_you_mean(nearest, texts))
        case _:
            assert_never(verification)


def _standing(
    said: str, citation: Citation, quote: str, showing: CitationShowing, *, library: Library, texts: Texts
) -> discord.ui.LayoutView:
    around = surroundings(citation, quote, library)
    return _quote(said, around, attribution(citation, quote, texts), showing, texts)


def _changed(changed: Changed, showing: CitationShowing, texts: Texts) -> discord.ui.LayoutView:
    said = texts.changed.format(document=clipped_label(changed.document, _LONGEST_NAME))
    if changed.quote is None:
        return _words(said)
    # What was asked about stays in the message: the pages of a long quote are found by it.
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
    buttons = [*_turning(showing, fitted.page, fitted.pages, texts), *_sharing(showing, fitted.page, texts)]
    framed = [text(said), text(fitted.quote), citation, *rows(buttons)]
    return view(shared_by(showing.shared_by, texts), framed, accent=accent)


def _words(said: str) -> discord.ui.LayoutView:
    return view([], [text(said)], accent=Accent.REFUSAL)


def _turning(showing: CitationShowing, page: int, pages: int, texts: Texts) -> list[PressButton]:
    if pages == 1:
        return []

    def turn(to: int) -> CitationPress:
        return CitationPress(action=Action.TURN, text_page=to, asker=showing.asker)

    # Page 0 would be the page with the quote: a button that leads nowhere is given one that is not there.
    return [
        button(texts.previous_page, turn(page - 1 or pages + 2), disabled=page == 1),
        button(texts.next_page, turn(page + 1), disabled=page == pages),
    ]


def _sharing(showing: CitationShowing, page: int, texts: Texts) -> list[PressButton]:
    if not showing.private:
        return []
    return [button(texts.share, CitationPress(action=Action.SHARE, text_page=page, asker=showing.asker))]
