"""The passages of an answer: one at a time, or the first two where they match too much alike."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.model import NotCovered
from bot.discord_bot.messages.controls import Controls, Neighbours, without_question
from bot.discord_bot.messages.frame import frame
from bot.discord_bot.messages.layout import Accent, Id, rows, separator, text, view
from bot.discord_bot.messages.limits import units
from bot.discord_bot.messages.passages import least_cost, shown
from bot.discord_bot.messages.showing import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.answers.model import Answered, Quote
    from bot.discord_bot.messages.buttons import PressButton
    from bot.discord_bot.messages.frame import Frame
    from bot.discord_bot.messages.layout import Part
    from bot.discord_bot.messages.passages import Shown
    from bot.discord_bot.messages.showing import Showing
    from bot.discord_bot.texts.catalogue import Texts
    from bot.documents.library import Library

_LONGEST_PAIR = 1900
"""Units of two passages with their citations that leave room for the question and the notes."""

_FIRST_TWO = range(1, 3)


def quotes_view(
    answer: Answered | NotCovered,
    quotes: Sequence[Quote],
    showing: Showing,
    *,
    library: Library,
    texts: Texts,
) -> discord.ui.LayoutView:
    """Return the passages that `showing` asks for; its rank is brought into range."""
    showing = dataclasses.replace(showing, rank=min(max(showing.rank, 1), len(quotes)))
    tied = _tied(answer)
    place = _place(quotes, showing, texts, paired=tied > 1)
    around = frame(
        answer,
        showing,
        texts,
        notes=(texts.tie.format(count=tied),) if _is_among(tied, showing) else (),
        doubt=_doubt(answer, tied, place, texts),
        longest_identifier=max(units(quotes[rank - 1].passage.citation.id) for rank in place.ranks),
    )
    passages = _shown(
        [quotes[rank - 1] for rank in place.ranks],
        _note(quotes, place, texts),
        showing,
        around=around,
        library=library,
        texts=texts,
    )
    controls = Controls(showing=showing, index=answer.index, texts=texts)
    framed: list[Part] = [*around.noted()]
    for rank, passage in zip(place.ranks, passages, strict=True):
        first = rank == place.ranks[0]
        framed += [] if first else [separator()]
        framed += [text(passage.body), text(passage.citation, id_=Id.CITATION if first else None)]
        if around.readable:
            paged = controls.text_pages(passage.fitted) if passage.fitted else []
            framed += rows(paged)
            framed += rows(controls.views_of(rank)) if len(passages) > 1 else []
    framed += rows(_buttons(controls, place, around, passages))
    return view(around.above(), framed, accent=Accent.REFUSAL if showing.closest else Accent.QUOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Which passages are shown together, and the ranks of those before and after them."""

    ranks: range
    neighbours: Neighbours


def _place(quotes: Sequence[Quote], showing: Showing, texts: Texts, *, paired: bool) -> _Place:
    paired = paired and sum(least_cost(quote, texts) for quote in quotes[:2]) <= _LONGEST_PAIR
    alone = range(showing.rank, showing.rank + 1)
    together = _FIRST_TWO if paired and showing.rank in _FIRST_TWO else alone
    before = together.start - 1
    neighbours = Neighbours(
        before=before if before > 0 else None,
        after=together.stop if together.stop <= len(quotes) else None,
    )
    return _Place(ranks=together if showing.page is Page.QUOTE else alone, neighbours=neighbours)


def _tied(answer: Answered | NotCovered) -> int:
    """Return how many of the passages match too much alike to tell which answers best; at least 1."""
    return 1 if isinstance(answer, NotCovered) else max(1, min(answer.tied, len(answer.quotes)))


def _is_among(tied: int, showing: Showing) -> bool:
    """Whether a quote is shown that is one of several that match too much alike."""
    return 1 < tied >= showing.rank and showing.page is Page.QUOTE


def _doubt(answer: Answered | NotCovered, tied: int, place: _Place, texts: Texts) -> str | None:
    """Return that it is not sure that a passage answers, where that is so."""
    if isinstance(answer, NotCovered) or answer.sure:
        return None
    return texts.unsure_closest if tied == 1 and place.ranks.start == 1 else texts.unsure


def _note(quotes: Sequence[Quote], place: _Place, texts: Texts) -> str | None:
    """Return the line that says which of several passages is shown alone."""
    if len(quotes) == 1 or len(place.ranks) > 1:
        return None
    return texts.passage_of.format(rank=place.ranks.start, count=len(quotes))


def _shown(
    quotes: Sequence[Quote],
    note: str | None,
    showing: Showing,
    *,
    around: Frame,
    library: Library,
    texts: Texts,
) -> list[Shown]:
    """Return the texts of passages that stand in one message, each leaving room for those after it."""
    passages: list[Shown] = []
    above = around.lines
    for at, quote in enumerate(quotes):
        # What is still to come is counted as a line of its greatest length.
        to_come = ["x" * least_cost(later, texts) for later in quotes[at + 1 :]]
        passage = shown(quote, note, showing, above=[*above, *to_come], library=library, texts=texts)
        passages.append(passage)
        above = [*above, passage.body, passage.citation]
    return passages


def _buttons(
    controls: Controls, place: _Place, around: Frame, passages: Sequence[Shown]
) -> list[PressButton]:
    if not around.readable:
        return without_question(controls.showing, controls.texts)
    views = controls.views_of(controls.showing.rank) if len(passages) == 1 else []
    return [*controls.passages(place.neighbours), *views, *controls.sharing()]
