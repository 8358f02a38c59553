from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from rapidfuzz.distance import OSA

from bot.search.text.spelling import Speller, Spellings

RARITY = {
    "missil": 2.0,
    "missal": 3.0,
    "kamikawa": 3.0,
    "treati": 1.0,
    "threat": 2.0,
    "meet": 0.5,
    "2024": 1.0,
    "日本は同意した": 1.0,
}
SPELLER = Speller(Spellings(RARITY), RARITY.__getitem__)
LETTERS = st.text("abcde", min_size=1, max_size=10)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("misil", "missil"),  # left out
        ("misssil", "missil"),  # added
        ("mizsil", "missil"),  # another
        ("mssiil", None),  # two edits in a short word
        ("msisil", "missil"),  # swapped
        ("kamakawa", "kamikawa"),
        ("kanakawa", "kamikawa"),  # two edits in a long word
        ("konekawe", None),
        ("missel", "missil"),  # of two as near, the more frequent
        ("hreati", "treati"),  # as near as to none that begins alike
        ("mee", None),  # too short
        ("meat", "meet"),
        ("neet", None),  # a short word that begins otherwise
        ("2023", None),
        ("", None),
        ("zzzzz", None),
        ("日本は同意し", None),  # no English word
    ],
)
def test_the_nearest_term_is_the_one_that_was_meant(word: str, meant: str | None) -> None:
    assert SPELLER.nearest(word) == meant


def test_a_term_that_is_known_no_more_is_never_meant() -> None:
    left = {"missal": 3.0}
    assert Speller(Spellings(RARITY), left.get).nearest("missel") == "missal"
    assert Speller(Spellings(RARITY), lambda _: None).nearest("missel") is None


def test_edits_may_be_fewer_than_the_length_of_a_word_allows() -> None:
    assert SPELLER.nearest("kamakawa", edits=1) == "kamikawa"
    assert SPELLER.nearest("kanakawa", edits=1) is None


def test_of_terms_as_near_and_frequent_one_that_begins_alike_then_the_first_in_the_alphabet() -> None:
    assert Speller(Spellings(["tabled", "cabled", "cables"]), lambda _: 1.0).nearest("cablec") == "cabled"
    assert Speller(Spellings(["fabled", "tabled"]), lambda _: 1.0).nearest("cabled") == "fabled"


@given(st.lists(LETTERS, max_size=30), LETTERS)
def test_the_order_of_the_terms_changes_nothing(terms: list[str], word: str) -> None:
    forwards = Speller(Spellings(terms), len).nearest(word)
    assert Speller(Spellings(terms[::-1]), len).nearest(word) == forwards
    assert forwards is None or forwards in terms


@given(st.text("abcde", min_size=5, max_size=12), st.data())
def test_a_letter_that_was_left_out_is_found_again(term: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(term) - 1))
    word = term[:at] + term[at + 1 :]
    near = len(word) > 4 or word[0] == term[0]
    assert Speller(Spellings([term]), len).nearest(word) == (term if near else None)


@given(
    st.lists(st.text("abcdefgh", min_size=1, max_size=12), max_size=30),
    st.text("abcdefgh", min_size=4, max_size=12),
)
def test_no_term_within_reach_is_passed_over(terms: list[str], word: str) -> None:
    reach = 2 if len(word) >= 8 else 1
    within = [
        term
        for term in terms
        if len(term) >= 4 and OSA.distance(word, term) <= reach and (len(word) > 4 or term[0] == word[0])
    ]
    found = Speller(Spellings(terms), len).nearest(word)
    assert (found is None) == (not within)
    if found is not None:
        assert OSA.distance(word, found) == min(OSA.distance(word, term) for term in within)
