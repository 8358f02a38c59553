from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from bot.search.text.stop_words import STOP_WORDS
from bot.search.text.terms import Analyzer
from tests.generated import TEXTS

ANALYZER = Analyzer()
ANY_TEXT = (
    st.text()
    | TEXTS
    | st.lists(st.sampled_from("U.S us US the 's ’ 1 2 + , . $ é e\u0301 \u200b ß ﬁ _ x".split(" "))).map(
        "".join
    )
)


def terms(text: str) -> list[str]:
    return ANALYZER.terms(text)


def marked(text: str) -> list[str]:
    """Return the words of a text that count, as they are written there."""
    return [text[token.start : token.end] for token in ANALYZER.tokens(text)]


SAME = {
    "case": ["missile", "Missile", "MISSILE"],
    "number": ["missile", "missiles"],
    "stem": ["modernize", "modernizing", "modernized", "modernizes"],
    "possessive": ["Japan", "Japan's", "Japan’s", "Japanʼs", "Japan＇s"],
    "possessive of a name that ends in s": ["Jones", "Jones's", "Jones’s"],
    "plural possessive": ["allies", "allies'", "allies’"],
    "apostrophe": ["O'Brien", "O’Brien", "o'brien's"],
    "accents": ["café", "cafe", "CAFÉ", "cafe\u0301"],
    "compatible forms": ["five", "ﬁve", "\uff46\uff49\uff56\uff45", "\U0001d41five"],
    "case folding": ["Straße", "STRASSE", "strasse"],
    "without width": ["seabed", "sea\u200bbed", "sea\u00adbed", "sea\u2060bed", "sea\ufeffbed"],
    "final sigma": ["ΟΔΟΣ", "οδος", "οδοσ"],
    "dotted capital": ["İstanbul", "Istanbul", "istanbul"],
    "United States": ["U.S.", "U.S", "US", "u.s.", "u.s", "the us", "The US", "the U.S."],
    "United States' own": ["U.S.", "U.S.'s", "U.S.’s", "US's", "US’s", "the us's", "the US’s"],
    "dotted abbreviations": ["p.m.", "p.m", "P.M.", "pm"],
    "longer abbreviations": ["U.S.A.", "U.S.A", "USA"],
    "thousands": ["1,000", "1000"],
    "millions": ["12,345,678", "12345678"],
    "ordinals": ["28th", "28"],
    "other ordinals": ["1st", "first"],
    "decades": ["1990s", "1990"],
    "2+2": ["2+2", "(2+2)", "“2+2”"],
    "decimals": ["1.7", "$1.7", "1.7%"],
    "around": ["missile", "(missile)", "“missile”", "missile,", "*missile*", "_missile_", "missile…"],
}  # fmt: skip


@pytest.mark.parametrize("forms", SAME.values(), ids=SAME.keys())
def test_forms_of_one_word_have_one_term(forms: list[str]) -> None:
    first, *others = [terms(form)[:1] for form in forms]
    assert first
    assert others == [first] * len(others)


DIFFERENT = {
    "sums": ("2+2", "2+3"),
    "sum and number": ("2+2", "22"),
    "decimal and whole": ("1.7", "17"),
    "decimal and its digits": ("1.7", "1 7"),
    "list and thousands": ("1,2", "12"),
    "thousands with a slip": ("1,00", "100"),
    "words": ("Japan", "China"),
    "scripts": ("がく", "かく"),
    "country and pronoun": ("US", "them"),
    "United States and USA's parts": ("U.S", "s"),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_different_words_have_different_terms(one: str, other: str) -> None:
    assert terms(one) != terms(other)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("2+2", "This is commonly called a 2+2 dialogue."),
        ("$1.7 billion", "400 Tomahawk missiles at the cost of $1.7 billion."),
        ("1.7 billion", "400 Tomahawk missiles at the cost of $1.7 billion."),
        ("US officials", "the U.S and Japanese Defense and Diplomatic Officials"),
        ("July 28", "On Sunday, July 28th 2024,"),
        ("F-35", "two F-35 fighters"),
        ("e-mail", "an e-mail"),
        ("日本", "日本 agreed"),
        ("the commander's request", "an American Commander’s request"),
    ],
)
def test_what_is_asked_for_is_found_in_the_text(asked: str, text: str) -> None:
    assert terms(asked)
    assert set(terms(asked)) <= set(terms(text))


def test_the_pronoun_us_is_no_country() -> None:
    assert set(terms("they gave us bread")).isdisjoint(terms("U.S."))
    assert terms("us") == terms("Us") == []


@pytest.mark.parametrize("word", sorted(STOP_WORDS))
def test_a_stop_word_has_no_term(word: str) -> None:
    # "whose" and "us" after "the" aside, a stop word is one however it is written
    for written in (word, word.capitalize(), word.replace("'", "’")):
        assert terms(written) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "?!",
        "...",
        "_",
        "'",
        "’",
        "who is it?",
        "What's that, and why's it so?",
        "\u0301",
        "\N{GRINNING FACE}",
        "\x00\x1b",
        "\ud800",
    ],
)
def test_a_text_may_have_no_terms(text: str) -> None:
    assert terms(text) == []


def test_terms_stand_in_order_with_repetitions() -> None:
    assert terms("bread, wine and bread") == [*terms("bread"), *terms("wine"), *terms("bread")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the U.S. and Japan’s allies", ["U.S", "Japan’s", "allies"]),
        ("\N{GRINNING FACE} a 2+2 dialogue", ["2+2", "dialogue"]),
        ("cafe\u0301s", ["cafe\u0301s"]),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_the_original_words_are_marked(text: str, words: list[str]) -> None:
    assert marked(text) == words


@given(ANY_TEXT)
def test_words_lie_in_the_text_in_order(text: str) -> None:
    found = list(ANALYZER.tokens(text))
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == text[token.start : token.end].strip()
        assert token.term
    for before, after in pairwise(found):
        assert before.start <= after.start


@given(ANY_TEXT)
def test_text_before_moves_words_and_leaves_them_the_same(text: str) -> None:
    moved = [
        dataclasses.replace(token, start=token.start + 3, end=token.end + 3)
        for token in ANALYZER.tokens(text)
    ]
    assert list(ANALYZER.tokens(f" \N{GRINNING FACE}\n{text}")) == moved


@given(ANY_TEXT)
def test_terms_are_those_of_the_tokens_and_the_same_every_time(text: str) -> None:
    assert terms(text) == [token.term for token in ANALYZER.tokens(text)] == Analyzer().terms(text)


@given(ANY_TEXT, ANY_TEXT)
def test_paragraphs_do_not_influence_each_other(one: str, other: str) -> None:
    between = "\n\N{BULLET} of \N{BULLET}\n"
    assert terms(f"{one}{between}{other}") == terms(one) + terms(other)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The board met in May 2026.", ["May"]),
        ("What happened in May?", ["May"]),
        ("Did Will agree?", ["Will"]),
        ("May 2026 was cold.", ["May"]),
        ("May we go? Will it rain?", []),
        ("It may rain. May it not.", []),
        ("guidance of the WHO", ["WHO"]),
        ("The us and the others", ["us"]),
        ("WHO came?", []),
    ],
)
def test_a_name_that_is_a_stop_word_too_counts_where_its_capital_tells(text: str, names: list[str]) -> None:
    found = [text[token.start : token.end] for token in ANALYZER.tokens(text)]
    assert [word for word in found if word.casefold() in {"may", "will", "who", "us"}] == names
