from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.search.ranking.meanings import telling
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
    [found] = related.nearest([term], names)
    assert related.nearest(["moon", term, "zzz", term], names)[1::2] == [found, found]
    assert dict(found) == pytest.approx({name: alike[name] for name, _ in found})
    assert term not in dict(found)
    assert len(found) <= 4
    assert [like for _, like in found] == sorted((like for _, like in found), reverse=True)
    others = [like for name, like in alike.items() if name != term and name not in dict(found)]
    if others and max(others) >= 0.25:
        assert len(found) == 4
        assert max(others) <= found[-1][1] + 1e-9


def test_the_nearest_of_a_word_that_the_collection_does_not_have() -> None:
    related = Relatedness(vectors(), ["bread", "purchas", "zzz"])
    [of_buy, of_zzz] = related.nearest(["buy", "zzz"], ["bread", "purchas", "zzz"])
    assert [name for name, _ in of_buy] == ["purchas"]
    assert of_zzz == ()


def test_the_nearest_are_of_the_terms_that_any_passage_has() -> None:
    related = Relatedness(vectors(), ["purchas", "cost", "price"])
    assert [name for name, _ in related.nearest(["buy"], ["purchas", "moon"])[0]] == ["purchas"]
    assert related.nearest(["buy"], ["moon"]) == [()]
    assert [name for name, _ in related.nearest(["cost"], ["cost", "price"])[0]] == ["price"]
    assert related.nearest(["cost"], ["cost"]) == [()]


def test_products_are_of_vectors_by_what_the_words_of_passages_tell() -> None:
    related = Relatedness(vectors(), ["zzz", "buy", "moon"])
    rows = vectors().rows(["moon", "zzz", "moon", "buy"])
    expected = vectors().vectors(rows)
    compared = related.compared(["moon", "zzz", "moon", "buy"], np.array([1, 0, 2, 1]))
    assert np.array_equal(compared.asked, expected)
    told = telling(vectors().rarity(rows[[3, 1, 0, 3]]))
    products = compared.products[:, compared.places]
    assert products == pytest.approx(expected @ expected[[3, 1, 0, 3]].T * told, abs=1e-6)
    assert not products[1].any()
    assert not products[:, 1].any()


@given(NAMED, NAMED, st.data())
def test_what_is_compared_is_as_alike_as_its_places_say(
    asked: list[str], names: list[str], data: st.DataObject
) -> None:
    numbers = np.array(data.draw(st.lists(st.integers(0, len(names) - 1), min_size=1)))
    related = Relatedness(vectors(), names)
    compared = related.compared(asked, numbers)
    assert compared.likeness[:, compared.places].tolist() == related.likeness(asked, numbers).tolist()
    assert len(compared.likeness[0]) == len(compared.products[0]) <= len(numbers)


@given(NAMED, NAMED, st.data())
def test_what_is_extended_compares_as_what_is_made_anew(
    names: list[str], asked: list[str], data: st.DataObject
) -> None:
    known = data.draw(st.integers(0, len(names)))
    related = Relatedness(vectors(), names)
    extended = Relatedness(vectors(), names[:known]).extended(names[known:])
    numbers = np.arange(len(names))
    assert len(extended) == len(related) == len(names)
    assert extended.likeness(asked, numbers).tolist() == related.likeness(asked, numbers).tolist()
    assert extended.nearest(asked, names) == related.nearest(asked, names)


def test_a_collection_without_any_english_word_has_nothing_related() -> None:
    related = Relatedness(vectors(), ["zzz", "日本"])
    assert related.nearest(["buy"], ["zzz", "日本"]) == [()]
    assert not related.compared(["buy"], np.array([0, 1])).products.any()
