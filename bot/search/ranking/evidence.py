"""All features of some passages for one question, weighed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.search.ranking import features
from bot.search.ranking.mix import SENTENCE_MIX, STAND_IN, Feature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bot.search.ranking.features import Matches, Saturation

    Floats = NDArray[np.float64]

_DECIMALS = 9
"""Sums that differ by less were added up in another order, and are equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for each passage of an excerpt.

    Attributes:
        by_feature: What each feature adds to the score, (passages,).
        by_term: What each term adds, (terms, passages); the wording is of no one term.
        scores: The sum of it all, (passages,).
        sentences: How much of the question each sentence of the excerpt has, 0 to 1, (sentences,).
    """

    by_feature: Mapping[Feature, Floats]
    by_term: Floats
    scores: Floats
    sentences: Floats

    def of_features(self, place: int) -> dict[Feature, float]:
        """Return what each feature adds to the score of the passage at a place of the excerpt."""
        return {feature: float(added[place]) for feature, added in self.by_feature.items()}

    def of_terms(self, place: int) -> list[float]:
        """Return what each term adds to the score of the passage at a place of the excerpt."""
        added: list[float] = self.by_term[:, place].tolist()
        return added


def weigh(matches: Matches, saturation: Saturation, mix: Mapping[Feature, float]) -> Evidence:
    """Return what speaks for each passage, by the weight that each feature has in the mix."""
    excerpt = matches.excerpt
    related = features.related_in_sentences(matches)
    meaning = features.meaning_in_sentences(matches)
    parts = {
        Feature.BM25: features.bm25(matches, saturation),
        Feature.PARAGRAPH: features.paragraph(matches, saturation),
        Feature.EXACT: features.exact(matches, saturation),
        Feature.RELATED: features.related(matches),
        Feature.SENTENCE: related[:, features.best_of_passage(excerpt, related.sum(axis=0))],
        Feature.MEANING: meaning[:, features.best_of_passage(excerpt, meaning.sum(axis=0))],
    }
    # A term that no passage has adds nothing to the features of the words themselves, wherever a passage is
    # from; so its related words count for what it could have added.
    standing_in = np.where(matches.known, 1.0, STAND_IN)[:, None]
    for feature in (Feature.RELATED, Feature.SENTENCE):
        parts[feature] = standing_in * parts[feature]
    weighted = {feature: mix[feature] * part for feature, part in parts.items()}
    by_feature = {feature: part.sum(axis=0) for feature, part in weighted.items()}
    wording = mix[Feature.WORDING] * features.wording(matches)
    total = wording + np.sum(list(by_feature.values()), axis=0)
    said, exact = features.said_in_sentences(matches), features.exact_in_sentences(matches)
    sentences = SENTENCE_MIX.weigh(said=said, related=related, exact=exact, meaning=meaning)
    return Evidence(
        by_feature={**by_feature, Feature.WORDING: wording},
        by_term=np.sum(list(weighted.values()), axis=0),
        scores=np.round(total, _DECIMALS),
        sentences=np.round(sentences, _DECIMALS),
    )
