from __future__ import annotations

import datetime as dt
import re
import sys

import numpy as np
import pytest
from hypothesis import example, given, settings, strategies as st

from bot.search import characters
from bot.search.text.terms import Analyzer
from bot.search.ranking import batch
from bot.search.ranking.batch import batch_of, unread_words
from bot.search.ranking.lexicon import Lexicon
from bot.search.ranking.passage_terms import PassageText, words_of
from bot.search.ranking.reading import read

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
_PLAIN = "a an and of the to in is runs purchase centre bridge Bridge salt"
_BETWEEN = [" ", " ", " ", "", "-", ".", "\n", "  ", ", ", ". ", " \t", "\u2028", "\ud800", "\U0001f600"]

PIECES = st.sampled_from(
    f"{_CONTEXT} {_NUMBERS} {_MONEY} {_NAMES} {_POINTS} {_JOINTS} {_APOSTROPHES} {_SCRIPTS} {_PLAIN}".split()
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(_BETWEEN)), max_size=14).map(
    lambda pairs: "".join(map("".join, pairs))
) | st.text(max_size=20)


def whole(text: str) -> PassageText:
    """Return a text as a passage whose sentences end at white space in its middle and where it ends."""
    middle = text.rfind(" ", 0, len(text) // 2 + 1) + 1
    return PassageText(text=text, sentences=[(0, middle), (middle, len(text))], paragraph=0)


EXAMPLES = [
    "It was the WHO, not the us. It was 3 PM.",
    "In the cruise mis\u00adsile a prime mini\u0301ster of the u.s. of a",
    "five per cent's, 5 Per Cent, 5 per cents",
    "one hundred of them, one hundred of us",
    "A big May. 5 May. Will will. In Mar a Mar.",
]


@settings(max_examples=400)
@example(EXAMPLES)
@given(st.lists(TEXTS, max_size=6))
def test_what_is_read_of_many_texts_is_what_is_read_of_each_in_full(texts: list[str]) -> None:
    tables = read(map(whole, texts), ANALYZER)
    names, spellings = tables.names.names, tables.spellings.names
    for number, text in enumerate(texts):
        tokens = list(ANALYZER.tokens(text))
        own = slice(*tables.starts[number : number + 2])
        assert [names[term] for term in tables.terms[own]] == [token.term for token in tokens]
        assert tables.begins[own].tolist() == [token.start for token in tokens]
        assert tables.ends[own].tolist() == [token.end for token in tokens]
        written = [text[token.start : token.end].casefold() for token in tokens]
        assert [spellings[form] for form in tables.forms[own]] == written
        words = tables.words[slice(*tables.word_starts[number : number + 2])]
        assert [spellings[word] for word in words] == words_of(text)
        first_of_second = next(
            (place for place, token in enumerate(tokens) if token.start >= whole(text).sentences[0][1]), None
        )
        sentences = slice(*tables.sentence_bounds[number : number + 2])
        expected = {0: 0} if tokens and first_of_second != 0 else {}
        expected |= {} if first_of_second is None else {1: first_of_second}
        found = (tables.sentence_starts[sentences] - own.start).tolist()
        assert dict(zip(tables.sentence_numbers[sentences].tolist(), found, strict=True)) == expected


@given(st.lists(TEXTS, max_size=6))
def test_terms_and_words_are_numbered_by_first_appearance(texts: list[str]) -> None:
    tables = read(map(whole, texts), ANALYZER)
    names: dict[str, None] = {}
    spellings: dict[str, None] = {}
    for text in texts:
        tokens = list(ANALYZER.tokens(text))
        names |= dict.fromkeys(token.term for token in tokens)
        spellings |= dict.fromkeys(text[token.start : token.end].casefold() for token in tokens)
        spellings |= dict.fromkeys(words_of(text))
    assert [*tables.names.names] == [*names]
    assert [*tables.spellings.names] == [*spellings]


@given(TEXTS)
def test_a_text_that_is_split_in_parts_has_the_same_words(text: str) -> None:
    expected = batch_of([text], Lexicon(ANALYZER))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "_CHARACTERS_AT_ONCE", 3)
        found = batch_of([text], Lexicon(ANALYZER))
    for name in ("words", "starts", "ends", "firsts", "signs"):
        assert getattr(found, name).tolist() == getattr(expected, name).tolist()


def test_most_words_of_prose_need_no_second_look() -> None:
    lexicon = Lexicon(ANALYZER)
    text = "The bread rises slowly overnight, needs salt, and rests in a warm kitchen; it's done in 1999."
    found = batch_of([text], lexicon)
    assert not unread_words(found, lexicon.traits()[found.words]).any()


def test_characters_are_what_regular_expressions_take_them_for() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    kinds = characters.Characters().kinds(characters.codes_of(every))
    for kind, pattern in ((characters.WORD, r"[^\W_]"), (characters.DIGIT, r"\d")):
        expected = [match.start() for match in re.finditer(pattern, every)]
        assert np.flatnonzero(kinds & kind).tolist() == expected
