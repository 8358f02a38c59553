"""Why a passage has its score: which parts of it there are to name, whoever puts them in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.model import Match

if TYPE_CHECKING:
    from bot.answers.model import Quote, WordMatch
    from bot.search.ranking.weights import Feature

_LEAST_NAMED = 0.005
"""The least part of a score that is not 0 in whole percents."""

_SIGNS = {Match.FORM: "=", Match.SPELLING: "→", Match.RELATED: "~"}


def part(share: float, *, of: float) -> float:
    """Return what part of a score something adds, 0 to 1; 0 where it takes away, or is no number."""
    ratio = share / of if of > 0 else 0.0
    return min(ratio, 1.0) if ratio > 0 else 0.0


def words_with_parts(quote: Quote) -> list[tuple[WordMatch, float]]:
    """Return the words of the question that match, each with its part of the score, the greatest first."""
    parts = [(word, part(word.share, of=quote.score)) for word in quote.words]
    return sorted(parts, key=lambda one: -one[1])


def features_with_parts(quote: Quote) -> list[tuple[Feature, float]]:
    """Return the features that add something, each with its part of the score, the greatest first."""
    parts = [(feature, part(share, of=quote.score)) for feature, share in quote.features.items()]
    return sorted((one for one in parts if one[1] >= _LEAST_NAMED), key=lambda one: -one[1])


def sign(word: WordMatch) -> str | None:
    """Return the sign to stand between a word and what it matches; None where both are the same word."""
    return None if word.asked.casefold() == word.found.casefold() else _SIGNS.get(word.match)
