from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.search.analysis import Analyzer
from bot.search.stop_words import STOP_WORDS


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


@given(st.text(st.characters()))
def test_a_token_is_a_word_of_the_text_in_order(analyzer: Analyzer, text: str) -> None:
    end = 0
    for token in analyzer.tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.term
        end = token.end


@given(st.text())
def test_terms_do_not_depend_on_what_was_read_before(analyzer: Analyzer, text: str) -> None:
    assert analyzer.terms(text) == Analyzer().terms(text)


@pytest.mark.parametrize(
    "same",
    [
        ["U.S", "U.S.", "US", "the us"],
        [
            "missile",
            "missiles",
            "Missiles",
            "MISSILES",
            "mis\u200bsiles",
            "mis\u00adsiles",
            "\uff2dissiles",
        ],
        ["Japan", "Japan's", "Japan’s", "Japanʼs", "JAPAN’S"],
        ["café", "cafe", "cafe\u0301", "CAFÉ"],
        ["28", "28th", "\uff12\uff18"],
        ["1000", "1,000"],
        ["1970", "1970s"],
        ["p.m", "p.m.", "PM"],
        ["O'Brien", "O’Brien", "obrien"],
        ["modernizing", "modernized", "modernizes"],
        ["ﬁne", "fine"],
        ["straße", "STRASSE"],
    ],
)
def test_words_that_are_the_same_to_a_reader_are_one_term(analyzer: Analyzer, same: list[str]) -> None:
    assert len({tuple(analyzer.terms(word)) for word in same}) == 1
    assert len(analyzer.terms(same[0])) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tell us about it", []),
        ("What is a 2+2 dialogue?", ["2+2", "dialogue"]),
        ("at $1.7 billion.", ["1.7", "billion"]),
        ("the Indo-Pacific", ["Indo", "Pacific"]),
        ("snake_case", ["snake", "case"]),
        ("COVID-19, F-35", ["COVID", "19", "F", "35"]),
        ("who’s there? It isn't", []),
        ("東京 Москва", ["東京", "Москва"]),
        ("the U.S.'s", ["U.S"]),
        ("-- … !? \u200b", []),
    ],
)
def test_the_words_of_a_text_that_count(analyzer: Analyzer, text: str, words: list[str]) -> None:
    assert [text[token.start : token.end] for token in analyzer.tokens(text)] == words


def test_an_abbreviation_is_not_the_pronoun(analyzer: Analyzer) -> None:
    assert analyzer.terms("The US let us in") == [*analyzer.terms("U.S."), *analyzer.terms("let")]


def test_a_voiced_kana_is_another_letter(analyzer: Analyzer) -> None:
    assert analyzer.terms("か") != analyzer.terms("が")


@pytest.mark.parametrize("word", sorted(STOP_WORDS))
def test_a_stop_word_is_left_out_however_it_is_written(analyzer: Analyzer, word: str) -> None:
    assert analyzer.terms(word) == []
    assert analyzer.terms(word.capitalize().replace("'", "’")) == []
