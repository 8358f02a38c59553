"""An answer as people see it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, assert_never

from bot.answers.model import Answered, NotCovered, NothingAsked
from bot.discord_bot.messages.clipping import clipped
from bot.discord_bot.messages.controls import Controls
from bot.discord_bot.messages.frame import frame
from bot.discord_bot.messages.layout import Accent, plain, rows, text, view
from bot.discord_bot.messages.quotes import quotes_view
from bot.discord_bot.messages.showing import Page
from bot.discord_bot.messages.unanswered import explained

if TYPE_CHECKING:
    import discord

    from bot.answers.model import Answer
    from bot.discord_bot.messages.layout import Part
    from bot.discord_bot.messages.showing import Showing
    from bot.discord_bot.texts.catalogue import Texts
    from bot.documents.library import Library

_SUGGESTIONS_AT_MOST = 3
_LONGEST_SUGGESTION = 200


def answer_view(answer: Answer, showing: Showing, *, library: Library, texts: Texts) -> discord.ui.LayoutView:
    """Return what people see of an answer.

    Args:
        answer: The answer.
        showing: What of it, and to whom.
        library: Where the context of its passages is looked up.
        texts: The language of everything but the quotes.
    """
    match answer:
        case NothingAsked():
            return plain(explained(answer.reason, texts))
        case NotCovered():
            if showing.closest and answer.closest:
                return quotes_view(answer, answer.closest, showing, library=library, texts=texts)
            return _refusal(answer, dataclasses.replace(showing, closest=False), texts)
        case Answered():
            answered = dataclasses.replace(showing, closest=False)
            return quotes_view(answer, answer.quotes, answered, library=library, texts=texts)
        case _:
            assert_never(answer)


def _refusal(answer: NotCovered, showing: Showing, texts: Texts) -> discord.ui.LayoutView:
    """Return the honest sentence; no word of any document stands in it."""
    around = frame(answer, showing, texts)
    first = dataclasses.replace(showing, page=Page.QUOTE, rank=1, text_page=0)
    controls = Controls(showing=first, index=answer.index, texts=texts)
    closest = controls.closest() if answer.closest else []
    buttons = [*closest, *controls.sharing()] if around.readable else []
    refusal = texts.not_covered.format(reason=explained(answer.reason, texts))
    said = [text(refusal), *_suggestions(answer, texts)]
    return view(around.above(), [*around.noted(), *said, *rows(buttons)], accent=Accent.REFUSAL)


def _suggestions(answer: NotCovered, texts: Texts) -> list[Part]:
    """Return what could be asked instead, as one text, where there is anything."""
    asked = [one for one in answer.suggestions if one.strip()][:_SUGGESTIONS_AT_MOST]
    lines = [f"- {clipped(question, _LONGEST_SUGGESTION)}" for question in asked]
    return [text("\n".join([texts.you_could_ask, *lines]))] if lines else []
