from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.search.text.amounts import multiplied
from bot.search.text.terms import Analyzer

ANALYZER = Analyzer()


def asked(text: str) -> set[str]:
    """Return the terms of a text as a question."""
    return {token.term for token in ANALYZER.tokens(text) if token.asked}


SAME = {
    "billions of dollars": [
        "$1.7bn",
        "$1.7 bn",
        "$1.7B",
        "$1.7 billion",
        "$ 1.7 billion",
        "US$1.7bn",
        "1.7 billion dollars",
        "1.7 billion US dollars",
        "USD 1.7 billion",
        "1.7-billion dollars",
        "$1,700,000,000",
        "1.7bn dollars",
        "$1.70 billion",
        "$1.7bln",
    ],
    "millions of euros": ["€400m", "€400M", "€400 million", "400 million euros", "EUR 400mn", "€400 mln"],
    "thousands": ["400k", "400K", "400,000", "400 thousand", "four hundred thousand"],
    "percent": ["50%", "50 %", "50 percent", "50 per cent", "fifty percent", "50 Per Cent"],
    "number words": ["seven", "7", "Seven", "seventh", "7th"],
    "numbers of two words": ["twenty-five", "twenty five", "25", "Twenty-Five"],
    "numbers with one": ["forty-one", "41", "forty one"],
    "hundreds": ["four hundred", "400", "4 hundred", "Four Hundred"],
    "one of them": ["one million", "1 million", "1,000,000", "1000k"],
    "numbers of three words": ["thirty-two million", "32,000,000", "32 million"],
}  # fmt: skip


@pytest.mark.parametrize("forms", SAME.values(), ids=SAME.keys())
def test_an_amount_is_the_same_however_it_is_written(forms: list[str]) -> None:
    for question in forms:
        for passage in forms:
            assert asked(question) <= set(ANALYZER.terms(passage)), (question, passage)


DIFFERENT = [
    ("$1.7 billion", "$1.7 million"),
    ("1.7 billion", "1.7 and a billion"),
    ("400m", "400 million"),
    ("400 m", "400 million"),
    ("400 k", "400,000"),
    ("in 2008. Million", "2008 million"),
    ("2,5 million", "25 million"),
    ("one", "1"),
    ("twenty, five", "25"),
    ("20 5", "25"),
    ("second", "2"),
    ("$5", "€5"),
    ("1/2 million", "1 million"),
    ("7/28/2024 million", "2024 million"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_amounts_that_only_look_alike_differ(one: str, other: str) -> None:
    assert asked(one) != asked(other)


@pytest.mark.parametrize("part", ["1.7", "billion", "how many billions", "dollars"])
def test_a_passage_is_found_by_a_part_of_its_amount(part: str) -> None:
    assert asked(part) & set(ANALYZER.terms("It cost $1.7bn."))


def test_an_amount_is_one_place_with_its_sign() -> None:
    text = "It cost $1.7 billion in all."
    places = {text[token.start : token.end] for token in ANALYZER.tokens(text) if token.term == "1700000000"}
    assert places == {"$1.7 billion"}


def test_magnitudes_on_end_are_not_multiplied_without_limit() -> None:
    assert max(map(len, asked(f"one {'million ' * 10_000}"))) < 30


def test_a_sign_without_a_number_is_no_word() -> None:
    assert asked("$ and € or £") == set()


@given(st.integers(0, 10**15), st.integers(0, 12))
def test_a_product_has_the_digits_of_the_product(number: int, magnitude: int) -> None:
    assert multiplied(str(number), magnitude) == str(number * 10**magnitude)


@given(st.integers(0, 10**9), st.integers(1, 9), st.integers(0, 12))
def test_a_fraction_counts_as_far_as_the_magnitude_reaches(whole: int, tenths: int, magnitude: int) -> None:
    product = (whole * 10 + tenths) * 10**magnitude
    expected = None if product % 10 else str(product // 10)
    assert multiplied(f"{whole}.{tenths}", magnitude) == expected


@pytest.mark.parametrize("number", ["", "2+2", "1.7.2", "1,5", "3pm", "."])
def test_what_is_no_number_has_no_product(number: str) -> None:
    assert multiplied(number, 6) is None
