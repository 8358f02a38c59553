from __future__ import annotations

import random
import re

from hypothesis import given, strategies as st
from rapidfuzz.distance import OSA

from tests.benchmarks.typos import misspelt

TEXTS = st.text("aAbc\u017f\u00df\u00e9\u0130 ,'5_", max_size=12) | st.from_regex(
    r"[A-Za-z]{5,9} [a-z]{2} [A-Za-z]{4,6}\?", fullmatch=True
)
CHANCES = st.randoms(use_true_random=False)


def seeded(text: str, seed: int) -> str:
    return misspelt(text, random.Random(seed)) or ""  # noqa: S311 - a sample, not a secret


@given(TEXTS, CHANCES)
def test_a_typo_is_one_edit_in_a_word_of_five_letters_or_more(text: str, chance: random.Random) -> None:
    words = [found.span() for found in re.finditer(r"[^\W\d_]{5,}", text)]
    mistyped = misspelt(text, chance)
    if mistyped is None:
        assert not words
    else:
        assert OSA.distance(text, mistyped) == 1
        assert any(
            mistyped.startswith(text[:start]) and mistyped.endswith(text[end:]) for start, end in words
        )


@given(st.from_regex(r"[A-Za-z]{5,8}|[aA]{5}", fullmatch=True), CHANCES)
def test_a_typo_is_more_than_another_case(word: str, chance: random.Random) -> None:
    mistyped = misspelt(word, chance)
    assert mistyped is not None
    assert mistyped.casefold() != word.casefold()


def test_every_kind_of_edit_comes_about() -> None:
    mistyped = {seeded("treaty", seed) for seed in range(300)}
    assert {len(text) for text in mistyped} == {5, 6, 7}
    assert "rteaty" in mistyped, "neighbours are swapped"
    assert any(len(text) == 6 and sorted(text) != sorted("treaty") for text in mistyped), "letters change"


def test_every_word_that_is_long_enough_gets_its_turn() -> None:
    mistyped = {seeded("first second of", seed) for seed in range(50)}
    assert any(text.startswith("first ") for text in mistyped)
    assert any(text.endswith(" second of") for text in mistyped)


def test_a_question_of_short_words_gets_no_typo() -> None:
    assert not seeded("Who won it? 12345 a_b_c", 0)
