"""What speaks for a candidate: its form, and how it stands to the words of the question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.marking.candidates import candidates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.answers.marking.candidates import Candidate
    from bot.answers.marking.kinds import Asked
    from bot.documents.model import Span
    from bot.search.text.terms import Analyzer, Token

_HALVED_AFTER = 20
_CLAUSE_END = re.compile(r"[;:]|\b(?:while|whereas|but|although|which|who)\b")
_CLAUSE_GAP, _COMMA_GAP = 40, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A candidate, and all that speaks for or against it.

    Attributes:
        span: Where it stands in the sentence.
        features: How much of the question the sentence has; how near the candidate is to that; whether it
            is the nearest; whether it is the only one; how much of it the question says already; how near
            it is to the first term of the question, and whether it stands before that; its cues.
        matched: The share of the question's terms that the sentence has; the same for all its candidates.
    """

    span: Span
    features: tuple[float, ...]
    matched: float


def evidence(
    asked: Asked, sentence: str, terms: Mapping[str, float], analyzer: Analyzer
) -> tuple[Evidence, ...]:
    """Return the candidates of a sentence with what speaks for each.

    Args:
        asked: What the question asks for.
        sentence: The sentence.
        terms: The terms of the question with their weights.
        analyzer: What made the terms.
    """
    tokens = list(analyzer.tokens(sentence))
    matched = [token for token in tokens if token.term in terms]
    first = [token for token in matched if token.term == next(iter(terms))]
    total = sum(terms.values()) or 1.0
    distinct = dict.fromkeys(token.term for token in matched)
    support = sum(terms[term] for term in distinct) / total
    found = [
        (candidate, known)
        for candidate in candidates(asked, sentence)
        for known in [_known(candidate.span, tokens, terms)]
        if known < 1
    ]
    nearness = [_nearness(candidate, sentence, matched, terms) / total for candidate, _ in found]
    return tuple(
        Evidence(
            span=candidate.span,
            features=(
                support,
                near,
                float(near == max(nearness)),
                1 / len(found),
                known,
                max((_closeness(candidate, token, sentence) for token in first), default=0.0),
                float(any(0 <= token.start - candidate.span.end <= _HALVED_AFTER for token in first)),
                *candidate.cues,
            ),
            matched=len(distinct) / max(1, len(terms)),
        )
        for (candidate, known), near in zip(found, nearness, strict=True)
    )


def _known(span: Span, tokens: Sequence[Token], terms: Mapping[str, float]) -> float:
    """Return the share of the words in a range that the question says already."""
    # A phrase and its first part stand at one place and are one word; a phrase that is known, is in whole.
    known: dict[int, bool] = {}
    said_until = 0
    for token in tokens:
        if token.term in terms:
            said_until = max(said_until, token.end)
        if span.start <= token.start < span.end:
            known[token.start] = known.get(token.start, False) or token.end <= said_until
    return sum(known.values()) / len(known) if known else 0.0


def _nearness(
    candidate: Candidate, sentence: str, matched: Sequence[Token], terms: Mapping[str, float]
) -> float:
    """Return the weights of the question's terms, each the less the further its nearest place is away."""
    nearest: dict[str, float] = {}
    for token in matched:
        weight = terms[token.term] * _closeness(candidate, token, sentence)
        nearest[token.term] = max(weight, nearest.get(token.term, 0.0))
    return sum(nearest.values())


def _closeness(candidate: Candidate, token: Token, sentence: str) -> float:
    """Return how near a word is to a candidate, 1 beside it; what divides clauses counts as distance.

    A word of a title before a name is beside it. A word of the candidate's own says nothing: 0.
    """
    start, end = candidate.title_start, candidate.span.end
    if candidate.span.start <= token.start < end:
        return 0.0
    # Between the title and the name there is nothing: a word of the title is as near as can be.
    between = sentence[token.end : start] if token.end <= start else sentence[end : token.start]
    clauses, commas = len(_CLAUSE_END.findall(between)), between.count(",")
    gap = len(between) + _CLAUSE_GAP * clauses + _COMMA_GAP * commas
    return _HALVED_AFTER / (_HALVED_AFTER + gap)
