"""The words of a sentence that answer a question: those that could, what speaks for each, and the likeliest.

A logistic model over the form of the words, their neighbours and how near they stand to the question's words.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from bot.answers.marking import amounts_and_dates as amounts, names
from bot.answers.marking.kinds import Thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.answers.marking.kinds import Asked
    from bot.documents.model import Span
    from bot.search.text.terms import Analyzer, Token

LEAST_PROBABILITY = 0.65
"""How likely words must be to answer the question before they are marked."""

# Made by tests/benchmarks/answer_spans.py --fit from the questions of every other article, beginning with the
# first, of half of SQuAD 1.1's development set (Rajpurkar et al. 2016): a row a kind of thing, of the weights
# of `Scored.features` and last the bias.
WEIGHTS: Mapping[Thing, tuple[float, ...]] = {
    Thing.PERSON: (1.44, 1.11, 1.46, -1.48, 1.01, 0.45, 1.02, -2.73),
    Thing.DATE: (1.29, 1.67, 1.53, 0.07, 0.40, -2.27),
    Thing.PLACE: (1.29, 1.07, 0.97, -1.09, 0.79, 1.18, -2.71),
    Thing.NUMBER: (1.67, 1.48, 0.90, 0.10, 1.24, 0.48, 0.55, -2.54),
}

_ONLY_ALONE = frozenset({Thing.AMOUNT, Thing.MONEY})
"""Too few questions ask for these to learn which of several is meant: one that stands alone is marked."""

# A sentence with no more of the question is often about something else: in the tuning half 76 of 100 marks in
# such sentences are right, 87 in others.
_HALF_OF_THE_QUESTION = 0.5
_LONGEST_SENTENCE = 2000  # longer ones are no sentences, and the time to look grows with the square

_HALVED_AFTER = 20
_CLAUSE_END = re.compile(r"[;:]|\b(?:while|whereas|but|although|which|who)\b")
_CLAUSE_GAP, _COMMA_GAP = 40, 10

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NOUN_WITHIN = 3
_STEM = 5
_LOOKED_AT = 60
_REMEMBERED = 1 << 9
"""Sentences whose candidates are remembered: they are asked for when one is chosen, and when it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Words that have the form of what is asked for.

    Attributes:
        span: Where they stand in the sentence.
        cues: What their form and their neighbours say for or against them: as many for every candidate of
            a kind, in the same order.
        title_start: Where a person's title before the name begins; without one, where the words begin.
    """

    span: Span
    cues: tuple[bool, ...]
    title_start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A candidate with what speaks for and against it.

    Attributes:
        span: Where it stands in the sentence.
        features: How near it is to what the sentence has of the question; whether it is the nearest; 1 over
            the number of candidates; how much of it the question says already; its cues.
        matched: The share of the question's terms that the sentence has; the same for all its candidates.
    """

    span: Span
    features: tuple[float, ...]
    matched: float


def answer_in(sentence: str, asked: Asked, terms: Mapping[str, float], analyzer: Analyzer) -> Span | None:
    """Return the words of a sentence that surely answer a question, the first of equals, or None.

    Args:
        sentence: The sentence.
        asked: What the question asks for.
        terms: The terms of the question with their weights.
        analyzer: What made the terms.
    """
    if len(sentence) > _LONGEST_SENTENCE:
        return None
    found = scored(sentence, asked, terms, analyzer)
    if not found or found[0].matched <= _HALF_OF_THE_QUESTION:
        return None
    if asked.thing in _ONLY_ALONE:
        return found[0].span if len(found) == 1 else None
    *weights, bias = WEIGHTS[asked.thing]
    totals = [bias + sum(w * value for w, value in zip(weights, one.features, strict=True)) for one in found]
    best = max(range(len(found)), key=totals.__getitem__)
    return found[best].span if 1 / (1 + math.exp(-totals[best])) > LEAST_PROBABILITY else None


