"""What each term of a question counts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.index import Index
    from bot.search.vectors.word_vectors import WordVectors

    Floats = NDArray[np.float64]

REQUEST_WEIGHT = 0.4
"""What a word counts that says what kind of answer is wanted, rather than what the passage is about."""

# Stems. Passages that answer a question have them less often than its other words: of the questions of SQuAD
# 1.1 that ask "what kind" or "what type", 1 in 20 is answered by a paragraph that has the word.
_REQUESTS = frozenset(
    """
    discuss summar summari say think thought opinion talk mention describ explain express meet kind type sort
    mani much long amount percentag name call happen els besid anoth abl exampl consid number famous
    question quick wait even whole one made make come go get take give attend particip
    """.split()
)

_GREATEST_BACKGROUND = 0.5
_BACKGROUND_PASSAGES = 3.0
_COMMON, _RARE = 2.5, 7.0
_LEAST_RARITY = 0.05


def is_request(term: str) -> bool:
    """Whether a term only says what kind of answer is wanted: "kind", "how many", "discuss"."""
    return term in _REQUESTS


def weights(
    terms: Sequence[str], factors: Mapping[str, float], index: Index, vectors: WordVectors | None
) -> Floats:
    """Return what each term of a question counts, in sum 1.

    The inverse document frequency, blended with how rare the term is in English at large: in a collection of
    a few passages hardly any word tells what it is about, in a large one all do. The share of English is
    3 / sqrt(N) of N passages, half at most. Then each is multiplied by its factor.

    Args:
        terms: At least one.
        factors: What some terms count beside others, as those of an earlier question; 1 for all others.
        index: Where the terms are looked up.
        vectors: Knows how rare a term is in English; without it the index alone decides.
    """
    rarest = index.idf("")
    share = 0.0
    if vectors is not None:
        share = min(_GREATEST_BACKGROUND, _BACKGROUND_PASSAGES / math.sqrt(max(1, len(index))))

    def weight(term: str) -> float:
        own = index.idf(term) / rarest
        if vectors is not None:
            own = (1 - share) * own + share * _background(vectors.rarity_of(term))
        return own * (REQUEST_WEIGHT if is_request(term) else 1.0) * factors.get(term, 1.0)

    weighted = np.array([weight(term) for term in terms])
    total: Floats = weighted / weighted.sum()
    return total


def _background(rarity: float) -> float:
    """Return how rare a term of so much rarity is in English, from nearly 0 to 1."""
    return min(1.0, max(_LEAST_RARITY, (rarity - _COMMON) / (_RARE - _COMMON)))
