"""An answer as people see it: its passages, one at a time, or why there are none."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.answers.model import Answered, NotCovered, NothingAsked, quotes
from bot.answers.reasons import (
    ApartFromBefore,
    Blank,
    Greeted,
    NothingToLookFor,
    NotSaid,
    Scattered,
    TooLong,
    Unmentioned,
    named,
)
from bot.discord_bot.buttons import AnswerButtons, buttons_without_question
from bot.discord_bot.custom_ids import Page
from bot.discord_bot.views.layout import Accent, Id, plain, rows, separator, text, view
from bot.discord_bot.views.markdown import clipped, units
from bot.discord_bot.views.passage import cited_passage, passage_page
from bot.discord_bot.views.reading import SHARED_LINE, heading, shared_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.answers.model import Answer, Quote
    from bot.answers.reasons import WhyNotCovered, WhyNothingAsked
    from bot.discord_bot.texts.catalogue import Texts
    from bot.discord_bot.views.attribution import QuotePage
    from bot.discord_bot.views.layout import Part
    from bot.discord_bot.views.passage import CitedPassage
    from bot.discord_bot.views.quoting import Marked

_LONGEST_WORD = 100
_SUGGESTIONS_AT_MOST = 3
_LONGEST_SUGGESTION = 200
_LONGEST_PAIR = 1900
"""Units of two passages with their citations that leave room for the question and the notes."""

_FIRST_TWO = range(1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """The part of an answer that a message shows, and to whom.

    Attributes:
        asker: The person whose press changes the message.
        passages: How many quotes were asked for.
        document: The only document that was asked about, or None for all.
        private: Whether only the asker sees the message.
        page: What is shown of the passage.
        rank: Which passage, from 1; brought into range when it is shown.
        text_page: Which part of a text too long for one message, from 1; 0 for the one that holds the quote.
        closest: Whether the passages closest to a question that is not covered are shown.
        shared_by: Who shared the answer with the channel, or None.
        outdated: Whether the documents have changed since the question was asked.
    """

    asker: int
    passages: int
    document: str | None = None
    private: bool = False
    page: Page = Page.QUOTE
    rank: int = 1
    text_page: int = 0
    closest: bool = False
    shared_by: int | None = None
    outdated: bool = False


def answer_view(
    answer: Answer, showing: Showing, *, texts: Texts, context: Marked | None = None
) -> discord.ui.LayoutView:
    """Return an answer as people see it; the context is that of the passage, where the page shows it."""
    match answer:
        case Answered(quotes=quotes):
            showing = dataclasses.replace(showing, closest=False, rank=_in_range(showing.rank, quotes))
            return _Passages(answer, quotes, showing, texts).view(context)
        case NotCovered(closest=closest) if closest and showing.closest:
            showing = dataclasses.replace(showing, rank=_in_range(showing.rank, closest))
            return _Passages(answer, closest, showing, texts).view(context)
        case NotCovered():
            return _refusal(answer, showing, texts)
        case NothingAsked():
            return plain(explained(answer.reason, texts))
        case _:
            assert_never(answer)


def quote_shown(answer: Answer, showing: Showing) -> Quote | None:
    """Return the passage that a message shows alone, if it shows one."""
    every = quotes(answer) if isinstance(answer, Answered) or showing.closest else ()
    return every[_in_range(showing.rank, every) - 1] if every else None


def explained(reason: WhyNotCovered | WhyNothingAsked, texts: Texts) -> str:
    """Return a reason as a sentence; the words of the question are escaped, and short."""
    match reason:
        case Unmentioned(words=words, nearest=nearest):
            said = texts.unmentioned.format(words=_listed(words, texts.either, texts))
            return said + _nearest(nearest, texts)
        case Scattered(words=(word,), nearest=nearest):
            said = texts.says_enough.format(words=_listed([word], texts.both, texts))
            return said + _nearest(nearest, texts)
        case Scattered(words=words, nearest=nearest):
            said = texts.scattered.format(words=_listed(words, texts.both, texts))
            return said + _nearest(nearest, texts)
        case ApartFromBefore():
            return texts.apart_from_before
        case NothingToLookFor():
            return texts.nothing_to_look_for
        case NotSaid(kind=kind):
            return str(getattr(texts, f"not_said_{kind.name.lower()}"))  # each kind has a text of its name
        case TooLong(characters=characters, limit=limit):
            return texts.too_long.format(characters=characters, limit=limit)
        case Blank():
            return texts.blank
        case Greeted():
            return texts.greeted
        case _:
            assert_never(reason)


def _refusal(answer: NotCovered, showing: Showing, texts: Texts) -> discord.ui.LayoutView:
    """Return the honest sentence; no word of any document stands in it."""
    showing = dataclasses.replace(showing, closest=False, page=Page.QUOTE, rank=1, text_page=0)
    above = heading(answer.question, taken_with=answer.taken_with, longest_identifier=0, texts=texts)
    buttons = AnswerButtons(showing=showing, index=answer.index, texts=texts)
    closest = buttons.closest() if answer.closest else []
    outdated = [f"-# {texts.outdated}"] if showing.outdated else []
    refusal = texts.not_covered.format(reason=explained(answer.reason, texts))
    suggested = [one for one in answer.suggestions if one.strip()][:_SUGGESTIONS_AT_MOST]
    lines = [f"- {clipped(question, _LONGEST_SUGGESTION)}" for question in suggested]
    instead = ["\n".join([texts.you_could_ask, *lines])] if lines else []
    return view(
        [
            *map(text, [*outdated, refusal, *instead]),
            *(rows([*closest, *buttons.sharing()]) if above.readable else []),
        ],
        accent=Accent.REFUSAL,
        above=[*shared_by(showing.shared_by, texts), *above.parts()],
    )


@dataclass(frozen=True, slots=True)
class _Passages:
    """Draws the passage that `showing` asks for, or the first two where they match too much alike."""

    answer: Answered | NotCovered
    quotes: Sequence[Quote]
    showing: Showing
    texts: Texts

    def view(self, context: Marked | None) -> discord.ui.LayoutView:
        showing, texts = self.showing, self.texts
        ranks = self._together()
        passages = [self._cited(rank, alone=len(ranks) == 1) for rank in ranks]
        above = heading(
            self.answer.question,
            taken_with=self.answer.taken_with,
            longest_identifier=max(units(passage.quote.citation.id) for passage in passages),
            texts=texts,
        )
        headline = [f"**{texts.closest}**"] if showing.closest else []
        notes = self._notes(ranks)
        beside = [SHARED_LINE, *headline, *above.lines, *notes]
        pages = self._pages(passages, beside, context)
        return view(
            [
                *([text("\n".join(notes))] if notes else []),
                *self._framed(ranks, pages, readable=above.readable),
            ],
            accent=Accent.REFUSAL if showing.closest else Accent.QUOTE,
            above=[*map(text, headline), *shared_by(showing.shared_by, texts), *above.parts()],
        )

    @property
    def _tied(self) -> int:
        """The number of passages that match too much alike to tell which answers best; at least 1."""
        tied = self.answer.tied if isinstance(self.answer, Answered) else 1
        return max(1, min(tied, len(self.quotes)))

    def _paired(self) -> bool:
        """Whether the first two are shown in one message, and one of them is asked for."""
        if self._tied == 1 or self.showing.rank not in _FIRST_TWO:
            return False
        return sum(self._cited(rank, alone=False).cost for rank in _FIRST_TWO) <= _LONGEST_PAIR

    def _together(self) -> range:
        """Return the ranks of the passages that are shown."""
        rank = self.showing.rank
        together = self.showing.page is Page.QUOTE and self._paired()
        return _FIRST_TWO if together else range(rank, rank + 1)

    def _cited(self, rank: int, *, alone: bool) -> CitedPassage:
        count = len(self.quotes)
        note = self.texts.passage_of.format(rank=rank, count=count) if alone and count > 1 else None
        return cited_passage(self.quotes[rank - 1], self.texts, note=note)

    def _notes(self, ranks: range) -> list[str]:
        """Return the lines before a passage: small ones, and the doubt whether it answers, which is not."""
        texts, tied = self.texts, self._tied
        notes = [f"-# {texts.outdated}"] if self.showing.outdated else []
        if 1 < tied >= self.showing.rank and self.showing.page is Page.QUOTE:
            notes.append(f"-# {texts.tie.format(count=tied)}")
        if isinstance(self.answer, Answered) and not self.answer.sure:
            closest = tied == 1 and ranks.start == 1
            notes.append(texts.unsure_closest if closest else texts.unsure)
        return notes

    def _pages(
        self, passages: Sequence[CitedPassage], beside: Sequence[str], context: Marked | None
    ) -> list[QuotePage]:
        """Return the texts of passages that stand in one message, each leaving room for those after it."""
        pages: list[QuotePage] = []
        for at, passage in enumerate(passages):
            before = [part for page in pages for part in (page.body, page.beneath)]
            # A passage that is still to come is counted as a line of its greatest length.
            to_come = ["x" * later.cost for later in passages[at + 1 :]]
            lines = [*beside, *before, *to_come]
            pages.append(passage_page(passage, self.showing, beside=lines, context=context, texts=self.texts))
        return pages

    def _framed(self, ranks: range, pages: Sequence[QuotePage], *, readable: bool) -> list[Part]:
        """Return the passages with the buttons of each, and beneath them those of all."""
        buttons = AnswerButtons(showing=self.showing, index=self.answer.index, texts=self.texts)
        framed: list[Part] = []
        for rank, page in zip(ranks, pages, strict=True):
            first = rank == ranks.start
            framed += [] if first else [separator()]
            framed += [text(page.body), text(page.beneath, id_=Id.CITATION if first else None)]
            framed += rows(buttons.text_pages(page)) if readable else []
            framed += rows(buttons.pages_about(rank)) if readable and len(ranks) > 1 else []
        if not readable:
            return [*framed, *rows(buttons_without_question(self.showing, self.texts))]
        around = _FIRST_TWO if self._paired() else ranks
        turning = buttons.passages(
            before=around.start - 1 or None, after=around.stop if around.stop <= len(self.quotes) else None
        )
        about = buttons.pages_about(self.showing.rank) if len(ranks) == 1 else []
        return [*framed, *rows([*turning, *about, *buttons.sharing()])]


def _in_range(rank: int, every: Sequence[Quote]) -> int:
    return min(max(rank, 1), len(every))


def _nearest(subject: str | None, texts: Texts) -> str:
    return "" if subject is None else texts.nearest.format(subject=clipped(subject, _LONGEST_WORD))


def _listed(words: Sequence[str], joined: str, texts: Texts) -> str:
    """Return words one after another; `joined` sets the last one off."""
    shown, others = named(words)
    every = [texts.word.format(word=clipped(word, _LONGEST_WORD)) for word in shown]
    if others:
        every.append(texts.other_words.format(count=others))
    *first, last = every
    return joined.format(words=texts.separator.join(first), last=last) if first else last
