from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.search.ranking.relatedness import Relatedness
from tests.search.searching import vectors

NAMES = "missil rocket weapon buy purchas cost price moon bread zzz 1700000000 日本".split()
NAMED = st.lists(st.sampled_from(NAMES), min_size=1, unique=True)


def likeness(one: str, other: str) -> float:
    return float(Relatedness(vectors(), [other]).likeness([one], np.array([0]))[0, 0])


@given(NAMED, NAMED, st.data())
def test_likeness_is_the_square_of_the_cosine_of_what_is_near_enough(
    asked: list[str], names: list[str], data: st.DataObject
) -> None:
    numbers = np.array(data.draw(st.lists(st.integers(0, len(names) - 1), min_size=1)))
    found = Relatedness(vectors(), names).likeness(asked, numbers)
    cosines = vectors().cosines(vectors().rows(asked), vectors().rows([names[number] for number in numbers]))
    assert found.shape == (len(asked), len(numbers))
    assert found == pytest.approx(np.where(cosines < 0.2, 0, 0.95 * cosines**2))
    assert ((found >= 0) & (found <= 0.95 + 1e-9)).all()


def test_words_of_nearly_one_meaning_are_much_alike_and_others_are_not_at_all() -> None:
    assert likeness("buy", "purchas") > 0.4
    assert likeness("missil", "rocket") > likeness("missil", "weapon") > 0
    assert likeness("buy", "moon") == 0


@pytest.mark.parametrize(
    ("one", "other"), [("zzz", "moon"), ("moon", "zzz"), ("zzz", "zzz"), ("日本", "日本")]
)
def test_what_has_no_vector_is_related_to_nothing(one: str, other: str) -> None:
    assert likeness(one, other) == 0


def test_related_words_never_count_as_the_same_word() -> None:
    assert likeness("buy", "buy") == pytest.approx(0.95)


@given(st.sampled_from(NAMES), NAMED)
def test_the_nearest_are_the_most_alike_of_the_collection_but_itself(term: str, names: list[str]) -> None:
    related = Relatedness(vectors(), names)
    alike = dict(zip(names, related.likeness([term], np.arange(len(names)))[0].tolist(), strict=True))
    [found] = related.nearest([term])
    assert related.nearest(["moon", term, "zzz", term])[1::2] == [found, found]
    assert dict(found).items() <= alike.items()
    assert term not in dict(found)
    assert len(found) <= 4
    assert [like for _, like in found] == sorted((like for _, like in found), reverse=True)
    others = [like for name, like in alike.items() if name != term and name not in dict(found)]
    if others and max(others) >= 0.25:
        assert len(found) == 4
        assert max(others) <= found[-1][1]


def test_the_nearest_of_a_word_that_the_collection_does_not_have() -> None:
    related = Relatedness(vectors(), ["bread", "purchas", "zzz"])
    [of_buy, of_zzz] = related.nearest(["buy", "zzz"])
    assert [name for name, _ in of_buy] == ["purchas"]
    assert of_zzz == ()


def test_meanings_are_the_vectors_of_terms_and_nothing_where_they_are_unknown() -> None:
    related = Relatedness(vectors(), ["zzz", "buy", "moon"])
    expected = vectors().vectors(vectors().rows(["moon", "zzz", "moon", "buy"]))
    assert np.array_equal(related.meanings(np.array([2, 0, 2, 1])), expected)
    compared = related.compared(["moon", "zzz", "moon", "buy"], np.array([1, 0, 2]))
    assert np.array_equal(compared.asked, expected)
    assert compared.products == pytest.approx(expected @ expected[[3, 1, 0]].T)
    assert not expected[1].any()


def test_a_collection_without_any_english_word_has_nothing_related() -> None:
    related = Relatedness(vectors(), ["zzz", "日本"])
    assert related.nearest(["buy"]) == [()]
    assert not related.meanings(np.array([0, 1])).any()
