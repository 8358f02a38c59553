"""All features of some passages for one question, weighed together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bot.search.ranking import features
from bot.search.ranking.mix import SENTENCE_MIX, STAND_IN, Feature

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from bot.search.ranking.features import Matches, Saturation

    Floats = NDArray[np.float64]

_DECIMALS = 9
"""Sums that differ by less were added up in another order, and are equal."""

_NOTHING = dict.fromkeys(Feature, 0.0)
_BY_RELATION = frozenset({Feature.RELATED, Feature.SENTENCE})


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What speaks for each passage of an excerpt.

    Attributes:
        matches: Where the words of the question stand in it.
        by_feature: What each feature adds to the score, (passages,); those that add nothing are left out.
        by_term: What each term adds, (terms, passages); the wording is of no one term.
        scores: The sum of it all, (passages,).
        related: The weight of each term times its likeness to the likest word of each sentence, (terms,
            sentences).
        meaning: Each term's part of the cosine of question and sentence, (terms, sentences).
    """

    matches: Matches
    by_feature: Mapping[Feature, Floats]
    by_term: Floats
    scores: Floats
    related: Floats
    meaning: Floats

    def of_features(self, place: int) -> dict[Feature, float]:
        """Return what each feature adds to the score of the passage at a place of the excerpt."""
        added = dict(_NOTHING)
        for feature, part in self.by_feature.items():
            added[feature] = float(part[place])
        return added

    def of_terms(self, place: int) -> list[float]:
        """Return what each term adds to the score of the passage at a place of the excerpt."""
        added: list[float] = self.by_term[:, place].tolist()
        return added

    def of_sentences(self, place: int) -> dict[int, float]:
        """Return how much of the question each sentence has, 0 to 1, of the passage at a place.

        By the number of the sentence in the passage, from 0; those without terms have nothing of it.
        """
        excerpt = self.matches.excerpt
        first, end = excerpt.sentence_bounds[place : place + 2].tolist()
        numbers: list[int] = excerpt.sentence_numbers[first:end].tolist()
        return dict(zip(numbers, self._sentences[first:end], strict=True))

    @cached_property
    def _sentences(self) -> list[float]:
        found = SENTENCE_MIX.weigh(
            said=features.said_in_sentences(self.matches),
            related=self.related,
            exact=features.exact_in_sentences(self.matches),
            meaning=self.meaning,
        )
        rounded: list[float] = np.round(found, _DECIMALS).tolist()
        return rounded


def weigh(matches: Matches, saturation: Saturation, mix: Mapping[Feature, float]) -> Evidence:
    """Return what speaks for each passage, by the weight that each feature has in the mix.

    What has no weight is not reckoned.
    """
    excerpt = matches.excerpt
    related = features.related_in_sentences(matches)
    meaning = features.meaning_in_sentences(matches)

    def best(by_sentence: Floats) -> Floats:
        return by_sentence[:, features.best_of_passage(excerpt, by_sentence.sum(axis=0))]

    reckoned: Mapping[Feature, Callable[[], Floats]] = {
        Feature.BM25: lambda: features.bm25(matches, saturation),
        Feature.PARAGRAPH: lambda: features.paragraph(matches, saturation),
        Feature.EXACT: lambda: features.exact(matches, saturation),
        Feature.RELATED: lambda: features.related(matches),
        Feature.SENTENCE: lambda: best(related),
        Feature.MEANING: lambda: best(meaning),
    }
    weighted: dict[Feature, Floats] = {}
    for feature, reckon in reckoned.items():
        if mix[feature]:
            # A term that no passage has adds nothing to the features of the words themselves, wherever a
            # passage is from; so its related words count for what it could have added.
            stands_in = feature in _BY_RELATION and not matches.known.all()
            part = np.where(matches.known, 1.0, STAND_IN)[:, None] * reckon() if stands_in else reckon()
            weighted[feature] = mix[feature] * part
    by_feature = {feature: part.sum(axis=0) for feature, part in weighted.items()}
    total = np.zeros(len(excerpt.passages))
    for part in by_feature.values():
        total += part
    if mix[Feature.WORDING]:
        by_feature[Feature.WORDING] = mix[Feature.WORDING] * features.wording(matches)
        total = by_feature[Feature.WORDING] + total
    by_term = np.zeros((len(matches.weights), len(excerpt.passages)))
    for part in weighted.values():
        by_term += part
    return Evidence(
        matches=matches,
        by_feature=by_feature,
        by_term=by_term,
        scores=np.round(total, _DECIMALS),
        related=related,
        meaning=meaning,
    )
