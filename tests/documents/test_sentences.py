from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from bot.documents.sentences import sentences
from tests.generated import TEXTS

# Texts with a bar where a sentence ends and another begins.
PROBES = [
    "Secretary of Defense Lloyd J. Austin III and Antony J. Blinken spoke.|Others listened.",
    "The meeting took place with the U.S Secretary of Defense.|This is commonly called a 2+2 dialogue.",
    "Both U.S. and Japan opposed this.|The U.S. will lead.",
    "The U.S and Japan struck a deal.|The U.S Secretary agreed.",
    "They bought 400 missiles at the cost of $1.7 billion.|Typically, 2+2 meetings occur regularly.",
    "It covers the islands, e.g. Article 5 says so.|It is old.",
    "See i.e. Article 5 and cf. Article 6.|Then viz. Article 7.",
    "Mr. Smith met Dr. Jones at 5 p.m. on Monday.|He left.",
    "Is it so?|Yes!|It is.",
    "“We agree.”|They signed.",
    "It grew by 3.5 percent.|Prices fell.",
    "A heading without a full stop",
    "It ends in e.g.",
    "J. R. R. Tolkien wrote it.|Prof. J. Doe read it.",
    "He lives in the U.S.|He likes it.",
    "Allies (i.e. Japan) agreed (cf. Article 3).|All signed.",
    "Lunch, etc.|Then we left.",
    "On Jan. 5 he left.|On Sept. 3 he came back.",
    "What?!|Really.",
    "First line\nsecond line of it.|Another one.",
    "no capital here.|another one.",
]


@pytest.mark.parametrize("probe", PROBES)
def test_sentence_boundaries_survive(probe: str) -> None:
    text = probe.replace("|", " ")
    assert [sentence.of(text) for sentence in sentences(text)] == probe.split("|")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "- Hall booked for 9 April\n- Rent: $40\n- Seeds",
            ["- Hall booked for 9 April", "- Rent: $40", "- Seeds"],
        ),
        (
            "Agreed:\n* the rent\n* the rules. Both hold.",
            ["Agreed:", "* the rent", "* the rules.", "Both hold."],
        ),
        (
            "1. Welcome\n2. Budget of 1.5\nmillion\n3) Next",
            ["1. Welcome", "2. Budget of 1.5\nmillion", "3) Next"],
        ),
        ("| plot | rent |\n| 12 | $40 |", ["| plot | rent |", "| 12 | $40 |"]),
        ("No list -\nthough a dash", ["No list -\nthough a dash"]),
    ],
)
def test_items_of_a_list_and_rows_of_a_table_are_sentences(text: str, parts: list[str]) -> None:
    assert [sentence.of(text) for sentence in sentences(text)] == parts


@pytest.mark.parametrize("blank", ["", " ", "\n\t\u3000"])
def test_a_blank_text_has_no_sentence(blank: str) -> None:
    assert sentences(blank) == ()


@given(TEXTS)
def test_sentences_hold_every_character_but_white_space_in_order(text: str) -> None:
    found = sentences(text)
    kept = "".join(sentence.of(text) for sentence in found)
    assert "".join(kept.split()) == "".join(text.split())
    for before, after in pairwise(found):
        assert before.end <= after.start
    for sentence in found:
        assert sentence.of(text) == sentence.of(text).strip() != ""
