"""Why there is no answer: a closed set of reasons, and each as an English sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMED_AT_MOST = 4
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmentioned:
    """Nothing in the documents mentions some of the question's words, as they were written."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scattered:
    """The documents have all words of the question, but no passage has enough of them."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartFromBefore:
    """No passage answers both the question and the one that it was taken with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToLookFor:
    """The question has stop words only."""


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


WhyNotCovered = Unmentioned | Scattered | ApartFromBefore | NothingToLookFor | TooLong
WhyNothingAsked = Blank | Greeted


def in_english(reason: WhyNotCovered | WhyNothingAsked) -> str:
    """Return a reason as a sentence without its capital and full stop."""
    match reason:
        case Unmentioned(words=words):
            return f"nothing in the documents mentions {_listed(words, 'or')}"
        case Scattered(words=(word,)):
            return f"no passage in the documents says enough of {_listed([word], 'and')}"
        case Scattered(words=words):
            return f"no passage in the documents brings together {_listed(words, 'and')}"
        case ApartFromBefore():
            return "no passage in the documents answers both questions"
        case NothingToLookFor():
            return "the question has no word to look for; name a person, a place or a topic"
        case TooLong(characters=characters, limit=limit):
            return f"the question is too long: {characters} characters, {limit} at most"
        case Blank():
            return "ask a question about the documents, in your own words"
        case Greeted():
            return "hello! Ask me a question about the documents, and I will quote what they say"
        case _:
            assert_never(reason)


def named(words: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the words that a reason names, none of them too long, and how many it leaves out."""
    kept = words if len(words) <= _NAMED_AT_MOST else words[: _NAMED_AT_MOST - 1]
    shown = (word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}…" for word in kept)
    return tuple(shown), len(words) - len(kept)


def _listed(words: Sequence[str], conjunction: str) -> str:
    shown, others = named(words)
    every = [*shown, f"{others} other words"] if others else list(shown)
    return f"{', '.join(every[:-1])} {conjunction} {every[-1]}" if len(every) > 1 else every[0]
