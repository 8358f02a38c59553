from __future__ import annotations

import pytest

from bot.documents.sentences import sentences


@pytest.mark.parametrize(
    "paragraph",
    [
        "Secretary of Defense Lloyd J. Austin III spoke.|He left.",
        "J. R. R. Tolkien wrote it.|Prof. J. Doe read it.",
        "Both U.S. and Japan opposed this.|The U.S. and China met.",
        "The U.S and Japan met with the U.S Secretary of Defense.|It went well.",
        "He lives in the U.S.|He likes it.",
        "It cost $1.7 billion.|Then it left.",
        "This is commonly called a 2+2 dialogue.|2+2 meetings occur regularly.",
        "See e.g. Article 5.|It says so.",
        "Allies (i.e. Japan) agreed (cf. Article 3).|All signed.",
        "Lunch, etc.|Then we left.",
        "On Jan. 5 he left.|On Sept. 3 he came back.",
        "What?!|Really.",
        '"Is it so?" he asked.|"Yes!" she said.',
        "First line\nsecond line of it.|Another one.",
        "no capital here.|another one.",
        "Dr. No. said e.g.",
    ],
)
def test_sentences_end_where_a_reader_says(paragraph: str) -> None:
    expected = paragraph.split("|")
    text = " ".join(expected)
    assert [sentence.of(text) for sentence in sentences(text)] == expected


@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
def test_nothing_has_no_sentences(blank: str) -> None:
    assert sentences(blank) == ()
