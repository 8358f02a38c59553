from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.search.statistics import Statistics
from bot.search.vectors.relatedness import Relatedness
from tests.search.searching import engine_over, store_of, vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.search.vectors.relatedness import Near

NAMES = "missil rocket weapon buy purchas cost price moon bread zzz 1700000000 日本".split()
NAMED = st.lists(st.sampled_from(NAMES), min_size=1, unique=True)


def related_to(names: Sequence[str]) -> Relatedness:
    """Return what compares with the terms of a collection that has, or had, some."""
    present = np.zeros(len(vectors()) + 1, dtype=np.bool_)
    present[vectors().rows(names)] = True  # the last stands for -1
    return Relatedness(vectors(), present[:-1])


def statistics_of(names: Sequence[str]) -> Statistics:
    """Return the statistics of a collection whose passages have some terms."""
    written = {"missil": "missile", "purchas": "purchase"}
    return Statistics(engine_over(store_of([written.get(name, name) for name in names])))


def nearest(asked: Sequence[str], names: Sequence[str]) -> list[Near]:
    return related_to(names).nearest(asked, statistics_of(names))


def likeness(one: str, other: str) -> float:
    return float(related_to([other]).likeness([one], [other])[0, 0])


@given(NAMED, st.lists(st.sampled_from(NAMES), min_size=1))
def test_likeness_is_the_square_of_the_cosine_of_what_is_near_enough(
    asked: list[str], names: list[str]
) -> None:
    found = related_to(names).likeness(asked, names)
    cosines = vectors().cosines(vectors().rows(asked), vectors().rows(names))
    assert found.shape == (len(asked), len(names))
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
    related, statistics = related_to(names), statistics_of(names)
    alike = dict(zip(names, related.likeness([term], names)[0].tolist(), strict=True))
    [found] = related.nearest([term], statistics)
    assert related.nearest(["moon", term, "zzz", term], statistics)[1::2] == [found, found]
    assert dict(found) == pytest.approx({name: alike[name] for name, _ in found})
    assert term not in dict(found)
    assert len(found) <= 4
    assert [like for _, like in found] == sorted((like for _, like in found), reverse=True)
    others = [like for name, like in alike.items() if name != term and name not in dict(found)]
    if others and max(others) >= 0.25:
        assert len(found) == 4
        assert max(others) <= found[-1][1] + 1e-9


def test_the_nearest_of_a_word_that_the_collection_does_not_have() -> None:
    [of_buy, of_zzz] = nearest(["buy", "zzz"], ["bread", "purchas", "zzz"])
    assert [name for name, _ in of_buy] == ["purchas"]
    assert of_zzz == ()


def test_the_nearest_are_of_the_terms_that_any_passage_has_now() -> None:
    related = related_to(["purchas", "cost", "price"])
    assert related.nearest(["buy"], statistics_of(["moon"])) == [()]
    related = related_to(["purchas", "cost", "price"])
    found = related.nearest(["buy", "cost"], statistics_of(["purchas", "cost", "price"]))
    assert [[name for name, _ in near] for near in found] == [["purchas", "price", "cost"], ["price"]]


def test_more_terms_than_are_remembered_may_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["purchas", "cost", "price"]
    expected = nearest(["buy", "cost", "zzz"], names)
    monkeypatch.setattr("bot.search.vectors.relatedness._REMEMBERED_TERMS", 2)
    related, statistics = related_to(names), statistics_of(names)
    for _ in range(2):
        assert related.nearest(["buy", "cost", "zzz"], statistics) == expected


def test_products_are_of_vectors_by_what_the_words_of_passages_tell() -> None:
    rows = vectors().rows(["moon", "zzz", "moon", "buy"])
    expected = vectors().vectors(rows)
    related = related_to(["moon", "buy", "bread"])
    compared = related.compared(["moon", "zzz", "moon", "buy"], rows[[3, 1, 0, 3]])
    assert np.array_equal(compared.asked, expected)
    products = compared.products[:, compared.places]
    told = vectors().tell(rows[[3, 1, 0, 3]])
    assert products == pytest.approx(expected @ expected[[3, 1, 0, 3]].T * told, abs=1e-6)
    assert not products[1].any()
    assert not products[:, 1].any()


@pytest.mark.parametrize("others", [0, 5000])
@given(asked=NAMED, names=st.lists(st.sampled_from(NAMES), min_size=1))
def test_what_is_compared_is_as_alike_as_its_places_say_in_any_collection(
    others: int, asked: list[str], names: list[str]
) -> None:
    related = related_to([*names, *vectors().terms()[:others]])
    compared = related.compared(asked, vectors().rows(names))
    assert compared.likeness[:, compared.places].tolist() == related.likeness(asked, names).tolist()
    assert compared.likeness.shape == compared.products.shape


def test_a_collection_without_any_english_word_has_nothing_related() -> None:
    assert nearest(["buy"], ["zzz", "日本"]) == [()]
    assert not related_to([]).compared(["buy"], np.array([-1, -1])).products.any()
