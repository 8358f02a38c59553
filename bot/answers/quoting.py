"""Making a quote of a passage: its best sentence, and the words that match."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot.answers.model import Quote
from bot.documents.model import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.answers.question import Query
    from bot.documents.model import Passage
    from bot.search.analysis import Analyzer, Token
    from bot.search.index import Index

_LENGTH_EXPONENT = 0.1


def quote(
    passage: Passage,
    query: Query,
    *,
    rank: int,
    score: float,
    shares: Mapping[str, float],
    analyzer: Analyzer,
    index: Index,
) -> Quote:
    """Return a passage as it is shown for a question; `shares` is what each word adds to its score."""
    asked = query.words
    tokens = list(analyzer.tokens(passage.text))
    return Quote(
        rank=rank,
        score=score,
        shares=shares,
        passage=passage,
        best_sentence=_best_sentence(passage, tokens, asked, index),
        matches=_matches(tokens, asked),
    )


def _matches(tokens: Sequence[Token], asked: Collection[str]) -> tuple[Span, ...]:
    """Return where a passage matches; of a phrase and its parts, which overlap, the whole."""
    spans: list[Span] = []
    for token in tokens:
        if token.term not in asked:
            continue
        if spans and token.start < spans[-1].end:
            last = spans.pop()
            spans.append(Span(start=last.start, end=max(last.end, token.end)))
        else:
            spans.append(Span(start=token.start, end=token.end))
    return tuple(spans)


def _best_sentence(passage: Passage, tokens: Sequence[Token], asked: Collection[str], index: Index) -> Span:
    """Return the sentence whose matched terms are rarest in sum, the first of equals.

    Of two that match alike the shorter wins, slightly: the sum is divided by a power of the length so
    small that it hardly does more than that.
    """

    def weight(sentence: Span) -> float:
        own = [token for token in tokens if sentence.start <= token.start < sentence.end]
        matched = sum(index.idf(term) for term in dict.fromkeys(token.term for token in own) if term in asked)
        return matched / math.pow(max(1, sum(token.asked for token in own)), _LENGTH_EXPONENT)

    return max(passage.sentences, key=weight)
