"""How much each feature and each term of a question counts: the one place where weights stand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from bot.search.statistics import idf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.statistics import Statistics
    from bot.search.vectors.word_vectors import WordVectors

    Floats = NDArray[np.float64]


class Feature(Enum):
    """What speaks for a passage; `bot.search.ranking.features` says how each is reckoned."""

    BM25 = "bm25"
    PARAGRAPH = "paragraph"
    EXACT = "exact"
    WORDING = "wording"
    RELATED = "related"
    SENTENCE = "sentence"
    MEANING = "meaning"
    CONTEXT = "context"


CONTEXT = 0.1
"""What terms count that stand above a passage, in a heading or a title, beside all others together."""

# Fitted by tests/fitting/ranking.py to questions of SQuAD 1.1 (prose) and QMSum (speech). In prose BM25 of
# the paragraph does what that of the passage and of exact forms would do as well; in speech these are all.
PROSE: Mapping[Feature, float] = {
    Feature.BM25: 0.0,
    Feature.PARAGRAPH: 0.25,
    Feature.EXACT: 0.0,
    Feature.WORDING: 0.22,
    Feature.RELATED: 0.24,
    Feature.SENTENCE: 0.13,
    Feature.MEANING: 0.16,
    Feature.CONTEXT: CONTEXT,
}
"""What counts where passages are prose, and the vectors of words are there."""

STAND_IN = 1 + sum(PROSE[feature] for feature in (Feature.BM25, Feature.PARAGRAPH, Feature.EXACT)) / sum(
    PROSE[feature] for feature in (Feature.RELATED, Feature.SENTENCE)
)
"""What a word counts that is related to one that no passage has: in prose, as much as that could have."""

PROSE_WITHOUT_VECTORS: Mapping[Feature, float] = {
    Feature.BM25: 0.23,
    Feature.PARAGRAPH: 0.23,
    Feature.EXACT: 0.11,
    Feature.WORDING: 0.27,
    Feature.RELATED: 0.0,
    Feature.SENTENCE: 0.16,
    Feature.MEANING: 0.0,
    Feature.CONTEXT: CONTEXT,
}

SPEECH: Mapping[Feature, float] = {
    Feature.BM25: 0.47,
    Feature.PARAGRAPH: 0.0,
    Feature.EXACT: 0.53,
    Feature.WORDING: 0.0,
    Feature.RELATED: 0.0,
    Feature.SENTENCE: 0.0,
    Feature.MEANING: 0.0,
    Feature.CONTEXT: CONTEXT,
}
"""What counts where passages are turns of a few words: nearly any has a word related to the question's."""

_TURNS, _PARAGRAPHS = 8.0, 12.0
"""Terms that passages have in the mean up to where all is speech, and from where on all is prose.

Meetings of QMSum with fewer are answered better by what counts for speech, and those with more by what counts
for prose, as are the articles of SQuAD 1.1 even where each sentence is a paragraph of its own.
"""

_FEW, _MANY = 50, 150
"""Passages up to which even short ones are no transcript, and from where on they are."""


def mix(mean_length: float, passages: int, *, with_vectors: bool) -> dict[Feature, float]:
    """Return the weight of each feature, in sum 1 beside the context.

    Args:
        mean_length: How many terms a passage has in the mean.
        passages: How many passages there are.
        with_vectors: Whether word vectors are used.
    """
    prose = PROSE if with_vectors else PROSE_WITHOUT_VECTORS
    share = share_of_prose(mean_length, passages)
    return {feature: share * prose[feature] + (1 - share) * SPEECH[feature] for feature in Feature}


def share_of_prose(mean_length: float, passages: int) -> float:
    """Return how far so many passages of so many terms in the mean are prose, from 0 to 1."""
    by_length = (mean_length - _TURNS) / (_PARAGRAPHS - _TURNS)
    by_number = (_MANY - passages) / (_MANY - _FEW)
    return min(1.0, max(0.0, by_length, by_number))


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceMix:
    """How much the features of a sentence count when the best of a passage is chosen; in sum 1.

    Attributes:
        said: The weight of the terms that it has.
        related: Of those it has a related word for.
        exact: Of those it has in the question's form.
        meaning: Of the likeness of question and sentence as wholes.
    """

    said: float
    related: float
    exact: float
    meaning: float

    def weigh(self, *, said: Floats, related: Floats, exact: Floats, meaning: Floats) -> Floats:
        """Return how much of the question each sentence has, (sentences,), of (terms, sentences) each."""
        total: Floats = (
            self.said * said + self.related * related + self.exact * exact + self.meaning * meaning
        ).sum(axis=0)
        return total


SENTENCE_MIX = SentenceMix(said=0.07, related=0.43, exact=0.15, meaning=0.35)

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


def term_weights(
    terms: Sequence[str],
    factors: Mapping[str, float],
    statistics: Statistics,
    vectors: WordVectors | None,
) -> Floats:
    """Return what each term of a question counts, in sum 1.

    The inverse document frequency, blended with how rare the term is in English at large: in a collection of
    a few passages hardly any word tells what it is about, in a large one all do. The share of English is
    3 / sqrt(N) of N passages, half at most. Then each is multiplied by its factor.

    Args:
        terms: At least one.
        factors: What some terms count beside others, as those of an earlier question; 1 for all others.
        statistics: Say how rare the terms are in the collection.
        vectors: Knows how rare a term is in English; without it the collection alone decides.
    """
    rarest = idf(len(statistics), 0)
    statistics.look_up(terms)
    share = 0.0
    if vectors is not None:
        share = min(_GREATEST_BACKGROUND, _BACKGROUND_PASSAGES / math.sqrt(max(1, len(statistics))))

    def weight(term: str) -> float:
        own = statistics.idf(term) / rarest
        if vectors is not None:
            own = (1 - share) * own + share * _background(vectors.rarity_of(term))
        return own * (REQUEST_WEIGHT if is_request(term) else 1.0) * factors.get(term, 1.0)

    weighted = np.array([weight(term) for term in terms], dtype=np.float64)
    total: Floats = weighted / weighted.sum() if len(weighted) else weighted
    return total


def _background(rarity: float) -> float:
    """Return how rare a term of so much rarity is in English, from nearly 0 to 1."""
    return min(1.0, max(_LEAST_RARITY, (rarity - _COMMON) / (_RARE - _COMMON)))
