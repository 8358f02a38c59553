"""Making a quote of a passage: its best sentence, the words that match, and how they do."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from bot.answers.model import Match, Quote, WordMatch
from bot.documents.model import Span
from bot.store.numbers import number_of_term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from bot.answers.marking.kinds import Asked
    from bot.documents.model import Passage
    from bot.search.query import Query
    from bot.search.ranking.explanation import Placed, Ranked
    from bot.search.text.terms import Analyzer

_OF_KIND = 0.29
"""What a sentence gains that has a thing of the kind that is asked for, beside 1 for all of the question.

Fitted by tests/fitting/sentences.py, with the weights of `bot.search.ranking.weights.SENTENCE_MIX`.
"""

_TOO_CLOSE = 0.02
"""Two scores that differ by less, over the greater, tell hardly better than chance which passage is right."""


def tied(quotes: Sequence[Quote]) -> int:
    """Return how many of some quotes, from the first on, match too much alike to tell which is best."""
    return sum(quote.score >= quotes[0].score * (1 - _TOO_CLOSE) for quote in quotes)


def holds_asked_for(quote: Quote, asked: Asked | None, question: str) -> bool:
    """Whether a quote's best sentence has a thing of the kind that is asked for, if a kind is."""
    sentence = quote.best_sentence.of(quote.passage.text)
    return asked is None or _has_asked_for(sentence, asked, question.casefold())


def marked(quote: Quote, asked: Asked, terms: Mapping[str, float], analyzer: Analyzer) -> Quote:
    """Return a quote with the words of its best sentence marked that answer a question, where that is sure.

    Args:
        quote: The quote.
        asked: What the question asks for.
        terms: The terms of the question with their weights.
        analyzer: What made the terms.
    """
    from bot.answers.marking.spans import answer_in

    sentence = quote.best_sentence
    found = answer_in(sentence.of(quote.passage.text), asked, terms, analyzer)
    return quote if found is None else dataclasses.replace(quote, answer=found.shifted(sentence.start))


def quote(passage: Passage, ranked: Ranked, query: Query, asked: Asked | None, *, rank: int) -> Quote:
    """Return a passage as it is shown for a question.

    Args:
        passage: The passage.
        ranked: What speaks for it.
        query: The question.
        asked: What the question asks for, where that is clear.
        rank: Its place among the quotes, from 1.
    """
    matched = sorted(_words(passage.text, ranked, query), key=lambda word: -word.share)
    return Quote(
        rank=rank,
        score=ranked.score,
        features=ranked.features,
        words=tuple(matched),
        passage=passage,
        best_sentence=_best_sentence(passage, ranked, query, asked),
        matches=_matches(ranked.placed, {number_of_term(term) for term in query.words}),
    )


def _best_sentence(passage: Passage, ranked: Ranked, query: Query, asked: Asked | None) -> Span:
    """Return the sentence that has most of the question, the first of equals.

    One that has a person where the question asks who, a date where it asks when, gains by that; twice as much
    where most words are those of the question before, which another sentence may have answered.
    """
    if len(passage.sentences) == 1:
        return passage.sentences[0].span
    gain = 2 * _OF_KIND if query.factors else _OF_KIND
    question = query.text.casefold()
    values = [ranked.sentences.get(number, 0.0) for number in range(len(passage.sentences))]
    greatest = max(values)

    def worth(number: int) -> float:
        # To look for what is asked for takes long, and does not help a sentence too far behind.
        if asked is None or values[number] + gain < greatest:
            return values[number]
        sentence = passage.sentences[number].span.of(passage.text)
        return values[number] + gain * _has_asked_for(sentence, asked, question)

    return passage.sentences[max(range(len(passage.sentences)), key=worth)].span


def _has_asked_for(sentence: str, asked: Asked, question: str) -> bool:
    """Whether a sentence has a thing of the kind that a case-folded question asks for, and does not name."""
    from bot.answers.marking.spans import has_asked_for  # most questions ask for none

    return has_asked_for(sentence, asked, question)


def _matches(placed: Sequence[Placed], asked: Collection[int]) -> tuple[Span, ...]:
    """Return where a passage matches; of a phrase and its parts, which overlap, the whole."""
    spans: list[Span] = []
    for token in placed:
        if token.number not in asked:
            continue
        if spans and token.start < spans[-1].end:
            last = spans.pop()
            spans.append(Span(start=last.start, end=max(last.end, token.end)))
        else:
            spans.append(Span(start=token.start, end=token.end))
    return tuple(spans)


def _words(text: str, ranked: Ranked, query: Query) -> Iterator[WordMatch]:
    """Yield the words of the question that the passage has, or has a related word for."""
    readable = {term for term in ranked.closest if any(map(str.isalnum, query.words[term]))}
    written_as: dict[int, list[str]] = {}
    for token in ranked.placed:
        written_as.setdefault(token.number, []).append(text[token.start : token.end])
    for term, closest in ranked.closest.items():
        asked = query.words[term]
        if readable and term not in readable:
            continue  # the "$" of "$5" is a word to the search, and hardly one to a reader
        written = written_as[closest.number]
        exact = next((word for word in written if word.casefold() == asked.casefold()), None)
        found = exact or written[0]
        if closest.number != number_of_term(term):
            match = Match.RELATED
        elif term in query.respelt:
            match = Match.SPELLING
        else:
            match = Match.EXACT if exact else Match.FORM
        yield WordMatch(asked=asked, found=found, match=match, share=ranked.terms[term])
