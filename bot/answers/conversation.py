"""Questions one after another: what the next one may be taken with, and how it is answered then."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.answers.followup import is_bare, subject_of
from bot.answers.model import Answered, NotCovered, NothingAsked, quotes
from bot.answers.question import LONGEST_QUESTION
from bot.answers.reasons import ApartFromBefore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answers.model import Answer, Quote
    from bot.documents.model import Span

EARLIER_WEIGHT = 0.5
"""What a question together with the one before it counts beside the question alone.

A word of the question then weighs 1 + 0.5, one of the question before it 0.5: a third.
"""

LEAST_COMBINED = 20
"""How many quotes of each of two answers are looked at, at least, before they are combined."""


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


def answer_after(
    before: str, question: str, *, ask: Callable[[str], Answer], least_coverage: float, limit: int
) -> Answer:
    """Answer a question with the one before it, which counts less.

    It is answered alone and together with the one before, and the two are combined. A question that names
    something is covered as far as both are, in the mean: what was asked before does not cover a new thing.

    Args:
        before: What was asked before.
        question: A question that needs it.
        ask: Answers a question as it stands, with at least `LEAST_COMBINED` quotes if there are so many.
        least_coverage: The coverage from which a question counts as covered.
        limit: How many quotes at most.
    """
    together = ask(f"{question} {subject_of(before, question)}"[:LONGEST_QUESTION])
    alone = together if is_bare(question) else ask(question)
    if isinstance(alone, NothingAsked) or isinstance(together, NothingAsked):
        return alone
    both = combined(quotes(alone), quotes(together))[:limit]
    coverage = (alone.coverage + together.coverage) / 2
    if both and coverage >= least_coverage:
        return Answered(
            question=question, coverage=coverage, quotes=both, index=alone.index, taken_with=before
        )
    refused = next((answer for answer in (alone, together) if isinstance(answer, NotCovered)), None)
    return NotCovered(
        question=question,
        coverage=coverage,
        reason=refused.reason if refused else ApartFromBefore(),
        closest=both,
        index=alone.index,
        taken_with=before,
    )


def combined(alone: Sequence[Quote], together: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotes of a question, those for it alone and those for it with the one before, in one order.

    Scores add up, those of both questions together at `EARLIER_WEIGHT`; equal sums keep their order.

    Args:
        alone: The quotes for the question alone.
        together: Those for both questions as one.
    """
    own = {quote.passage.citation.id: quote for quote in alone}
    sums = [_sum(own.pop(quote.passage.citation.id, None), quote) for quote in together]
    ordered = sorted([*sums, *own.values()], key=lambda quote: -quote.score)
    return tuple(dataclasses.replace(quote, rank=rank) for rank, quote in enumerate(ordered, start=1))


def _sum(alone: Quote | None, together: Quote) -> Quote:
    """Return a quote for both questions; its best sentence has as many words of the question as any."""
    shares = {word: EARLIER_WEIGHT * share for word, share in together.shares.items()}
    score = EARLIER_WEIGHT * together.score
    if alone is None:
        return dataclasses.replace(together, score=score, shares=shares)
    for word, share in alone.shares.items():
        shares[word] = shares.get(word, 0.0) + share
    better = max((together, alone), key=lambda quote: _matches_in(quote.best_sentence, alone))
    return dataclasses.replace(
        together, score=score + alone.score, shares=shares, best_sentence=better.best_sentence
    )


def _matches_in(sentence: Span, quote: Quote) -> int:
    return sum(sentence.start <= match.start < sentence.end for match in quote.matches)
