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
    """The part of a citation that a message shows; the other fields are those of `Showing`.

    Attributes:
        identifier: The identifier that was asked for.
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

    The context is that of a quote that still stands; without it the quote is shown alone.
    """
    accent = Accent.REFUSAL
    match verification:
        case Verbatim(citation=citation, quote=quote) | Moved(citation=citation, quote=quote):
            said = texts.verbatim if isinstance(verification, Verbatim) else texts.moved
            marked, beneath, accent = context, attribution(citation, quote, texts), Accent.QUOTE
        case Changed(document=document, quote=quote):
            said = texts.changed.format(document=in_code(document))
            if quote is None:
                return view([text(said)], accent=accent)
            said = f"{said} {texts.changed_from}"
            # The identifier stays in the message: the pages of a long quote are found by it.
            asked = f"`{clipped_label(showing.identifier, LONGEST_IDENTIFIER)}`"
            marked, beneath = None, Attribution(where=None, identifier=asked)
        case Gone(document=document, nearest=nearest):
            said = texts.gone.format(document=in_code(document)) + did_you_mean(nearest, texts)
            return view([text(said)], accent=accent)
        case _:
            assert_never(verification)
    shown = beneath.page(
        marked or Marked(text=quote), texts, number=showing.text_page, beside=[SHARED_LINE, said]
    )

    def press(page: int, action: Action = Action.TURN) -> CitationPress:
        return CitationPress(action=action, text_page=page, asker=showing.asker)

    turning = pager(texts, page=shown.number, pages=shown.count, turned=press)
    share = [button(texts.share, press(shown.number, Action.SHARE))] if showing.private else []
    citation_line = text(shown.beneath, id_=Id.CITATION)
    framed = [text(said), text(shown.body), citation_line, *rows([*turning, *share])]
    return view(framed, accent=accent, above=shared_by(showing.shared_by, texts))
