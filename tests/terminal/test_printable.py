from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from bot.terminal.printable import one_line, printable

ANY_TEXT = st.text(st.characters())  # lone surrogates included


@given(ANY_TEXT)
def test_nothing_in_a_printable_text_acts_on_a_terminal(text: str) -> None:
    shown = printable(text)
    acting = {c for c in shown if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} and c not in "\n\t"}
    assert not acting
    assert not {unicodedata.bidirectional(c) for c in shown} & {
        "RLO",
        "LRO",
        "RLE",
        "LRE",
        "PDF",
        "RLI",
        "LRI",
        "FSI",
        "PDI",
    }


@given(ANY_TEXT)
def test_a_printable_text_keeps_its_length_so_that_ranges_stay_true(text: str) -> None:
    assert len(printable(text)) == len(text)


def test_an_escape_sequence_becomes_visible() -> None:
    assert printable("a\x1b[31mred\x07") == "a␛[31mred␇"


def test_ordinary_text_of_any_script_is_left_alone() -> None:
    text = "Café — “東京” 👩\u200d🚀\n\tnext"
    assert printable(text) == text


@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    "control", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
)
def test_a_bidirectional_control_is_replaced(control: str) -> None:
    assert printable(f"a{control}b") == "a\ufffdb"
