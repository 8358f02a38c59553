"""What is found in a sentence: dates, numbers, money and names, each a range of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.answers.marking import amounts_and_dates as amounts, names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.documents.model import Span


def words(spans: Iterable[Span], sentence: str) -> list[str]:
    return [span.of(sentence) for span in spans]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On Sunday, July 28th 2024, they met.", ["Sunday, July 28th 2024"]),
        ("It began on 13 June 1525, in Rome.", ["13 June 1525"]),
        ("Between June 2004 and the 1990s", ["June 2004", "1990s"]),
        ("In January, Japan agreed.", ["January"]),
        ("It may rain in May.", ["May"]),
        ("They march in March", ["March"]),
        ("from 1954-55 or 1954–1955", ["1954-55", "1954–1955"]),
        ("in the 19th century, or 44 BC", ["19th century", "44 BC"]),
        ("see 2024-07-28 and 7/28/2024", ["2024-07-28", "7/28/2024"]),
        ("a 2000 km road, 1500 people, 1,900 men", []),
    ],
)
def test_dates(sentence: str, expected: list[str]) -> None:
    assert words(amounts.dates(sentence), sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("at the cost of $1.7 billion.", ["$1.7 billion"]),
        ("US$3 per barrel, or €1,000.50", ["US$3", "€1,000.50"]),
        ("two million dollars and 6 million Lira", ["two million dollars", "6 million Lira"]),
        ("400 missiles", []),
    ],
)
def test_money(sentence: str, expected: list[str]) -> None:
    assert words(amounts.money(sentence), sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("purchase 400 Tomahawk missiles", ["400"]),
        ("twenty-five men and six hundred horses", ["twenty-five", "six hundred"]),
        ("18 million volumes in 63,519 boxes", ["18 million", "63,519"]),
        ("a 2nd B2 bomber, pick #1, won 31–24", ["31–24"]),
    ],
)
def test_numbers(sentence: str, expected: list[str]) -> None:
    assert words(amounts.numbers(sentence, without=()), sentence) == expected


def test_percentages_and_fractions_and_measures() -> None:
    sentence = "nearly two-thirds, 53% or 90 percent of the 12 tons"
    assert words(amounts.percentages(sentence), sentence) == ["nearly two-thirds", "53%", "90 percent"]
    assert words(amounts.measures(sentence), sentence) == ["12 tons"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Yoko Kamikawa's aide met Lloyd J. Austin III.", ["Yoko Kamikawa", "Lloyd J. Austin III"]),
        ("However, Ludwig van Beethoven left", ["Ludwig van Beethoven"]),
        ("Both U.S. and Japan opposed this", ["U.S.", "Japan"]),
        ("the American Congress, in July", ["Congress"]),
    ],
)
def test_names(sentence: str, expected: list[str]) -> None:
    assert words(names.names(sentence), sentence) == expected


PIECES = "U.S. Japan Japan's of de The next - ' ’s . _ J. Éa 1st A1 McD O'Neil x-Y Q.Z. AB 日本 , İ ß".split()


@given(st.lists(st.sampled_from([*PIECES, *[" "] * len(PIECES)])).map("".join) | st.text())
def test_names_are_runs_of_words_with_capitals(sentence: str) -> None:
    begin, go_on = names._begins, names._continues  # noqa: SLF001 - what a word of a name is, word by word
    expected, run = [], list[re.Match[str]]()
    for word in [*names._WORD.finditer(sentence), None]:  # noqa: SLF001 - the same
        apart = run and (word is None or not sentence[run[-1].end() : word.start()].isspace())
        if run and (
            apart or run[-1][0].endswith(("'s", "’s", "'", "’")) or not go_on(word[0] if word else "")
        ):
            while run[-1][0].islower():
                run.pop()
            text = sentence[run[0].start() : run[-1].end()]
            expected += [re.sub("['’]s?$", "", text)] if len(run) <= 8 else []
            run = []
        if word is not None and (run or begin(word[0])):
            run.append(word)
    assert words(names.names(sentence), sentence) == expected


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Foreign Minister Yoko Kamikawa", "Yoko Kamikawa"),
        ("Secretary of State Antony J. Blinken", "Antony J. Blinken"),
        ("King of France", "King of France"),
        ("Kamala Harris", "Kamala Harris"),
    ],
)
def test_a_title_is_left_off_unless_it_is_all(name: str, bare: str) -> None:
    (span,) = names.names(name)
    assert names.without_title(span, name).of(name) == bare
