from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.search.bm25 import Bm25Index
from bot.search.ranking.weighting import REQUEST_WEIGHT, weights
from tests.search.searching import vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

TERMS = st.lists(
    st.sampled_from("missil purchas kind long tokyo take zzz 1700000000 日本".split()),
    min_size=1,
    unique=True,
)
FACTORS = st.dictionaries(st.sampled_from(["missil", "kind", "zzz"]), st.floats(0.01, 10))


def index_of(*passages: Sequence[str]) -> Bm25Index:
    return Bm25Index(passages, k1=1.2, b=0.75)


def ratio(one: str, other: str, index: Bm25Index, *, with_vectors: bool, **factors: float) -> float:
    """Return how many times as much as another a term counts."""
    first, second = weights([one, other], factors, index, vectors() if with_vectors else None)
    return float(first / second)


@given(TERMS, FACTORS, st.lists(TERMS, max_size=5), st.booleans())
def test_weights_are_above_zero_and_one_in_sum(
    terms: list[str], factors: dict[str, float], passages: list[list[str]], with_vectors: bool
) -> None:
    found = weights(terms, factors, index_of(*passages), vectors() if with_vectors else None)
    assert len(found) == len(terms)
    assert (found > 0).all()
    assert found.sum() == pytest.approx(1)


def test_without_vectors_a_term_counts_by_its_inverse_document_frequency() -> None:
    index = index_of(["a", "b"], ["a"], ["a"])
    assert ratio("a", "b", index, with_vectors=False) == pytest.approx(index.idf("a") / index.idf("b"))
    assert ratio("a", "b", index, with_vectors=False) < 1


def test_a_word_that_says_what_kind_of_answer_is_wanted_counts_less() -> None:
    assert ratio("kind", "missil", index_of(), with_vectors=False) == pytest.approx(REQUEST_WEIGHT)


@pytest.mark.parametrize("with_vectors", [True, False])
def test_a_factor_is_what_a_term_counts_beside_others(with_vectors: bool) -> None:
    index = index_of(["missil", "tokyo"])
    alike = ratio("missil", "tokyo", index, with_vectors=with_vectors)
    third = ratio("missil", "tokyo", index, with_vectors=with_vectors, missil=1 / 3)
    assert third == pytest.approx(alike / 3)


def test_of_two_terms_of_as_many_passages_the_rarer_in_english_counts_more() -> None:
    index = index_of(["like", "missil"], ["bread"])
    assert ratio("missil", "like", index, with_vectors=False) == 1
    assert ratio("missil", "like", index, with_vectors=True) > 1.5


@pytest.mark.parametrize(("passages", "share"), [(1, 1 / 2), (36, 1 / 2), (100, 3 / 10), (900, 1 / 10)])
def test_the_more_passages_there_are_the_less_english_counts(passages: int, share: float) -> None:
    index = index_of(["like", "zzz"], *[["bread"]] * (passages - 1))
    own = index.idf("like") / index.idf("")
    # "Like" is so common in English that it has the least rarity there is; "zzz" has the greatest.
    expected = ((1 - share) * own + share * 0.05) / ((1 - share) * own + share)
    assert ratio("like", "zzz", index, with_vectors=True) == pytest.approx(expected)
