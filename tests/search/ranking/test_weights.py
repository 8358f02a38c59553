from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.search.ranking.weights import (
    CONTEXT,
    PROSE,
    PROSE_WITHOUT_VECTORS,
    REQUEST_WEIGHT,
    SENTENCE_MIX,
    SPEECH,
    Feature,
    SentenceMix,
    mix,
    term_weights,
)
from bot.search.statistics import Statistics
from tests.search.searching import engine_over, store_of, vectors

LENGTHS = st.floats(0, 1000)
NUMBERS = st.integers(0, 10_000)

TERMS = st.lists(
    st.sampled_from("missil purchas kind long tokyo take zzz 1700000000 日本".split()),
    min_size=1,
    unique=True,
)
FACTORS = st.dictionaries(st.sampled_from(["missil", "kind", "zzz"]), st.floats(0.01, 10))
PASSAGES = st.lists(st.sampled_from("Missiles of Tokyo, zzz. A long kind. Take 日本.".split(".")), max_size=5)


@given(LENGTHS, NUMBERS, st.booleans())
def test_whatever_the_passages_every_feature_has_a_weight_in_sum_one_beside_the_context(
    length: float, passages: int, with_vectors: bool
) -> None:
    weights = mix(length, passages, with_vectors=with_vectors)
    assert list(weights) == list(Feature)
    assert min(weights.values()) >= 0
    assert weights[Feature.CONTEXT] == pytest.approx(CONTEXT)
    assert sum(weights.values()) == pytest.approx(1 + CONTEXT)


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


def statistics_of(*passages: str) -> Statistics:
    return Statistics(engine_over(store_of(passages)))


def ratio(
    one: str,
    other: str,
    statistics: Statistics,
    *,
    with_vectors: bool,
    factors: dict[str, float] | None = None,
) -> float:
    """Return how many times as much as another a term counts."""
    words = vectors() if with_vectors else None
    first, second = term_weights([one, other], factors or {}, statistics, words).tolist()
    return float(first / second)


@given(TERMS, FACTORS, PASSAGES, st.booleans())
def test_weights_are_above_zero_and_one_in_sum(
    terms: list[str], factors: dict[str, float], passages: list[str], with_vectors: bool
) -> None:
    found = term_weights(terms, factors, statistics_of(*passages), vectors() if with_vectors else None)
    assert len(found) == len(terms)
    assert (found > 0).all()
    assert found.sum() == pytest.approx(1)


def test_no_term_has_no_weight() -> None:
    assert term_weights([], {}, statistics_of("Bread."), vectors()).tolist() == []


def test_without_vectors_a_term_counts_by_its_inverse_document_frequency() -> None:
    statistics = statistics_of("Rye bread.", "Bread.", "Bread.")
    found = ratio("bread", "rye", statistics, with_vectors=False)
    assert found == pytest.approx(statistics.idf("bread") / statistics.idf("rye"))
    assert found < 1


def test_a_word_that_says_what_kind_of_answer_is_wanted_counts_less() -> None:
    assert ratio("kind", "missil", statistics_of(), with_vectors=False) == pytest.approx(REQUEST_WEIGHT)


@pytest.mark.parametrize("with_vectors", [True, False])
def test_a_factor_is_what_a_term_counts_beside_others(with_vectors: bool) -> None:
    statistics = statistics_of("Missiles in Tokyo.")
    alike = ratio("missil", "tokyo", statistics, with_vectors=with_vectors)
    third = ratio("missil", "tokyo", statistics, with_vectors=with_vectors, factors={"missil": 1 / 3})
    assert third == pytest.approx(alike / 3)


def test_of_two_terms_of_as_many_passages_the_rarer_in_english_counts_more() -> None:
    statistics = statistics_of("Like missiles.", "Bread.")
    assert ratio("missil", "like", statistics, with_vectors=False) == 1
    assert ratio("missil", "like", statistics, with_vectors=True) > 1.5


@pytest.mark.parametrize(("passages", "share"), [(1, 1 / 2), (36, 1 / 2), (100, 3 / 10), (900, 1 / 10)])
def test_the_more_passages_there_are_the_less_english_counts(passages: int, share: float) -> None:
    statistics = statistics_of("Like zzz.", *["Bread."] * (passages - 1))
    own = statistics.idf("like") / statistics.idf("")
    # "Like" is so common in English that it has the least rarity there is; "zzz" has the greatest.
    expected = ((1 - share) * own + share * 0.05) / ((1 - share) * own + share)
    assert ratio("like", "zzz", statistics, with_vectors=True) == pytest.approx(expected)
