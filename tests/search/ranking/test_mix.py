from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.search.ranking.mix import (
    PROSE,
    PROSE_WITHOUT_VECTORS,
    SENTENCE_MIX,
    SPEECH,
    Feature,
    SentenceMix,
    mix,
)

LENGTHS = st.floats(0, 1000)
NUMBERS = st.integers(0, 10_000)


@given(LENGTHS, NUMBERS, st.booleans())
def test_whatever_the_passages_every_feature_has_a_weight_in_sum_one(
    length: float, passages: int, with_vectors: bool
) -> None:
    weights = mix(length, passages, with_vectors=with_vectors)
    assert list(weights) == list(Feature)
    assert min(weights.values()) >= 0
    assert sum(weights.values()) == pytest.approx(1)


@pytest.mark.parametrize("length", [0, 3.5, 8])
@pytest.mark.parametrize("with_vectors", [True, False])
def test_many_passages_of_a_few_terms_are_speech(length: float, with_vectors: bool) -> None:
    assert mix(length, 150, with_vectors=with_vectors) == SPEECH


@pytest.mark.parametrize(("length", "passages"), [(12, 1000), (90.5, 1000), (3, 50), (3, 0)])
def test_long_passages_and_few_are_prose(length: float, passages: int) -> None:
    assert mix(length, passages, with_vectors=True) == PROSE
    assert mix(length, passages, with_vectors=False) == PROSE_WITHOUT_VECTORS


@pytest.mark.parametrize(("length", "passages"), [(10, 1000), (3, 100)])
def test_in_between_the_weights_lie_in_between(length: float, passages: int) -> None:
    half = mix(length, passages, with_vectors=True)
    assert half == {feature: pytest.approx((PROSE[feature] + SPEECH[feature]) / 2) for feature in Feature}


@given(LENGTHS)
def test_without_vectors_meaning_counts_nothing(length: float) -> None:
    assert mix(length, 0, with_vectors=False)[Feature.MEANING] == 0


def test_the_weights_of_a_sentence_are_one_in_sum() -> None:
    weights = (SENTENCE_MIX.said, SENTENCE_MIX.related, SENTENCE_MIX.exact, SENTENCE_MIX.meaning)
    assert sum(weights) == pytest.approx(1)


def test_a_sentence_has_of_the_question_what_its_features_have_by_their_weights() -> None:
    weights = SentenceMix(said=0.5, related=0.25, exact=0.125, meaning=0.125)
    half, all_of_it = np.array([[0.5, 0.0], [0.0, 0.0]]), np.array([[0.5, 0.0], [0.5, 0.25]])
    found = weights.weigh(said=half, related=all_of_it, exact=half, meaning=0 * half)
    assert found.tolist() == [0.25 + 0.25 + 0.0625, 0.0625]
