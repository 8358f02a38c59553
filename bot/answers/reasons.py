"""Why there is no answer: a closed set of reasons, and each as an English sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.documents.meeting import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NAMED_AT_MOST = 4
LONGEST_WORD = 40
"""Characters that a word or name has at most that is shown whole in a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmentioned:
    """Nothing in the documents mentions some of the question's words.

    Attributes:
        words: As they were written.
        nearest: What the nearest passage is about, if it has a name.
    """

    words: tuple[str, ...]
    nearest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scattered:
    """The documents have all words of the question, but no passage has enough of them.

    Attributes:
        words: As they were written.
        nearest: What the nearest passage is about, if it has a name.
    """

    words: tuple[str, ...]
    nearest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartFromBefore:
    """No passage answers both the question and the one that it was taken with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToLookFor:
    """The question has stop words only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSaid:
    """The documents do not say a thing of the kind that was asked for; `kind` is which."""

    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong:
    """The question has more characters than a question may have."""

    characters: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """Nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeted:
    """The message is a greeting, a thank you or a goodbye."""


_NOT_SAID: Mapping[Kind, str] = {
    Kind.ATTENDANCE: "the documents do not say who was there",
    Kind.ABSENCE: "the documents name nobody who was absent",
    Kind.CHAIR: "the documents name nobody who chaired the meeting",
    Kind.MINUTES_TAKER: "the documents name nobody who took minutes",
    Kind.PLACE: "the documents do not say where the meeting was held",
    Kind.DATE: "the documents do not say when the meeting was",
    Kind.DURATION: "the documents do not say how long the meeting was",
    Kind.COUNT: "the documents do not say how many were there",
    Kind.SUBJECT: "the documents do not say what was discussed",
    Kind.DECISION: "the documents tell of no decision",
    Kind.VOTE: "the documents tell of no vote",
    Kind.ACTION: "the documents name nothing that anybody is to do",
    Kind.NEXT_STEP: "the documents do not say what happens next",
    Kind.NEXT_MEETING: "no date is given for the next meeting",
    Kind.REASON: "the documents give no reason",
    Kind.POSITION: "the documents do not say what anybody thinks of it",
    Kind.OVERVIEW: "the documents say too little to sum up",
}
"""What is said where no sentence is of a kind."""

WhyNotCovered = Unmentioned | Scattered | ApartFromBefore | NothingToLookFor | NotSaid | TooLong
WhyNothingAsked = Blank | Greeted


def in_english(reason: WhyNotCovered | WhyNothingAsked) -> str:
    """Return a reason as a sentence without its capital and full stop."""
    match reason:
        case Unmentioned(words=words, nearest=nearest):
            return f"nothing in the documents mentions {_listed(words, 'or')}{_nearest(nearest)}"
        case Scattered(words=(word,), nearest=nearest):
            return f"no passage in the documents says enough of {_listed([word], 'and')}{_nearest(nearest)}"
        case Scattered(words=words, nearest=nearest):
            together = _listed(words, "and")
            return f"no passage in the documents brings together {together}{_nearest(nearest)}"
        case ApartFromBefore():
            return "no passage in the documents answers both questions"
        case NothingToLookFor():
            return "the question has no word to look for; name a person, a place or a topic"
        case NotSaid(kind=kind):
            return _NOT_SAID[kind]
        case TooLong(characters=characters, limit=limit):
            return f"the question is too long: {characters} characters, {limit} at most"
        case Blank():
            return "ask a question about the documents, in your own words"
        case Greeted():
            return "hello! Ask me a question about the documents, and I will quote what they say"
        case _:
            assert_never(reason)


def _nearest(subject: str | None) -> str:
    return "" if subject is None else f"; the nearest is about {clipped(subject)}"


def clipped(word: str) -> str:
    """Return a word or name, cut where it is too long to be read in a sentence."""
    return word if len(word) <= LONGEST_WORD else f"{word[:LONGEST_WORD]}…"


def named(words: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the words that a reason names, none of them too long, and how many it leaves out."""
    kept = words if len(words) <= _NAMED_AT_MOST else words[: _NAMED_AT_MOST - 1]
    return tuple(map(clipped, kept)), len(words) - len(kept)


def _listed(words: Sequence[str], conjunction: str) -> str:
    shown, others = named(words)
    every = [*shown, f"{others} other words"] if others else list(shown)
    return f"{', '.join(every[:-1])} {conjunction} {every[-1]}" if len(every) > 1 else every[0]
