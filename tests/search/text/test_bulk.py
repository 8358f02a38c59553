from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings, strategies as st

from bot.search.text import bulk as module
from bot.search.text.bulk import BulkAnalyzer
from bot.search.text.terms import Analyzer
from bot.search.vectors.word_vectors import open_vectors
from bot.store.numbers import number_of_term, number_of_word

if TYPE_CHECKING:
    from bot.search.text.bulk import Tokens

SYNONYMS = {
    "Tomahawk": ["TLAM", "cruise missile", "the long one of many"],
    "Bob": ["1st one", "one hundred of them"],
    "pair": ["two three", "2 of a kind"],
}
ANALYZER = Analyzer(synonyms=SYNONYMS, dates=[dt.date(2024, 7, 28), dt.date(2024, 8, 7)])

_CONTEXT = "US us the The WHO May Will PM pm Jan jan Mar mar Jun jun US's who in since May's PM's"
_NUMBERS = """
one One two three five twenty twenty-five ninety thousand million billion bn k m b 1 5 12 1999 400k 400m 3pm
5bn 1,000 1.7 1.70 2+2 2 + 2+ 1st 19th 90s 5's 3pm's ² ½ ٣ x² 7/8 7/8/2024 28.7.2024 2024-07-28 24/7 7/28 .5
5. 1914/15 1999-2003 1,5 5,a a,5 1.a % %% 5% per cent Per Cent cents cent's 3per
"""
_MONEY = "$ € £ ¥ $5 $400m US$5 US$ A$3 NZ$ $1.7 €1,000 5€ $.5 $$ $5bn ¥ C$"
_NAMES = """
prime minister Prime Minister's vice president State Department of Defense foreign affairs North Korea
Democratic People's People’s Republic United States America Kingdom Nations European Union World War II Two
One First Second chief executive officer artificial intelligence dollar Tomahawk cruise missile long of many
them plus
"""
_POINTS = "U.S U.S. u.s. U.S.'s p.m. J.R.R. e.g. U. S. a.b.c A.B x.y1 example.com v1.2.3 and/or"
_JOINTS = """
long-term long\u2010term long\u2011term state-of-the-art F-16 555-1234 - -- – re- -ish US-Japan e-mail-
T-shirt's
"""
_APOSTROPHES = "it's it’s itʼs it＇s rock'n'roll 'tis ' ’ ʼ ＇ '' o''k a'b'c 's"
_SCRIPTS = """
café cafe\u0301 e\u0301 \u0301 a\u00adb z\u200bw \ufeff \ufb01ne Straße \uff21\uff22 \uff11\uff12 日本 東
\u0e01\u0e33 _ _x_ a_b x_1
"""
_TYPED = """
3:30 15:30 3.30 3:30pm 3.30pm 3 pm am a.m. p.m. AM 0:15 12:30:45 three 45:30 Sat Sat. Sun Wed Mon Tues.
Thu fri on On Oct Oct. 1st 2nd 2ND first second twenty-first of C# C++ c++17 F# # 25 000 25.000 25,000
25'000 1.250.000 400 2.50 2,50 25.000,00 EUR EUR25 euros euro dollars percent million 150 2024
loadUserProfile LoadUserProfile iPhone YouTube userID l’hôpital d'accord qu'il l'on c'est D'Angelo
L'Oréal's
"""
_UNSPACED = """
会議は2024年7月28日に東京で開かれた Tomahawkミサイルの購入 りんごがある が これは
会议在哪里举行 什么 การประชุม ครั้ง ที่ हिन्दी में مُحَمَّد
محمـد ｶﾞｷﾞ が 한국어 שָׁלוֹם ー 々 。 、
"""
_PLAIN = "a an and of the to in is runs purchase centre bridge Bridge salt"
_BETWEEN = [
    " ",
    " ",
    " ",
    "",
    "-",
    ".",
    "\n",
    "  ",
    ", ",
    ". ",
    " \t",
    "\u2028",
    "\u00a0",
    "\u202f",
    ":",
    "€",
    "\ud800",
    "\U0001f600",
]

_GROUPS = (
    _CONTEXT,
    _NUMBERS,
    _MONEY,
    _NAMES,
    _POINTS,
    _JOINTS,
    _APOSTROPHES,
    _SCRIPTS,
    _TYPED,
    _UNSPACED,
    _PLAIN,
)
PIECES = st.sampled_from(" ".join(_GROUPS).split())
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(_BETWEEN)), max_size=14).map(
    lambda pairs: "".join(map("".join, pairs))
) | st.text(max_size=20)


