"""How much each feature counts: the one place where their weights stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

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
}

SPEECH: Mapping[Feature, float] = {
    Feature.BM25: 0.47,
    Feature.PARAGRAPH: 0.0,
    Feature.EXACT: 0.53,
    Feature.WORDING: 0.0,
    Feature.RELATED: 0.0,
    Feature.SENTENCE: 0.0,
    Feature.MEANING: 0.0,
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
    """Return the weight of each feature, in sum 1, for so many passages of so many terms in the mean."""
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
