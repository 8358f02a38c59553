from __future__ import annotations

import nupunkt
import pytest
from hypothesis import given, settings, strategies as st

from bot.documents.sentence_ends import parted
from bot.documents.sentences import sentences

# No two beside each other make an item of a list, or an abbreviation after which nothing ends.
_PIECES = """
U.S. U.K. A. I. iv. (a). word. Word. word? word! Word the He she “Quote.” “Quote” "Is (word.) word.)
word.] [1] word.[1] ... … ?! ? ! . -- — Mr. Dr. St. Inc. 1999. 3.5 p.m. a.m. etc. in. all. life. civil. ill.
mix. John's. long-term. , ; ' " ’ ” » ** **bold.** é. Straße. 日本。 x. No. v. Jr. I It It's 'Tis “And (But
[See ‘Yes "Then 22 vol. pp. _ a_b. so
""".split()
_GAPS = [" ", " ", " ", "", "  ", "\t", "\n", "\n\n", "\u2028", "\x1c", "\u00a0"]
TEXTS = st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from(_GAPS)), max_size=12).map(
    lambda pairs: "".join(map("".join, pairs))
)


def by_the_model_alone(text: str) -> list[str]:
    return [kept for start, end in nupunkt.sent_spans(text) if (kept := text[start:end].strip())]


@settings(max_examples=1000)
@given(TEXTS)
def test_certain_ends_are_where_the_model_has_them_too(text: str) -> None:
    assert [sentence.of(text) for sentence in sentences(text)] == by_the_model_alone(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The bridge holds. It was built well! Was it? Yes.", [False, False, False, False]),
        ("The bridge holds. The U.S. built it. It lasts.", [False, True, False]),
        ("Yeah . We do . Okay .", [False, False, False]),
        ("Chapter iv. Bridges. The end.", [True, False]),
        ("no end", [False]),
        (" \n", []),
    ],
)
def test_only_parts_with_other_marks_are_doubtful(text: str, parts: list[bool]) -> None:
    assert [part.doubtful for part in parted(text)] == parts


def test_a_word_without_end_is_one_sentence() -> None:
    text = f"It begins. {'a.)' * 5_000} It goes on. It ends."
    begin, endless, end = (sentence.of(text) for sentence in sentences(text))
    assert (begin, end) == ("It begins.", "It ends.")
    assert endless.startswith("a.)")
