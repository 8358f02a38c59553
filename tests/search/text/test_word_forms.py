from __future__ import annotations

import pytest

from bot.search.text.terms import Analyzer
from bot.search.text.word_forms import plain_form

ANALYZER = Analyzer()


@pytest.mark.parametrize(
    "same",
    [
        ["pay", "pays", "paid", "paying"],
        ["win", "wins", "won"],
        ["choose", "chose", "chosen"],
        ["meet", "met", "meeting"],
        ["child", "children"],
        ["defence", "defense"],
        ["organise", "organize", "organised", "organization", "organisation"],
        ["analyse", "analyze", "analysed"],
        ["labour", "labor", "labours"],
        ["centre", "center", "centres"],
        ["programme", "program", "programmes"],
        ["travelled", "traveled"],
        ["promise", "promised", "promises"],
    ],
)
def test_forms_and_spellings_of_a_word_are_one_term(same: list[str]) -> None:
    assert len({tuple(ANALYZER.terms(word)) for word in same}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("bases", "basis"), ("leaves", "leaf"), ("media", "medium"), ("won", "wonder")]
)
def test_words_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert ANALYZER.terms(one) != ANALYZER.terms(other)


@pytest.mark.parametrize("word", ["", "e", "missile", "raise", "wise", "東京"])
def test_a_word_without_other_forms_is_left_alone(word: str) -> None:
    assert plain_form(word) == word
