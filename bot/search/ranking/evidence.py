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
        by_term: What each term adds to the score by each feature, (terms, passages).
        wording: What the wording adds, (passages,).
        scores: The sum of it all, (passages,).
        sentences: How much of the question each sentence of the excerpt has, 0 to 1, (sentences,).
    """

    by_term: Mapping[Feature, Floats]
    wording: Floats
    scores: Floats
    sentences: Floats

    def of_features(self, place: int) -> dict[Feature, float]:
        """Return what each feature adds to the score of the passage at a place of the excerpt."""
        added = {feature: float(parts[:, place].sum()) for feature, parts in self.by_term.items()}
        return {**added, Feature.WORDING: float(self.wording[place])}

    def of_terms(self, place: int) -> list[float]:
        """Return what each term adds to the score of the passage at a place of the excerpt."""
        added: list[float] = np.sum([parts[:, place] for parts in self.by_term.values()], axis=0).tolist()
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
    by_term = {feature: mix[feature] * part for feature, part in parts.items()}
    wording = mix[Feature.WORDING] * features.wording(matches)
    total = wording + np.sum([part.sum(axis=0) for part in by_term.values()], axis=0)
    said, exact = features.said_in_sentences(matches), features.exact_in_sentences(matches)
    sentences = SENTENCE_MIX.weigh(said=said, related=related, exact=exact, meaning=meaning)
    return Evidence(
        by_term=by_term,
        wording=wording,
        scores=np.round(total, _DECIMALS),
        sentences=np.round(sentences, _DECIMALS),
    )