EXAMPLES = [
    "It was the WHO, not the us. It was 3 PM.",
    "In the cruise mis\u00adsile a prime mini\u0301ster of the u.s. of a",
    "five per cent's, 5 Per Cent, 5 per cents",
    "one hundred of them, one hundred of us",
    "A big May. 5 May. Will will. In Mar a Mar.",
]


def bulk() -> BulkAnalyzer:
    return BulkAnalyzer(ANALYZER)


def words_of(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text)]


def assert_as_the_analyzer_reads(texts: list[str], found: Tokens) -> None:
    """Hold the terms, words and counts of texts against those that are found in each by itself."""
    assert len(found.term_starts) == len(found.word_starts) == len(texts) + 1
    for place, text in enumerate(texts):
        tokens = list(ANALYZER.tokens(text))
        terms = found.terms[slice(*found.term_starts[place : place + 2])]
        assert terms["number"].tolist() == [number_of_term(token.term) for token in tokens]
        assert terms["start"].tolist() == [token.start for token in tokens]
        assert terms["length"].tolist() == [token.end - token.start for token in tokens]
        written = [text[token.start : token.end].casefold() for token in tokens]
        assert terms["form"].tolist() == [number_of_word(form) for form in written]
        words = words_of(text)
        numbers = found.words[slice(*found.word_starts[place : place + 2])]
        assert numbers.tolist() == [number_of_word(word) for word in words]
        counted = Counter(word for word in words if len(word) >= 3 and word.isalpha())
        assert found.word_counts(place, place + 1) == counted


@settings(max_examples=400)
@example(EXAMPLES)
@given(st.lists(TEXTS, max_size=6))
def test_many_texts_are_read_as_each_is_by_the_analyzer(texts: list[str]) -> None:
    assert_as_the_analyzer_reads(texts, bulk().read(texts))


@given(st.lists(TEXTS, max_size=6))
def test_texts_that_are_read_a_few_at_a_time_are_read_the_same(texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CHARACTERS_AT_ONCE", 8)
        assert_as_the_analyzer_reads(texts, bulk().read(texts))


@given(st.lists(st.lists(TEXTS, max_size=3), max_size=4))
def test_what_was_read_before_changes_nothing_though_words_are_forgotten(reads: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MOST_WORDS", 5)
        analyzer = bulk()
        found = [analyzer.read(texts) for texts in reads]
    for texts, tokens in zip(reads, found, strict=True):
        assert_as_the_analyzer_reads(texts, tokens)


def test_a_term_has_its_row_in_the_table_of_vectors() -> None:
    vectors = open_vectors()
    texts = ["The missiles cost $1.7 billion.", "A long-term treaty of the prime minister, Kamikawa."]
    found = BulkAnalyzer(ANALYZER, vectors.rows).read(texts)
    expected = vectors.rows([term for text in texts for term in ANALYZER.terms(text)])
    assert found.terms["row"].tolist() == expected.tolist()
    assert set(bulk().read(texts).terms["row"].tolist()) == {-1}


def test_words_of_several_texts_are_counted_together() -> None:
    found = bulk().read(["Bread, bread of it", "", "BREAD and soup 1999 x1y it's"])
    assert found.word_counts(0, 3) == {"bread": 3, "and": 1, "soup": 1}
    assert found.word_counts(1, 2) == {}


def test_each_text_has_dates_of_its_own() -> None:
    american, european = dt.date(2024, 7, 8), dt.date(2024, 8, 7)
    texts = ["7/8/2024", "7/8/2024", "7/8"]
    found = bulk().read(texts, dates=[[american], [european], []])
    expected = [
        [number_of_term(term) for term in Analyzer(dates=dates).terms(text)]
        for text, dates in zip(texts, ([american], [european], []), strict=True)
    ]
    assert [
        found.terms["number"][slice(*found.term_starts[place : place + 2])].tolist() for place in range(3)
    ] == expected
    assert expected[0] != expected[1]


@pytest.mark.parametrize("character", [*"a1 \n.-'’$%é\u0301ـ"])
def test_megabytes_of_one_character_are_read_in_the_time_of_others(character: str) -> None:
    found = bulk().read([character * 5_000_000])
    assert len(found.terms) <= 1


@pytest.mark.parametrize(
    "text", ["bread " * 20, "The bread rises slowly overnight, and it's done in 1999; salt!"]
)
def test_most_words_of_prose_need_no_second_look(text: str) -> None:
    class Unasked(Analyzer):
        def placed(self, *_: object, **__: object) -> list[tuple[str, int, int]]:
            raise AssertionError

    assert len(BulkAnalyzer(Unasked(synonyms=SYNONYMS)).read([text]).terms)
