"""An answer as people see it: its passages, one at a time, or why there are none."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.answers.model import Answered, NotCovered, NothingAsked
from bot.answers.reasons import (
    ApartFromBefore,
    Blank,
    Greeted,
    NothingToLookFor,
    Scattered,
    TooLong,
    Unmentioned,
    named,
)
from bot.discord_bot.buttons import AnswerButtons, buttons_without_question
from bot.discord_bot.custom_ids import Page
from bot.discord_bot.views.layout import Accent, Id, plain, rows, separator, text, view
from bot.discord_bot.views.markdown import clipped, units
from bot.discord_bot.views.passage import cited_passage, passage_shown
from bot.discord_bot.views.reading import SHARED_LINE, heading, shared_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.answers.model import Answer, Quote
    from bot.answers.reasons import WhyNotCovered, WhyNothingAsked
    from bot.discord_bot.texts.catalogue import Texts
    from bot.discord_bot.views.layout import Part
    from bot.discord_bot.views.passage import CitedPassage, Shown
    from bot.discord_bot.views.quoting import Marked

_LONGEST_WORD = 100
_SUGGESTIONS_AT_MOST = 3
_LONGEST_SUGGESTION = 200
_LONGEST_PAIR = 1900
"""Units of two passages with their citations that leave room for the question and the notes."""

_FIRST_TWO = range(1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What of an answer a message shows, and to whom.

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
    """Return an answer as people see it.

    Args:
        answer: The answer.
        showing: What of it, and to whom.
        texts: The language of everything but the quotes.
        context: The passage that is shown in its context, where the page is that.
    """
    match answer:
        case NothingAsked():
            return plain(explained(answer.reason, texts))
        case NotCovered():
            if showing.closest and answer.closest:
                return _quotes(answer, answer.closest, showing, context=context, texts=texts)
            return _refusal(answer, showing, texts)
        case Answered():
            answered = dataclasses.replace(showing, closest=False)
            return _quotes(answer, answer.quotes, answered, context=context, texts=texts)
        case _:
            assert_never(answer)


def quote_shown(answer: Answer, showing: Showing) -> Quote | None:
    """Return the passage that a message shows alone, if it shows one; its rank is brought into range."""
    match answer:
        case Answered():
            quotes = answer.quotes
        case NotCovered():
            quotes = answer.closest if showing.closest else ()
        case NothingAsked():
            quotes = ()
        case _:
            assert_never(answer)
    return quotes[_in_range(showing.rank, quotes) - 1] if quotes else None


def explained(reason: WhyNotCovered | WhyNothingAsked, texts: Texts) -> str:
    """Return a reason as a sentence; the words of the question are escaped, and short."""
    match reason:
        case Unmentioned(words=words, nearest=nearest):
            said = texts.unmentioned.format(words=_listed(words, texts.either, texts))
            return said + _nearest(nearest, texts)
        case Scattered(words=words, nearest=nearest):
            said = texts.scattered.format(words=_listed(words, texts.both, texts))
            return said + _nearest(nearest, texts)
        case ApartFromBefore():
            return texts.apart_from_before
        case NothingToLookFor():
            return texts.nothing_to_look_for
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
    shown = [*closest, *buttons.sharing()] if above.readable else []
    refusal = texts.not_covered.format(reason=explained(answer.reason, texts))
    outdated = [text(f"-# {texts.outdated}")] if showing.outdated else []
    return view(
        [*outdated, text(refusal), *_suggestions(answer, texts), *rows(shown)],
        accent=Accent.REFUSAL,
        above=[*shared_by(showing.shared_by, texts), *above.parts()],
    )


def _suggestions(answer: NotCovered, texts: Texts) -> list[Part]:
    """Return what could be asked instead, as one text, where there is anything."""
    asked = [one for one in answer.suggestions if one.strip()][:_SUGGESTIONS_AT_MOST]
    lines = [f"- {clipped(question, _LONGEST_SUGGESTION)}" for question in asked]
    return [text("\n".join([texts.you_could_ask, *lines]))] if lines else []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Selection:
    """The passages that one message shows, by their ranks, and the ranks of those before and after them."""

    ranks: range
    passages: Sequence[CitedPassage]
    before: int | None
    after: int | None


def _quotes(
    answer: Answered | NotCovered,
    quotes: Sequence[Quote],
    showing: Showing,
    *,
    context: Marked | None,
    texts: Texts,
) -> discord.ui.LayoutView:
    """Return the passage that `showing` asks for, or the first two where they match too much alike."""
    showing = dataclasses.replace(showing, rank=_in_range(showing.rank, quotes))
    selected = _selected(quotes, showing, tied=_tied(answer), texts=texts)
    above = heading(
        answer.question,
        taken_with=answer.taken_with,
        longest_identifier=max(units(passage.quote.citation.id) for passage in selected.passages),
        texts=texts,
    )
    headline = [f"**{texts.closest}**"] if showing.closest else []
    notes = _notes(answer, showing, selected, texts)
    beside = [SHARED_LINE, *headline, *above.lines, *notes]
    shown = _shown(selected.passages, showing, beside=beside, context=context, texts=texts)
    buttons = AnswerButtons(showing=showing, index=answer.index, texts=texts) if above.readable else None
    return view(
        [*([text("\n".join(notes))] if notes else []), *_framed(selected, shown, buttons, showing, texts)],
        accent=Accent.REFUSAL if showing.closest else Accent.QUOTE,
        above=[*map(text, headline), *shared_by(showing.shared_by, texts), *above.parts()],
    )


def _selected(quotes: Sequence[Quote], showing: Showing, *, tied: int, texts: Texts) -> _Selection:
    ranks = range(showing.rank, showing.rank + 1)
    first_two: list[CitedPassage] = []
    if tied > 1 and showing.rank in _FIRST_TWO:
        first_two = [cited_passage(quote, texts) for quote in quotes[:2]]
        if sum(passage.cost for passage in first_two) <= _LONGEST_PAIR:
            ranks = _FIRST_TWO
    before = ranks.start - 1 or None
    after = ranks.stop if ranks.stop <= len(quotes) else None
    if len(ranks) > 1 and showing.page is Page.QUOTE:
        return _Selection(ranks=ranks, passages=first_two, before=before, after=after)
    note = texts.passage_of.format(rank=showing.rank, count=len(quotes)) if len(quotes) > 1 else None
    alone = cited_passage(quotes[showing.rank - 1], texts, note=note)
    ranks = range(showing.rank, showing.rank + 1)
    return _Selection(ranks=ranks, passages=[alone], before=before, after=after)


def _tied(answer: Answered | NotCovered) -> int:
    """Return how many of the passages match too much alike to tell which answers best; at least 1."""
    return max(1, min(answer.tied, len(answer.quotes))) if isinstance(answer, Answered) else 1


def _notes(answer: Answered | NotCovered, showing: Showing, selected: _Selection, texts: Texts) -> list[str]:
    """Return the lines before a passage: small ones, and the doubt whether it answers, which is not small."""
    tied = _tied(answer)
    notes = [f"-# {texts.outdated}"] if showing.outdated else []
    if 1 < tied >= showing.rank and showing.page is Page.QUOTE:
        notes.append(f"-# {texts.tie.format(count=tied)}")
    if isinstance(answer, Answered) and not answer.sure:
        closest = tied == 1 and selected.ranks.start == 1
        notes.append(texts.unsure_closest if closest else texts.unsure)
    return notes


def _shown(
    passages: Sequence[CitedPassage],
    showing: Showing,
    *,
    beside: Sequence[str],
    context: Marked | None,
    texts: Texts,
) -> list[Shown]:
    """Return the texts of passages that stand in one message, each leaving room for those after it."""
    shown: list[Shown] = []
    above = [*beside]
    for at, passage in enumerate(passages):
        # A passage that is still to come is counted as a line of its greatest length.
        to_come = ["x" * later.cost for later in passages[at + 1 :]]
        one = passage_shown(
            passage,
            showing.page,
            text_page=showing.text_page,
            beside=[*above, *to_come],
            context=context,
            texts=texts,
        )
        shown.append(one)
        above += [one.body, one.citation]
    return shown


def _framed(
    selected: _Selection,
    shown: Sequence[Shown],
    buttons: AnswerButtons | None,
    showing: Showing,
    texts: Texts,
) -> list[Part]:
    """Return the passages with the buttons of each, and beneath them those of all."""
    framed: list[Part] = []
    for rank, passage in zip(selected.ranks, shown, strict=True):
        first = rank == selected.ranks.start
        framed += [] if first else [separator()]
        framed += [text(passage.body), text(passage.citation, id_=Id.CITATION if first else None)]
        if buttons is not None:
            framed += rows(buttons.text_pages(passage.fitted)) if passage.fitted else []
            framed += rows(buttons.pages_about(rank)) if len(shown) > 1 else []
    if buttons is None:
        return [*framed, *rows(buttons_without_question(showing, texts))]
    about = buttons.pages_about(showing.rank) if len(shown) == 1 else []
    turning = buttons.passages(before=selected.before, after=selected.after)
    return [*framed, *rows([*turning, *about, *buttons.sharing()])]


def _in_range(rank: int, quotes: Sequence[Quote]) -> int:
    return min(max(rank, 1), len(quotes))


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
