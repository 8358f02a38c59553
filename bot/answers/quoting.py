"""Making a quote of a passage: its best sentence, and the words that match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.model import Quote
from bot.documents.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answers.question import Query
    from bot.documents.model import Passage
    from bot.search.analysis import Analyzer, Token
    from bot.search.index import Index


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
    tokens = [token for token in analyzer.tokens(passage.text) if token.term in asked]
    return Quote(
        rank=rank,
        score=score,
        shares=shares,
        passage=passage,
        best_sentence=_best_sentence(passage, tokens, index),
        matches=tuple(Span(start=token.start, end=token.end) for token in tokens),
    )


def _best_sentence(passage: Passage, matches: list[Token], index: Index) -> Span:
    """Return the sentence whose distinct matched terms have the greatest idf in sum, the first of equals."""

    def weight(sentence: Span) -> float:
        terms = {match.term for match in matches if sentence.start <= match.start < sentence.end}
        return sum(map(index.idf, sorted(terms)))

    return max(passage.sentences, key=weight)