def has_asked_for(sentence: str, asked: Asked, question: str) -> bool:
    """Whether a sentence has a thing of the kind that a case-folded question asks for, and does not name."""
    if len(sentence) > _LONGEST_SENTENCE:
        return False
    found = (candidate.span.of(sentence) for candidate in candidates(asked, sentence))
    return any(text.casefold() not in question for text in found)


def scored(sentence: str, asked: Asked, terms: Mapping[str, float], analyzer: Analyzer) -> tuple[Scored, ...]:
    """Return the candidates of a sentence that say anything new, with what speaks for each."""
    tokens = list(analyzer.tokens(sentence))
    matched = [token for token in tokens if token.term in terms]
    total = sum(terms.values()) or 1.0
    new = [
        (candidate, known)
        for candidate in candidates(asked, sentence)
        for known in [_known(candidate.span, tokens, terms)]
        if known < 1
    ]
    nearness = [_nearness(candidate, sentence, matched, terms) / total for candidate, _ in new]
    share = len({token.term for token in matched}) / max(1, len(terms))
    return tuple(
        Scored(
            span=candidate.span,
            features=(near, float(near == max(nearness)), 1 / len(new), known, *map(float, candidate.cues)),
            matched=share,
        )
        for (candidate, known), near in zip(new, nearness, strict=True)
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


@lru_cache(maxsize=_REMEMBERED)
def candidates(asked: Asked, sentence: str) -> tuple[Candidate, ...]:
    """Return the words of a sentence that have the form of what is asked for, in order and apart."""
    match asked.thing:
        case Thing.PERSON:
            return tuple(_people(sentence, passive=asked.passive))
        case Thing.PLACE:
            return tuple(
                _candidate(span, names.is_at_a_place(sentence, span.start), names.is_place(span.of(sentence)))
                for span in names.names(sentence)
            )
        case Thing.DATE:
            return tuple(
                _candidate(span, amounts.has_number(span.of(sentence))) for span in amounts.dates(sentence)
            )
        case Thing.NUMBER:
            return tuple(_numbers(sentence, asked.nouns))
        case Thing.AMOUNT:
            return tuple(map(_candidate, _amounts(sentence, asked.nouns)))
        case Thing.MONEY:
            return tuple(map(_candidate, amounts.money(sentence)))
        case _:
            assert_never(asked.thing)


def _people(sentence: str, *, passive: bool) -> Iterator[Candidate]:
    for titled in names.names(sentence):
        span = names.without_title(titled, sentence)
        name = span.of(sentence)
        cues = (
            names.is_person(name, sentence, span.start),
            " " in name,
            not passive and names.is_after_by(sentence, titled.start),
        )
        yield Candidate(span=span, cues=cues, title_start=titled.start)


def _numbers(sentence: str, nouns: Sequence[str]) -> Iterator[Candidate]:
    percentages = list(amounts.percentages(sentence))
    taken = [*amounts.money(sentence), *percentages, *amounts.dates(sentence)]
    found = sorted([*amounts.numbers(sentence, without=taken), *percentages], key=lambda span: span.start)
    for span in found:
        following = _WORD.findall(sentence[span.end : span.end + _LOOKED_AT])[:_NOUN_WITHIN]
        yield _candidate(
            span, _same(following[:1], nouns), _same(following[1:], nouns), _same(following, nouns[-1:])
        )


def _amounts(sentence: str, nouns: Sequence[str]) -> list[Span]:
    found = list(amounts.percentages(sentence))
    if "percent" not in nouns:
        found += _apart(amounts.money(sentence), found)
        found += _apart(amounts.measures(sentence), found)
    return sorted(found, key=lambda span: span.start)


def _apart(spans: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not any(map(span.overlaps, taken))]


def _same(words: Sequence[str], nouns: Sequence[str]) -> bool:
    """Whether any of the words begins like any of the nouns, as a noun's singular and plural do."""
    return any(
        word[:_STEM].casefold() == noun[:_STEM] and abs(len(word) - len(noun)) <= _NOUN_WITHIN
        for word in words
        for noun in nouns
    )


def _candidate(span: Span, *cues: bool) -> Candidate:
    return Candidate(span=span, cues=cues, title_start=span.start)
