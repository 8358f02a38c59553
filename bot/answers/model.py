"""What can come of a question: a closed set of outcomes, each a value to be matched."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answers.reasons import WhyNotCovered, WhyNothingAsked
    from bot.documents.model import Citation, Passage, Span
    from bot.search.ranking.weights import Feature


class Match(Enum):
    """How a word of a passage matches a word of the question."""

    EXACT = "exact"
    FORM = "another form"
    SPELLING = "spelling"
    RELATED = "related"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordMatch:
    """A word of the question, and the word of a passage that matches it best.

    Attributes:
        asked: As it is written in the question.
        found: As it is written in the passage.
        share: What it adds to the passage's score.
    """

    asked: str
    found: str
    match: Match
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage as it is shown for one question.

    Attributes:
        rank: Its place among the quotes, from 1.
        score: How well it matches; comparable within one answer only.
        features: What each feature of the ranking adds to the score.
        words: The words of the question that the passage has, or has a related word for, the one that adds
            most to the score first.
        best_sentence: The sentence that matches best, as a range of the passage's text.
        matches: The words that match the question, as ranges of the passage's text, in order and apart.
        answer: The words of the best sentence that answer the question, as a range of the passage's text;
            None where that is not sure.
    """

    rank: int
    score: float
    features: Mapping[Feature, float]
    words: tuple[WordMatch, ...]
    passage: Passage
    best_sentence: Span
    matches: tuple[Span, ...]
    answer: Span | None = None

    @property
    def citation(self) -> Citation:
        """The citation of the passage, with the speaker and the time of the best sentence."""
        said = next(
            (one for one in self.passage.sentences if one.span.overlaps(self.best_sentence)),
            self.passage.sentences[0],
        )
        return dataclasses.replace(self.passage.citation, speaker=said.speaker, time=said.time)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The documents cover the question.

    Attributes:
        coverage: How sure it is that the first quote covers the question, 0 to 1.
        sure: Whether that is sure enough to call the quote the answer, not the closest passage there is, and
            its best sentence has what is asked for: a person, a date, a place, a number.
        tied: How many of the quotes, from the first on, match too much alike to tell which answers best; 1
            where the first is clearly best.
        quotes: At least one, best first.
        index: Fingerprint of the documents and settings that gave the answer.
        taken_with: What was asked before, where the question was taken with it.
        kind: What kind of thing about a meeting was asked for, such as ``attendance``; None for none.
    """

    question: str
    coverage: float
    quotes: tuple[Quote, ...]
    index: str
    sure: bool = True
    tied: int = 1
    taken_with: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCovered:
    """The documents do not cover the question.

    Attributes:
        reason: Why; `bot.answers.reasons` has it in words.
        closest: The nearest passages, best first; never to be shown as an answer.
        suggestions: Questions that could be asked instead, the most fitting first.
        taken_with: What was asked before, where the question was taken with it.
        kind: What kind of thing about a meeting was asked for, such as ``attendance``; None for none.
    """

    question: str
    coverage: float
    reason: WhyNotCovered
    closest: tuple[Quote, ...]
    index: str
    suggestions: tuple[str, ...] = ()
    taken_with: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingAsked:
    """There was no question: an empty line, or a greeting; `reason` replies to it."""

    question: str
    reason: WhyNothingAsked
    index: str


Answer = Answered | NotCovered | NothingAsked


def quotes(answer: Answer) -> tuple[Quote, ...]:
    """Return the passages that came of a question, as its answer or as the closest there are."""
    match answer:
        case Answered():
            return answer.quotes
        case NotCovered():
            return answer.closest
        case NothingAsked():
            return ()
