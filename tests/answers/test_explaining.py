from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st

from bot.answers.explaining import part, sign
from bot.answers.model import Match, WordMatch


@given(st.floats(), st.floats())
def test_any_part_is_between_nothing_and_all(share: float, score: float) -> None:
    assert 0 <= part(share, of=score) <= 1


@pytest.mark.parametrize(
    ("share", "score", "expected"),
    [(0.5, 2.0, 0.25), (-0.5, 2.0, 0), (3.0, 2.0, 1), (1.0, 0.0, 0), (1.0, math.nan, 0), (math.nan, 1.0, 0)],
)
def test_a_part_is_of_the_score(share: float, score: float, expected: float) -> None:
    assert part(share, of=score) == expected


@pytest.mark.parametrize(
    ("asked", "found", "match", "expected"),
    [
        ("Tokyo", "Tokyo", Match.EXACT, None),
        ("buy", "bought", Match.FORM, "="),
        ("misile", "missile", Match.SPELLING, "→"),
        ("buy", "purchase", Match.RELATED, "~"),
        ("US", "us", Match.FORM, None),
    ],
)
def test_a_sign_stands_between_two_words(asked: str, found: str, match: Match, expected: str | None) -> None:
    assert sign(WordMatch(asked=asked, found=found, match=match, share=0.1)) == expected
