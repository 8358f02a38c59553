from __future__ import annotations

from itertools import pairwise

import nupunkt
import pytest
from hypothesis import given, settings, strategies as st

from bot.documents.model import BlockKind
from bot.documents.sentences import LONGEST_SENTENCE, LONGEST_UNMARKED, sentences
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
    "3. Budget",
    "3. Budget of the year.|It holds.",
    "Item 4. Budget was approved.|All agreed.",
    "Agenda item 12. Reports were given.|They were long.",
    "No. 5 is open.|No. 6 is not.",
    "A. Reports were given.|B. Bills were paid.",
    "Proposed by Cllr. Hall, seconded by Ald. Green.|Agreed.",
    "彼は来た。|次です！？|終わり。",
    "彼は「はい。」と言った。|「そうです。」 |彼女は笑った。",
    "यह है।|वह नहीं है।",
    "هل هذا صحيح؟|نعم.",
]


@pytest.mark.parametrize("probe", PROBES)
def test_sentence_boundaries_survive(probe: str) -> None:
    parts = [part.strip() for part in probe.split("|")]
    between = "" if "。|" in probe else " "
    text = between.join(probe.split("|"))
    assert [sentence.of(text) for sentence in sentences(text)] == parts


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


@pytest.mark.parametrize("kind", [BlockKind.ROW, BlockKind.HEADING, BlockKind.LABEL, BlockKind.HEADER])
def test_rows_and_what_stands_above_are_one_sentence(kind: BlockKind) -> None:
    text = " | It holds. | What next? | "
    assert [sentence.of(text) for sentence in sentences(text, kind)] == [text.strip()]


@pytest.mark.parametrize("blank", ["", " ", "\n\t\u3000"])
def test_a_blank_text_has_no_sentence(blank: str) -> None:
    assert sentences(blank) == ()


def test_words_without_marks_are_cut_into_windows_between_words() -> None:
    words = ["word"] * 10_000
    text = " ".join(words)
    found = [sentence.of(text) for sentence in sentences(text)]
    assert " ".join(found).split(" ") == words
    assert all(30 <= len(part.split()) <= 50 for part in found[:-1])


def test_words_without_marks_are_a_sentence_while_they_are_few() -> None:
    text = ("word " * (LONGEST_UNMARKED // 5)).strip()
    assert len(sentences(text)) == 1
    assert len(sentences(f"{text} more words")) > 1


def test_a_long_sentence_with_marks_stays_whole_up_to_a_bound() -> None:
    clause = "the members noted the report of the treasurer, "
    whole = f"{clause * 40}and agreed."
    assert LONGEST_UNMARKED < len(whole) <= LONGEST_SENTENCE
    assert len(sentences(whole)) == 1
    endless = f"{clause * 100}and agreed."
    assert all(sentence.of(endless).endswith(",") for sentence in sentences(endless)[:-1]), (
        "cut behind the marks that it has"
    )


def test_characters_without_blanks_are_cut_too() -> None:
    text = "あ" * 2000
    assert max(sentence.end - sentence.start for sentence in sentences(text)) < LONGEST_UNMARKED


@pytest.mark.parametrize("kind", list(BlockKind))
@given(TEXTS)
def test_sentences_hold_every_character_but_white_space_in_order(kind: BlockKind, text: str) -> None:
    found = sentences(text, kind)
    kept = "".join(sentence.of(text) for sentence in found)
    assert "".join(kept.split()) == "".join(text.split())
    for before, after in pairwise(found):
        assert before.end <= after.start
    for sentence in found:
        assert sentence.of(text) == sentence.of(text).strip() != ""


# No two beside each other make an item of a list, or an abbreviation or a number after which nothing ends.
_PIECES = """
U.S. U.K. (a). word. Word. word? word! Word the He she “Quote.” “Quote” "Is (word.) word.)
word.] [1] word.[1] ... … ?! ? ! . -- — Mr. Dr. St. Inc. 1999. 3.5 p.m. a.m. etc. in. all. life. civil. ill.
mix. John's. long-term. , ; ' " ’ ” » ** **bold.** é. Straße. xy. Jr. It It's 'Tis “And (But
[See ‘Yes "Then vol. pp. _ a_b. so
""".split()
_GAPS = [" ", " ", " ", "", "  ", "\t", "\n", "\n\n", "\u2028", "\x1c", "\u00a0"]
PIECED = st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from(_GAPS)), max_size=12).map(
    lambda pairs: "Word " + "".join(map("".join, pairs))
)


def by_the_model_alone(text: str) -> list[str]:
    return [kept for start, end in nupunkt.sent_spans(text) if (kept := text[start:end].strip())]


@settings(max_examples=1000)
@given(PIECED)
def test_certain_ends_are_where_the_model_has_them_too(text: str) -> None:
    assert [sentence.of(text) for sentence in sentences(text)] == by_the_model_alone(text)


def test_a_word_without_end_holds_no_end_of_a_sentence() -> None:
    text = f"It begins. {'a.)' * 5_000} It goes on. It ends."
    begin, *endless, goes_on, end = (sentence.of(text) for sentence in sentences(text))
    assert (begin, end) == ("It begins.", "It ends.")
    assert "".join([*endless, goes_on]).replace(" ", "") == "a.)" * 5_000 + "Itgoeson."
