"""Questions one after another: whether one needs that before it ("and who came for Japan?"), and what of it."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.answers.model import Answered, NotCovered, NothingAsked
from bot.search.text.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from bot.answers.model import Answer

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_NAME = re.compile(r"(?<=[\w,] )[A-Z][\w.’'-]*")  # a word with a capital that does not begin a sentence
_QUESTION_WORDS = frozenset("who whom whose what which when where why how".split())
_CONTRACTED = re.compile(r"['’](?:s|re|d|ll|ve)$")

_CONJUNCTIONS = frozenset("and but or also".split())
_OPENINGS = (
    "what about",
    "how about",
    "what else",
    "who else",
    "where else",
    "when else",
    "why else",
    "anything else",
    "anyone else",
    "same for",
    "likewise",
    "ok and",
    "okay and",
)
"""How a question begins that goes on from another."""

_PERSONAL = frozenset("he she him her his hers they them their theirs himself herself themselves".split())
_OF_THINGS = frozenset("it its that this these those then there one ones".split())
_LIGHT = frozenset(
    """
    much many else long often far old big more less exactly say says said tell told do does did done happen
    happens happened mean means meant think thinks thought come came go goes went get gets got take takes
    took give gave make made thing things way time ok okay really actually same likewise instead
    """.split()
)
"""Words that leave open what is asked about, though they are not stop words."""

_BEFORE_NOUNS = frozenset(
    """
    the a an of in for with from did does do is was are were has had will can should its their his her
    """.split()
)
_ENOUGH = 3
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What has been asked so far, as far as it matters to what is asked next.

    Attributes:
        subject: The last question that could stand alone.
        latest: The last question that was taken with it and named something of its own.
    """

    subject: str | None = None
    latest: str | None = None

    @property
    def before(self) -> str | None:
        """The text that the next question may be taken with: `after` for `Assistant.ask`."""
        return " ".join(part for part in (self.subject, self.latest) if part) or None

    def then(self, answer: Answer) -> Conversation:
        """Return the conversation after a further question; one that can stand alone begins it anew."""
        match answer:
            case NothingAsked():
                return self
            case Answered(taken_with=None) | NotCovered(taken_with=None):
                return Conversation(subject=answer.question)
            case Answered() | NotCovered():
                bare = is_bare(answer.question)
                return self if bare else dataclasses.replace(self, latest=answer.question)
            case _:
                assert_never(answer)


def needs_question_before(question: str) -> bool:
    """Whether a question cannot be understood without the one before it.

    It begins as if it went on ("what about", or "and" with little after it); it says nothing of its own
    ("why?", "how much?"); or it has a pronoun and nothing before that the pronoun could stand for ("when did
    he drop out?").
    """
    words = _words(question)
    if not words:
        return False
    if words[0] in _CONJUNCTIONS and sum(map(is_telling, words)) <= _ENOUGH:
        return True
    text = " ".join(words)
    if any(text == opening or text.startswith(f"{opening} ") for opening in _OPENINGS):
        return True
    pointing = range(min(len(words), _LOOKED_AT))
    return is_bare(question) or any(_points_back(words, position) for position in pointing)


def is_bare(question: str) -> bool:
    """Whether a question names nothing to ask about, as "and when?" does."""
    return not any(map(is_telling, _words(question)))


def is_telling(word: str) -> bool:
    """Whether a word says what is asked about."""
    return word.casefold() not in _LIGHT and word.casefold() not in STOP_WORDS


def asks_the_same(question: str) -> bool:
    """Whether a question asks for the same kind of thing as the one before it: "what about Harris?"."""
    words = _words(question)
    rest = words[2:] if words[1:2] == ["about"] else words
    return not _QUESTION_WORDS.intersection(rest)


def subject_of(earlier: str, question: str) -> str:
    """Return what a question takes over from an earlier one: all, or all but the names if it has its own.

    After "Who attended for the U.S.?", "and Japan?" asks who attended, no longer for whom.
    """
    if not _NAME.search(question):
        return earlier
    rest = _NAME.sub(" ", earlier)
    return earlier if is_bare(rest) else rest


def _words(question: str) -> list[str]:
    return [_CONTRACTED.sub("", word.casefold()) for word in _WORD.findall(question)]


def _points_back(words: list[str], position: int) -> bool:
    """Whether a word stands for something that the question does not name."""
    word, before, after = words[position], words[:position], words[position + 1 :]
    if _names_something(before):
        return False
    if word in _PERSONAL:
        return True
    if word not in _OF_THINGS:
        return False
    # "this meeting" names the meeting, and "is it true that Japan ..." nothing: only the rest says what of.
    stands_alone = word in {"it", "its", "then", "there"} or not after or not is_telling(after[0])
    enough_of_its_own = sum(map(is_telling, after)) >= _ENOUGH
    exists = word == "there" and bool(before) and before[-1] in {"is", "are", "was", "were", "will"}
    return stands_alone and not enough_of_its_own and not exists


def _names_something(words: list[str]) -> bool:
    """Whether a pronoun after these words can stand for one of them: they have more than a verb."""
    telling = [position for position, word in enumerate(words) if is_telling(word)]
    return len(telling) > 1 or any(words[position - 1] in _BEFORE_NOUNS for position in telling if position)
