"""Whether the documents cover a question, and the reason where they do not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot.answers.reasons import Scattered, Unmentioned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answers.question import Query
    from bot.search.index import Index

_PER_MATCHED, _PER_SCORE, _PER_DECADE, _BIAS = 9.0, 18.0, 1.9, 2.8
_MOST_DECADES = 3.0
_OF_RESPELT = 0.5
"""What a match counts where a word of the question had to be respelt: it may have meant another."""


def coverage(query: Query, shares: Mapping[str, float], index: Index) -> float:
    """Return how sure it is that a passage covers a question, from 0 to 1.

    A logistic function of the share of the question's terms that the passage has, of its score over the
    greatest score that any passage could reach, and of how many passages there were to choose from: a few
    words in common mean more among six passages than among a thousand. Unlike a score, it means the same
    for every question and every collection. Nothing in common is 0. A
    term that had to be respelt counts half.

    The weights were fitted to questions of SQuAD 1.1 (Rajpurkar et al. 2016) against questions of other
    articles, over collections of 6 to 1,000 passages; they are meant for a threshold of 0.5.

    Args:
        query: The question.
        shares: What each term that the passage has adds to its score.
        index: The index that the passage was found in.
    """
    if not shares:
        return 0.0
    trust = {term: _OF_RESPELT if term in query.respelt else 1.0 for term in shares}
    matched = sum(trust.values()) / len(query.terms)
    score = sum(trust[term] * share for term, share in shares.items())
    of_greatest = score / index.greatest_score(query.terms)
    evidence = (
        _PER_MATCHED * matched
        + _PER_SCORE * of_greatest
        - _PER_DECADE * min(_MOST_DECADES, math.log10(len(index)))
        - _BIAS
    )
    return 1 / (1 + math.exp(-evidence))


def reason_not_covered(query: Query, index: Index) -> Unmentioned | Scattered:
    """Return why a question is not covered: words that no passage has, or else no passage together."""
    unknown = tuple(dict.fromkeys(word for term, word in query.words.items() if term not in index))
    return (
        Unmentioned(words=unknown) if unknown else Scattered(words=tuple(dict.fromkeys(query.words.values())))
    )
