"""Marking the words that answer a question inside the sentence that was found for it."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

from bot.answers.marking.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.answers.marking.kinds import Asked
    from bot.answers.model import Quote
    from bot.documents.model import Span
    from bot.search.text.terms import Analyzer

LEAST_PROBABILITY = 0.65
"""How likely words must be to answer the question before they are marked."""

# Too few questions ask for amounts to learn which of several is meant: in the tuning half 84 of 100 marks
# are right where there is only one, 64 where there are more.
_ONLY_ALONE = frozenset({Kind.AMOUNT, Kind.MONEY})
# A sentence with no more of the question is often about something else: in the tuning half 76 of 100 marks in
# such sentences are right, 87 in others.
_HALF_OF_THE_QUESTION = 0.5
_LONGEST_SENTENCE = 2000  # longer ones are no sentences, and the time to look grows with the square


def with_answer(
    asked: Asked, quotes: Sequence[Quote], terms: Mapping[str, float], analyzer: Analyzer
) -> tuple[Quote, ...]:
    """Return quotes that answer a question, the words that answer it marked where that is sure.

    Only the first quote is marked: of one that matches worse, it is rarely sure.

    Args:
        asked: What the question asks for.
        quotes: Best first.
        terms: The terms of the question with their weights.
        analyzer: What made the terms.
    """
    if not quotes:
        return ()
    first, *others = quotes
    sentence = first.best_sentence.of(first.passage.text)
    found = answer_in(sentence, asked, terms, analyzer)
    if found is None:
        return tuple(quotes)
    return (dataclasses.replace(first, answer=found.shifted(first.best_sentence.start)), *others)


def answer_in(sentence: str, asked: Asked, terms: Mapping[str, float], analyzer: Analyzer) -> Span | None:
    """Return the words of a sentence that answer a question, or None where none surely do.

    The likeliest of the words that have the form of what is asked for, by a logistic model over their
    form, their neighbours and their distance from the question's words; the first of equals.
    """
    from bot.answers.marking.evidence import evidence
    from bot.answers.marking.weights import WEIGHTS

    if len(sentence) > _LONGEST_SENTENCE:
        return None
    found = evidence(asked, sentence, terms, analyzer)
    if not found or found[0].matched <= _HALF_OF_THE_QUESTION:
        return None
    if len(found) > 1 and asked.kind in _ONLY_ALONE:
        return None
    *weights, bias = WEIGHTS[asked.kind]
    best: tuple[float, Span | None] = (LEAST_PROBABILITY, None)
    for candidate in found:
        total = bias + sum(w * value for w, value in zip(weights, candidate.features, strict=True))
        probability = 1 / (1 + math.exp(-total))
        if probability > best[0]:
            best = (probability, candidate.span)
    return best[1]
