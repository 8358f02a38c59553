"""Why there is no answer, in the language of whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

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
from bot.discord_bot.messages.clipping import clipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.reasons import WhyNotCovered, WhyNothingAsked
    from bot.discord_bot.texts.catalogue import Texts

_LONGEST_WORD = 100


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
